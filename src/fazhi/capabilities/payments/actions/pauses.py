"""Times for which no late fine is counted: reconsideration and litigation (EXE-008)."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import locked_receivables, record, restate
from fazhi.capabilities.payments.inputs import PauseEnd, PauseInput
from fazhi.capabilities.payments.models import LateFinePause
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.law.citation import Citation

_GROUND = (Citation("行政处罚法(2021)", 73, 3),)


def pause_late_fine(seat: Seat, pause: PauseInput) -> LateFinePause:
    """Stop counting one late fine while reconsideration or litigation lasts."""
    return pause_late_fines(seat, [pause])[0]


@transaction.atomic
def pause_late_fines(seat: Seat, pauses: Sequence[PauseInput]) -> list[LateFinePause]:
    """Stop counting late fines while reconsideration or litigation lasts, all or none."""
    if not pauses:
        return []
    locked = locked_receivables(seat, [each.receivable for each in pauses])
    now = clock.now()
    rows = [
        LateFinePause(
            id=new_id(),
            receivable=locked[given.receivable.pk],
            ground=given.ground,
            since=given.since,
            until=given.until,
            recorded_at=now,
            recorded_by_id=seat.account_id,
        )
        for given in pauses
    ]
    _refuse_ends_before_beginnings(rows)
    LateFinePause.objects.bulk_create(rows)
    restate(list(locked.values()))
    record(seat, "late_fine.paused", rows, [row.receivable.dossier for row in rows], _GROUND)
    return rows


@transaction.atomic
def end_late_fine_pauses(seat: Seat, ends: Sequence[PauseEnd]) -> list[LateFinePause]:
    """Count late fines on from the day after reconsideration or litigation ended."""
    if not ends:
        return []
    locked = locked_receivables(seat, [each.pause.receivable for each in ends])
    rows = []
    for each in ends:
        each.pause.until = each.until
        rows.append(each.pause)
    _refuse_ends_before_beginnings(rows)
    LateFinePause.objects.bulk_update(rows, ["until"])
    restate(list(locked.values()))
    record(seat, "late_fine_pause.ended", rows, [row.receivable.dossier for row in rows], _GROUND)
    return rows


def _refuse_ends_before_beginnings(rows: Sequence[LateFinePause]) -> None:
    if any(row.until and row.until < row.since for row in rows):
        raise InputError({"until": _("结束日不能早于开始日。")})
