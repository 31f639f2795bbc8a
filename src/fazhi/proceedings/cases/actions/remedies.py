"""Remedies (复议、诉讼) with the authority as respondent: come in, forwarded, answered."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions import pause_late_fines
from fazhi.capabilities.payments.choices import PauseGround, ReceivableStatus
from fazhi.capabilities.payments.inputs import PauseInput
from fazhi.capabilities.payments.models import LateFinePause, Receivable
from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.journal import Act, record
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.reconsideration import forwarded_in_time
from fazhi.law.rules.respondent import answered_in_time, one_remedy_at_a_time, review_came_first
from fazhi.proceedings.cases.access import REMEDY_KEEPERS
from fazhi.proceedings.cases.actions.locking import locked_cases, refuse_day_outside
from fazhi.proceedings.cases.choices import (
    REMEDY_ANSWER_TASK,
    REMEDY_FORWARD_TASK,
    CaseProcedure,
    CaseStatus,
    RemedyKind,
)
from fazhi.proceedings.cases.errors import CaseStateError, RemedyStateError
from fazhi.proceedings.cases.facts import answer_period, procedure_kind, remedy_kind
from fazhi.proceedings.cases.grounds import as_far_as_law_was_read
from fazhi.proceedings.cases.inputs import CopyInput, ForwardingInput, RemedyAnswer, RemedyInput
from fazhi.proceedings.cases.models import Case, Remedy
from fazhi.proceedings.cases.remedies import locked_remedies, told


@transaction.atomic
def register_remedies(seat: Seat, inputs: Sequence[RemedyInput]) -> list[Remedy]:
    """Register reconsiderations and suits against decisions (登记复议、诉讼), all or none.

    Each stops its late fine from the day of application (EXE-008) and gives the task of answering,
    or of forwarding, by the day of the law. A suit that skipped the reconsideration which comes
    first is registered with what the law says to it: whether to hear it is for the court (REM-004).
    """
    seat.require(*REMEDY_KEEPERS)
    if not inputs:
        return []
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    answers = _asked(cases, inputs)
    rows = [_row(seat, cases[one.case_id], one) for one in inputs]
    for row, told_to_it in zip(rows, answers, strict=True):
        row.grounds = told(told_to_it)
    _give_tasks(seat, rows)
    _stop_late_fines(seat, rows)
    Remedy.objects.bulk_create(rows)
    _record(seat, "remedy.registered", rows)
    return rows


@transaction.atomic
def forward_remedies(seat: Seat, inputs: Sequence[ForwardingInput]) -> list[Remedy]:
    """Record that applications filed here went on to the review body (转送, REM-006).

    One that comes late is recorded all the same, with what the law says to it.
    """
    seat.require(*REMEDY_KEEPERS)
    rows = locked_remedies(seat, [one.remedy_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        if not row.is_filed_here or row.forwarded_on:
            raise RemedyStateError(_("只有通过本机关提交、尚未转送的复议申请才需要转送。"))
        day = one.forwarded_on
        refuse_day_outside("forwarded_on", day, since=row.received_on)
        answer = forwarded_in_time(
            load_law(), day=day, received_on=row.received_on, forwarded_on=day
        )
        row.grounds, row.forwarded_on = [*row.grounds, *told([answer])], day
    _finish_tasks(seat, rows)
    _save(rows, "forwarded_on")
    _record(seat, "remedy.forwarded", rows)
    return rows


@transaction.atomic
def receive_remedies(seat: Seat, inputs: Sequence[CopyInput]) -> list[Remedy]:
    """Record the copies (副本) that came back from the review body; the answer is due from then."""
    seat.require(*REMEDY_KEEPERS)
    rows = locked_remedies(seat, [one.remedy_id for one in inputs])
    for row, one in zip(rows, inputs, strict=True):
        if row.copy_received_on or row.ended_on:
            raise RemedyStateError(_("副本已经登记，或者程序已经结束。"))
        refuse_day_outside("received_on", one.received_on, since=row.received_on)
        row.copy_received_on, row.number = one.received_on, one.number.strip() or row.number
    _finish_tasks(seat, rows)
    _give_tasks(seat, rows)
    _save(rows, "copy_received_on", "number")
    _record(seat, "remedy.received", rows)
    return rows


@transaction.atomic
def answer_remedies(seat: Seat, inputs: Sequence[RemedyAnswer]) -> list[Remedy]:
    """Record that answers with all evidence were handed in (提交答复、答辩).

    A late one is recorded with what follows: the act may count as without evidence (REM-008).
    """
    seat.require(*REMEDY_KEEPERS)
    rows = locked_remedies(seat, [one.remedy_id for one in inputs])
    late = 0
    for row, one in zip(rows, inputs, strict=True):
        if row.copy_received_on is None or row.answered_on or row.ended_on:
            raise RemedyStateError(_("还没有收到副本，或者已经答复、已经结束。"))
        day = one.answered_on
        refuse_day_outside("answered_on", day, since=row.copy_received_on)
        answers = told(_in_time(row, day))
        late += len(answers)
        row.grounds, row.answered_on = [*row.grounds, *answers], day
    _finish_tasks(seat, rows)
    _save(rows, "answered_on")
    _record(seat, "remedy.answered", rows, late=late)
    return rows


def _in_time(row: Remedy, day: dt.date) -> tuple[Answer, ...]:
    return answered_in_time(
        load_law(),
        remedy_kind(row),
        day=day,
        received_on=row.copy_received_on or row.received_on,
        answered_on=day,
        is_simple=row.is_simple,
    )


def _asked(cases: dict[UUID, Case], inputs: Sequence[RemedyInput]) -> list[list[Answer]]:
    """Refuse what cannot be; return what the law says to each."""
    under_way: dict[UUID, set[RemedyKind]] = defaultdict(set)
    reviewed: set[UUID] = set()
    for row in Remedy.objects.filter(case_id__in=cases):
        if row.ended_on is None:
            under_way[row.case_id].add(RemedyKind(row.kind))
        elif row.kind == RemedyKind.RECONSIDERATION:
            reviewed.add(row.case_id)
    found = []
    for one in inputs:
        case, kind = cases[one.case_id], remedy_kind(one)
        _refuse_impossible(case, one)
        others = frozenset(map(remedy_kind, under_way[case.pk]))
        refuse_if_blocked(one_remedy_at_a_time(kind, day=one.received_on, under_way=others))
        came_first = review_came_first(
            kind,
            day=case.decided_on,
            procedure=procedure_kind(case),
            was_reviewed=case.pk in reviewed,
        )
        found.append(list(came_first))
        under_way[case.pk].add(one.kind)
    return found


def _refuse_impossible(case: Case, one: RemedyInput) -> None:
    if case.status == CaseStatus.RESCINDED:
        words = _("决定已撤销，不再办理。")
        raise CaseStateError(case.number, case.get_status_display(), words)
    if not one.body.strip():
        raise InputError({"body": _("请写明复议机关或者法院。")})
    refuse_day_outside("applied_on", one.applied_on, since=case.decided_on)
    refuse_day_outside("received_on", one.received_on, since=one.applied_on)
    is_review = one.kind == RemedyKind.RECONSIDERATION
    if one.is_filed_here and (not is_review or case.procedure != CaseProcedure.SUMMARY):
        words = _("只有对当场处罚的复议申请可以通过本机关提交（《行政复议法》第三十二条）。")
        raise InputError({"is_filed_here": words})
    if one.is_simple and not is_review:
        raise InputError({"is_simple": _("简易程序审理只用于行政复议的答复期限。")})


def _row(seat: Seat, case: Case, one: RemedyInput) -> Remedy:
    return Remedy(
        authority=seat.authority,
        case=case,
        kind=one.kind,
        body=one.body.strip(),
        number=one.number.strip(),
        is_simple=one.is_simple,
        is_filed_here=one.is_filed_here,
        applied_on=one.applied_on,
        received_on=one.received_on,
        copy_received_on=None if one.is_filed_here else one.received_on,
    )


def _give_tasks(seat: Seat, rows: Sequence[Remedy]) -> None:
    """Give the task of answering or forwarding each, by the day of the law."""
    given = []
    for row in rows:
        with as_far_as_law_was_read("received_on"):
            deadline = answer_period(load_law(), row)
        row.due_on = deadline.due_on or deadline.earliest_on
        given.append(
            TaskInput(
                kind=REMEDY_ANSWER_TASK if row.copy_received_on else REMEDY_FORWARD_TASK,
                title=f"{row.case.number} {deadline.rule.label.zh}",
                assignee=Assignee.role(Role.CASE_REVIEWER),
                due=Due.by_law(deadline),
                dossier=row.case.dossier,
            )
        )
    for row, task in zip(rows, assign_tasks(seat, given), strict=True):
        row.task = task


def _finish_tasks(seat: Seat, rows: Sequence[Remedy]) -> None:
    complete_tasks(seat, [row.task for row in rows if row.task])
    for row in rows:
        row.due_on = None


def _stop_late_fines(seat: Seat, rows: Sequence[Remedy]) -> None:
    """Stop the late fine of each from the day of application on (EXE-008)."""
    owed = Receivable.objects.filter(dossier_id__in=[row.case_id for row in rows])
    by_case = {each.dossier_id: each for each in owed.exclude(status=ReceivableStatus.CANCELLED)}
    stopped = [row for row in rows if row.case_id in by_case]
    pauses: list[LateFinePause] = pause_late_fines(
        seat,
        [
            PauseInput(
                receivable=by_case[row.case_id],
                ground=PauseGround(str(row.kind)),
                since=row.applied_on,
            )
            for row in stopped
        ],
    )
    for row, pause in zip(stopped, pauses, strict=True):
        row.pause = pause


def _save(rows: Sequence[Remedy], *fields: str) -> None:
    Remedy.objects.bulk_update(rows, ["grounds", "due_on", "task", *fields])


def _record(seat: Seat, kind: str, rows: Sequence[Remedy], **content: int) -> None:
    record(
        Act(kind, by=seat, dossier=rows[0].case.dossier if len(rows) == 1 else None),
        {"count": len(rows), **content},
        items=[row.journal_item() for row in rows],
    )
