"""How remedies end (复议、诉讼结果), and the stays (停止执行) that last until then."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions import end_late_fine_pauses, reduce_receivables
from fazhi.capabilities.payments.inputs import PauseEnd, ReductionInput
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.tasks.actions import cancel_tasks
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.law.citation import Citation
from fazhi.law.rules.respondent import head_attended
from fazhi.proceedings.cases.access import REMEDY_KEEPERS
from fazhi.proceedings.cases.actions.locking import locked_cases, refuse_day_outside
from fazhi.proceedings.cases.choices import FALLEN, Attendance, RemedyOutcome, RescissionGround
from fazhi.proceedings.cases.errors import RemedyStateError
from fazhi.proceedings.cases.facts import remedy_kind
from fazhi.proceedings.cases.inputs import RemedyEnd, StayEnd, StayInput
from fazhi.proceedings.cases.models import Remedy, Stay
from fazhi.proceedings.cases.remedies import locked_remedies
from fazhi.proceedings.cases.rescinding import rescind
from fazhi.proceedings.cases.status import refresh

_STAY_GROUND = (Citation("行政处罚法(2021)", 73, 1),)
#: Outcomes that may come with another amount.
_WITH_AMOUNT = frozenset({RemedyOutcome.CHANGED, RemedyOutcome.SETTLED})


@transaction.atomic
def end_remedies(seat: Seat, inputs: Sequence[RemedyEnd]) -> list[Remedy]:
    """Record how remedies ended (登记结果), all or none, with all that follows from it.

    The late fine runs on from the next day, and no stay outlasts its remedy. A decision that was
    revoked or declared invalid falls with its document and its fine; a changed one is owed in its
    new amount. The head came to the hearing, or the reason is on record (REM-010, REM-018).
    """
    seat.require(*REMEDY_KEEPERS)
    rows = locked_remedies(seat, [one.remedy_id for one in inputs])
    cases = locked_cases(seat, [row.case_id for row in rows])
    for row, one in zip(rows, inputs, strict=True):
        _end(row, one)
    Remedy.objects.bulk_update(
        rows, ["ended_on", "outcome", "attended_by", "absence_reason", "due_on"]
    )
    for row in rows:
        Stay.objects.filter(remedy=row, until__isnull=True).update(until=row.ended_on)
    cancel_tasks(seat, [row.task for row in rows if row.task], reason="复议、诉讼已结束")
    _run_on(seat, rows)
    _lower(seat, rows, inputs)
    fallen = {row.case_id for row in rows if row.outcome in FALLEN}
    rescind(
        seat,
        [case for case in cases if case.pk in fallen],
        ground=RescissionGround.REMEDY,
        reason="复议、诉讼撤销决定或者确认无效",
    )
    refresh(cases)
    _record(seat, "remedy.ended", rows)
    return rows


@transaction.atomic
def record_stays(seat: Seat, inputs: Sequence[StayInput]) -> list[Stay]:
    """Record orders that decisions are not carried out for now (停止执行, EXE-010)."""
    seat.require(*REMEDY_KEEPERS)
    remedies = locked_remedies(seat, [one.remedy_id for one in inputs])
    rows = []
    for remedy, one in zip(remedies, inputs, strict=True):
        if remedy.ended_on or remedy.stays.filter(until__isnull=True).exists():
            raise RemedyStateError(_("程序已经结束，或者已经停止执行。"))
        if not one.reason.strip() or not one.ordered_by.strip():
            raise InputError({"reason": _("请写明决定机关和理由。")})
        refuse_day_outside("since", one.since, since=remedy.applied_on)
        rows.append(
            Stay(
                id=new_id(),
                authority=seat.authority,
                remedy=remedy,
                ordered_by=one.ordered_by.strip(),
                reason=one.reason.strip(),
                since=one.since,
                account_id=seat.person,
            )
        )
    Stay.objects.bulk_create(rows)
    _record(seat, "stay.recorded", rows)
    return rows


@transaction.atomic
def lift_stays(seat: Seat, inputs: Sequence[StayEnd]) -> list[Stay]:
    """Record that stays were lifted (恢复执行) before their remedies ended."""
    seat.require(*REMEDY_KEEPERS)
    found = Stay.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    stays = found.select_related("remedy__case__dossier").in_bulk([one.stay_id for one in inputs])
    if not inputs or len(stays) != len(inputs):
        raise NotFoundError
    rows = [stays[one.stay_id] for one in inputs]
    for row, one in zip(rows, inputs, strict=True):
        if row.until:
            raise RemedyStateError(_("停止执行已经解除。"))
        refuse_day_outside("until", one.until, since=row.since)
        row.until = one.until
    Stay.objects.bulk_update(rows, ["until"])
    _record(seat, "stay.lifted", rows)
    return rows


def _end(row: Remedy, one: RemedyEnd) -> None:
    if row.ended_on:
        raise RemedyStateError(_("结果已经登记。"))
    refuse_day_outside("ended_on", one.ended_on, since=row.received_on)
    if one.attended_by != Attendance.NOT_HELD:
        by_head = one.attended_by == Attendance.HEAD
        kind, reason = remedy_kind(row), one.absence_reason
        refuse_if_blocked(head_attended(kind, day=one.ended_on, by_head=by_head, reason=reason))
    row.outcome, row.ended_on, row.due_on = one.outcome, one.ended_on, None
    row.attended_by, row.absence_reason = one.attended_by, one.absence_reason.strip()


def _run_on(seat: Seat, rows: Sequence[Remedy]) -> None:
    end_late_fine_pauses(
        seat,
        [
            PauseEnd(pause=row.pause, until=row.ended_on)
            for row in rows
            if row.pause and row.ended_on
        ],
    )


def _lower(seat: Seat, rows: Sequence[Remedy], inputs: Sequence[RemedyEnd]) -> None:
    """Owe the fine in the amount to which it was changed or settled."""
    owed = {
        each.dossier_id: each
        for each in Receivable.objects.filter(dossier_id__in=[row.case_id for row in rows])
    }
    reductions = []
    for row, one in zip(rows, inputs, strict=True):
        if one.outcome == RemedyOutcome.CHANGED and one.fine is None:
            raise InputError({"fine": _("请写明变更后的罚款；不再罚款的，登记为撤销。")})
        if one.fine is None:
            continue
        if one.outcome not in _WITH_AMOUNT or row.case_id not in owed:
            raise InputError({"fine": _("这一结果不改变罚款，或者本案没有罚款。")})
        reason = "复议、诉讼改变了罚款数额"
        reductions.append(
            ReductionInput(receivable=owed[row.case_id], amount=one.fine, reason=reason)
        )
    reduce_receivables(seat, reductions)


def _record(seat: Seat, kind: str, rows: Sequence[Remedy] | Sequence[Stay]) -> None:
    first = rows[0].case if isinstance(rows[0], Remedy) else rows[0].remedy.case
    record(
        Act(
            kind,
            by=seat,
            dossier=first.dossier if len(rows) == 1 else None,
            provisions=_STAY_GROUND if isinstance(rows[0], Stay) else (),
        ),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
