"""Files of enforcement: opened on a decision that was not performed, led another way, closed."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.models import Receivable
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.law.answer import Answer
from fazhi.law.enforcement_facts import DemandFacts
from fazhi.law.enforcement_file import WAYS, EnforcedDuty
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.compulsory_enforcement import demand_is_due
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.compulsory_enforcement.actions.locking import locked_enforcements, row_of
from fazhi.proceedings.compulsory_enforcement.choices import (
    CHANGE_OF_WAY,
    CLOSERS,
    CLOSURE,
    OPENERS,
    OPENING,
)
from fazhi.proceedings.compulsory_enforcement.errors import (
    EnforcementRefusedError,
    EnforcementStateError,
)
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import (
    EnforcementClosure,
    EnforcementInput,
    WayInput,
)
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from fazhi.proceedings.compulsory_enforcement.standing import is_done
from fazhi.proceedings.compulsory_enforcement.tasks import move_on
from fazhi.registers.staff.queries import authority_of

_NUMBERS = "compulsory_enforcement"


@transaction.atomic
def open_enforcements(
    seat: Seat, inputs: Sequence[EnforcementInput]
) -> list[CompulsoryEnforcement]:
    """Open files on decisions that were not performed in time, all or none (COE-011).

    A key that came before gives the file it opened then.
    """
    seat.require(*OPENERS)
    write = partial(_open_all, seat)
    read = CompulsoryEnforcement.objects.select_related("case__dossier").in_bulk
    return write_once(seat.authority, "enforcement", inputs, write=write, read=read)


@transaction.atomic
def change_enforcement_ways(seat: Seat, inputs: Sequence[WayInput]) -> list[CompulsoryEnforcement]:
    """Lead files another way, all or none; what was demanded and heard stands."""
    seat.require(*OPENERS)
    files = locked_enforcements(seat, {one.enforcement_id for one in inputs})
    now = clock.now()
    for one in inputs:
        row = files[one.enforcement_id]
        _refuse_closed(row)
        if one.way == row.way or one.way not in WAYS[EnforcedDuty(row.duty)]:
            raise InputError({"way": _("请选择这一义务可以采用的另一执行途径。")})
        if not one.reason.strip():
            raise InputError({"reason": _("请写明理由。")})
        says = {"way": one.way.value, "reason": one.reason.strip()}
        row_of(seat, row, CHANGE_OF_WAY, now, says).save()
        row.way = one.way
        move_on(seat, row, CHANGE_OF_WAY)
    rows = [files[one.enforcement_id] for one in inputs]
    _record(seat, "enforcement_way.changed", rows)
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def close_enforcements(
    seat: Seat, inputs: Sequence[EnforcementClosure]
) -> list[CompulsoryEnforcement]:
    """Close files that are performed, enforced to the end, or ended for good; all or none."""
    seat.require(*CLOSERS)
    files = locked_enforcements(seat, {one.enforcement_id for one in inputs})
    now, law = clock.now(), load_law()
    for one in inputs:
        row = files[one.enforcement_id]
        _refuse_closed(row)
        day = clock.day_of(now)
        if not is_done(law, EnforcementRows.of(row).law_file(day), day):
            words = _("还没有履行、执行完毕，也没有终结执行，不能结束。")
            raise EnforcementStateError(row.number, words)
        row_of(seat, row, CLOSURE, now, {"reason": one.note.strip()}).save()
        row.closed_at = now
        move_on(seat, row, CLOSURE)
    rows = [files[one.enforcement_id] for one in inputs]
    _record(seat, "compulsory_enforcement.closed", rows)
    return rows


def _open_all(
    seat: Seat, new: Sequence[tuple[UUID, EnforcementInput]]
) -> list[CompulsoryEnforcement]:
    cases = _cases(seat, {one.case_id for _made, one in new})
    refused: dict[int, list[Answer]] = {}
    rows = []
    for place, (made, one) in enumerate(new):
        row = _file(seat, cases[one.case_id], made, one)
        if blocking := [each for each in _asked(row, one) if each.blocks]:
            refused[place] = blocking
        elif not refused:
            rows.append(_open(seat, row, one))
    if refused:
        raise EnforcementRefusedError(refused)
    _record(seat, "compulsory_enforcement.opened", rows)
    return rows


def _cases(seat: Seat, wanted: set[UUID]) -> dict[UUID, Case]:
    rows = visible_cases(seat).filter(pk__in=wanted)
    found = {
        case.pk: case
        for case in rows.select_related("dossier", "power", "party", "decision__document")
    }
    if len(found) != len(wanted):
        raise NotFoundError
    return found


def _file(seat: Seat, case: Case, made: UUID, one: EnforcementInput) -> CompulsoryEnforcement:
    """Return the file that would be opened; refuse what cannot be."""
    if case.decided_at is None or case.status == CaseStatus.RESCINDED:
        raise EnforcementStateError(case.number, _("没有有效的决定可以执行。"))
    if one.way not in WAYS[one.duty]:
        raise InputError({"way": _("这一义务不能采用这一执行途径。")})
    is_open = CompulsoryEnforcement.objects.filter(case=case, duty=one.duty, closed_at__isnull=True)
    if is_open.exists():
        raise EnforcementStateError(case.number, _("这一义务已经有正在办理的强制执行案卷。"))
    if one.duty is EnforcedDuty.MONEY:
        if not Receivable.objects.filter(dossier=case.dossier).exists():
            raise EnforcementStateError(case.number, _("本案没有应缴的罚款，或者决定还没有送达。"))
    elif not one.obligation.strip():
        raise InputError({"obligation": _("请写明决定要求当事人履行的义务。")})
    return CompulsoryEnforcement(
        id=made,
        authority=seat.authority,
        case=case,
        duty=one.duty.value,
        way=one.way.value,
        opened_at=clock.now(),
    )


def _asked(row: CompulsoryEnforcement, one: EnforcementInput) -> Sequence[Answer]:
    """Ask whether the time to perform is over: before that nothing is enforced (art. 34)."""
    rows = EnforcementRows.of(row)
    if not rows.is_served:
        raise EnforcementStateError(row.case.number, _("决定还没有送达当事人。"))
    due_on = rows.law_file(clock.today()).performance_due_on or one.performance_due_on
    return demand_is_due(DemandFacts(day=clock.today(), performance_due_on=due_on))


def _open(seat: Seat, row: CompulsoryEnforcement, one: EnforcementInput) -> CompulsoryEnforcement:
    year = clock.day_of(row.opened_at).year
    serial = numbers.draw(seat.authority, _NUMBERS, year)
    prefix = authority_of(seat.authority).number_prefix
    row.number = f"{prefix}执立字〔{year}〕第{serial:04d}号"
    row.save()
    says = {
        "duty": one.duty.value,
        "way": one.way.value,
        "obligation": one.obligation.strip(),
        "performance_due_on": one.performance_due_on,
        "own_power_basis": one.own_power_basis.strip(),
    }
    row_of(seat, row, OPENING, row.opened_at, says).save()
    move_on(seat, row, OPENING)
    return row


def _refuse_closed(row: CompulsoryEnforcement) -> None:
    if row.closed_at is not None:
        raise EnforcementStateError(row.number, _("已经结束，不能再办理。"))


def _record(seat: Seat, kind: str, rows: Sequence[CompulsoryEnforcement]) -> None:
    dossiers = {row.case_id: row.case.dossier for row in rows}
    only = next(iter(dossiers.values())) if len(dossiers) == 1 else None
    items = [row.journal_item() for row in rows]
    record(Act(kind, by=seat, dossier=only), {"count": len(rows)}, items=items)


@numbers.kept_by(_NUMBERS)
def _kept(authority: str, year: int) -> list[int]:
    """Answer which numbers stand on files, so that a gap would be seen."""
    rows = CompulsoryEnforcement.objects.filter(
        authority=authority, number__contains=f"执立字〔{year}〕第"
    )
    named = rows.values_list("number", flat=True)
    return [int(number.rpartition("第")[2].rstrip("号")) for number in named]
