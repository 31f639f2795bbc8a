"""What is owed: opening it, pausing its late fine, cancelling it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import last_day, locked_receivables, record
from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.errors import (
    SettledReceivableError,
)
from fazhi.capabilities.payments.inputs import (
    PauseInput,
    ReceivableInput,
)
from fazhi.capabilities.payments.models import (
    LateFinePause,
    Receivable,
    ReceivableCancellation,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import load_law


def open_receivable(seat: Seat, receivable: ReceivableInput) -> Receivable:
    """Open one fine as owed."""
    return open_receivables(seat, [receivable])[0]


@transaction.atomic
def open_receivables(seat: Seat, receivables: Sequence[ReceivableInput]) -> list[Receivable]:
    """Open fines as owed, all or none; the period of payment runs from the day of service."""
    if not receivables:
        return []
    reckoner, now = load_law().deadline("PAY"), clock.now()
    deadlines = {day: reckoner.from_(day) for day in {each.served_on for each in receivables}}
    rows = [
        Receivable(
            id=new_id(),
            authority=seat.authority,
            dossier=given.dossier,
            amount=given.amount,
            is_on_the_spot=given.on_the_spot,
            served_on=given.served_on,
            due_on=last_day(deadlines[given.served_on]),
            opened_at=now,
        )
        for given in receivables
    ]
    Receivable.objects.bulk_create(rows)
    provisions = next(iter(deadlines.values())).because
    dossiers = [row.dossier for row in rows]
    entry = record(seat, "receivable.opened", rows, dossiers, provisions)
    Receivable.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


@transaction.atomic
def pause_late_fine(seat: Seat, pause: PauseInput) -> LateFinePause:
    """Stop counting the late fine while reconsideration or litigation lasts."""
    receivable = locked_receivables(seat, [pause.receivable])[pause.receivable.pk]
    if pause.until and pause.until < pause.since:
        raise InputError({"until": _("结束日不能早于开始日。")})
    row = LateFinePause.objects.create(
        id=new_id(),
        receivable=receivable,
        ground=pause.ground,
        since=pause.since,
        until=pause.until,
        recorded_at=clock.now(),
        recorded_by_id=seat.account_id,
    )
    ground = (Citation("行政处罚法(2021)", 73, 3),)
    record(seat, "late_fine.paused", [row], [receivable.dossier], ground)
    return row


@transaction.atomic
def cancel_receivable(seat: Seat, receivable: Receivable, *, reason: str) -> Receivable:
    """Cancel what is owed, because its decision fell; what was paid is to be paid back."""
    if not reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    locked = locked_receivables(seat, [receivable])[receivable.pk]
    if locked.status == ReceivableStatus.CANCELLED:
        raise SettledReceivableError(_("这笔应缴罚款此前已撤销。"))
    ReceivableCancellation.objects.create(
        receivable=locked,
        reason=reason.strip(),
        cancelled_at=clock.now(),
        cancelled_by_id=seat.account_id,
    )
    locked.status = ReceivableStatus.CANCELLED
    locked.save(update_fields=["status"])
    record(seat, "receivable.cancelled", [locked], [locked.dossier])
    return locked
