"""Handling, checking, returning and closing issues."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.actions import add_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.capabilities.tasks.actions import assign_tasks, complete_tasks, hand_over_all
from fazhi.capabilities.tasks.choices import AssigneeKind
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.capabilities.tasks.models import OPEN, Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.proceedings.issues.actions.reports import reply_to_reports
from fazhi.proceedings.issues.choices import (
    HANDLE_TASK,
    VERIFY_TASK,
    IssueStatus,
    IssueStepKind,
)
from fazhi.proceedings.issues.errors import IssueStateError
from fazhi.proceedings.issues.inputs import (
    AssignmentInput,
    ClosingInput,
    HandlingInput,
    ReplyInput,
    VerificationInput,
)
from fazhi.proceedings.issues.models import Issue, IssueStep, Report

_HANDLERS = (Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER, Role.DISPATCHER)
_VERIFY_WITHIN_HOURS = 24  # an internal limit, not law


@transaction.atomic
def handle_issues(seat: Seat, inputs: Sequence[HandlingInput]) -> list[Issue]:
    """Record what was done on issues (处置); the command room is asked to check each."""
    seat.require(*_HANDLERS)
    if any(not one.note.strip() for one in inputs):
        raise InputError({"note": _("请写明做了什么。")})
    notes = {one.issue_id: one.note.strip() for one in inputs}
    issues = _locked(seat, notes, IssueStatus.ASSIGNED)
    _move(seat, issues, IssueStatus.HANDLED, IssueStepKind.HANDLED, notes)
    _take_photographs(seat, issues, inputs)
    _finish(seat, issues, HANDLE_TASK)
    due = Due.within_hours(_VERIFY_WITHIN_HOURS, clock.now())
    assign_tasks(
        seat,
        [
            TaskInput(
                kind=VERIFY_TASK,
                title=issue.title[:120],
                assignee=Assignee.role(Role.DISPATCHER),
                due=due,
                dossier=issue.dossier,
            )
            for issue in issues
        ],
    )
    _record(seat, "issue.handled", issues)
    return issues


@transaction.atomic
def return_issue(seat: Seat, issue_id: UUID, reason: str) -> Issue:
    """Return an issue to the command room (退回), with the reason why it is not ours."""
    seat.require(*_HANDLERS)
    if not reason.strip():
        raise InputError({"reason": _("退回须写明理由。")})
    notes = {issue_id: reason.strip()}
    issues = _locked(seat, notes, IssueStatus.ASSIGNED)
    _move(seat, issues, IssueStatus.OPEN, IssueStepKind.RETURNED, notes)
    command_room = Assignee.role(Role.DISPATCHER)
    hand_over_all(seat, _open_tasks(issues, HANDLE_TASK), command_room, reason=reason.strip()[:200])
    _record(seat, "issue.returned", issues)
    return issues[0]


@transaction.atomic
def assign_issue(seat: Seat, given: AssignmentInput) -> Issue:
    """Give an issue that waits, or that another has, to who is to deal with it (派单、转办)."""
    seat.require(Role.DISPATCHER, Role.SQUAD_LEADER)
    if not given.reason.strip():
        raise InputError({"reason": _("请写明派给谁、为什么。")})
    notes = {given.issue_id: given.reason.strip()}
    issues = _locked(seat, notes, IssueStatus.OPEN, IssueStatus.ASSIGNED)
    _move(seat, issues, IssueStatus.ASSIGNED, IssueStepKind.ASSIGNED, notes)
    tasks = _open_tasks(issues, HANDLE_TASK)
    hand_over_all(seat, tasks, given.assignee, reason=given.reason.strip()[:200])
    _record(seat, "issue.assigned", issues)
    return issues[0]


@transaction.atomic
def verify_issues(seat: Seat, inputs: Sequence[VerificationInput]) -> list[Issue]:
    """Check handled issues (核查): resolved ones can be closed, the others go back to the owner."""
    seat.require(Role.DISPATCHER)
    if any(not one.is_resolved and not one.note.strip() for one in inputs):
        raise InputError({"note": _("核查不通过须写明哪里没有办好。")})
    notes = {one.issue_id: one.note.strip() for one in inputs}
    resolved = {one.issue_id for one in inputs if one.is_resolved}
    issues = _locked(seat, notes, IssueStatus.HANDLED)
    done = [issue for issue in issues if issue.pk in resolved]
    undone = [issue for issue in issues if issue.pk not in resolved]
    _move(seat, done, IssueStatus.VERIFIED, IssueStepKind.VERIFIED, notes)
    _move(seat, undone, IssueStatus.ASSIGNED, IssueStepKind.RETURNED, notes)
    _finish(seat, issues, VERIFY_TASK)
    if undone:
        before = _assignees(undone)
        assign_tasks(seat, [_again(issue, before.get(issue.pk)) for issue in undone])
    _record(seat, "issue.verified", issues)
    return issues


@transaction.atomic
def close_issues(seat: Seat, inputs: Sequence[ClosingInput]) -> list[Issue]:
    """Close verified issues (办结) and tell those who found or reported them what came of it."""
    seat.require(Role.DISPATCHER)
    if any(not one.answer.strip() for one in inputs):
        raise InputError({"answer": _("请写明给发现人、反映人的答复。")})
    notes = {one.issue_id: one.answer.strip() for one in inputs}
    issues = _locked(seat, notes, IssueStatus.VERIFIED)
    _move(seat, issues, IssueStatus.CLOSED, IssueStepKind.CLOSED, notes)
    _tell_finders(seat, issues, notes)
    unanswered = Report.objects.filter(issue_id__in=notes, reply__isnull=True)
    replies = [
        ReplyInput(report_id, notes[issue_id])
        for report_id, issue_id in unanswered.values_list("id", "issue_id")
        if issue_id
    ]
    if replies:
        reply_to_reports(seat, replies)
    _record(seat, "issue.closed", issues)
    return issues


def _locked(seat: Seat, wanted: Iterable[UUID], *expected: IssueStatus) -> list[Issue]:
    """Lock the issues and make sure that each is where the step begins."""
    ids = set(wanted)
    rows = Issue.objects.select_for_update(of=("self",)).select_related("dossier")
    issues = list(rows.filter(authority=seat.authority, dossier_id__in=ids).order_by("pk"))
    if len(issues) != len(ids):
        raise NotFoundError
    for issue in issues:
        if issue.status not in expected:
            raise IssueStateError(issue.number, issue.get_status_display())
    return issues


def _move(
    seat: Seat,
    issues: Sequence[Issue],
    status: IssueStatus,
    step: IssueStepKind,
    notes: Mapping[UUID, str],
) -> None:
    at = clock.now()
    closed_at = at if status is IssueStatus.CLOSED else None
    for issue in issues:
        issue.status, issue.closed_at = status, closed_at
    Issue.objects.filter(pk__in=[issue.pk for issue in issues]).update(
        status=status, closed_at=closed_at
    )
    IssueStep.objects.bulk_create(
        IssueStep(
            issue=issue,
            kind=step,
            taken_at=at,
            account_id=seat.account_id,
            note=notes[issue.pk][:500],
        )
        for issue in issues
    )


def _tell_finders(seat: Seat, issues: Sequence[Issue], notes: Mapping[UUID, str]) -> None:
    """Write the answer for those of the staff who found an issue; reporters get theirs by reply."""
    at = clock.now()
    IssueStep.objects.bulk_create(
        IssueStep(
            issue=issue,
            kind=IssueStepKind.FED_BACK,
            taken_at=at,
            account_id=seat.account_id,
            note=notes[issue.pk][:500],
        )
        for issue in issues
        if issue.finder_id
    )


def _take_photographs(seat: Seat, issues: Sequence[Issue], inputs: Sequence[HandlingInput]) -> None:
    files = {issue.pk: issue.dossier for issue in issues}
    at = clock.now()
    add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=files[one.issue_id],
                kind=ExhibitKind.AUDIOVISUAL,
                label="处置后照片",
                captured_at=at,
                attachment_id=photograph,
            )
            for one in inputs
            for photograph in one.photograph_ids
        ],
    )


def _finish(seat: Seat, issues: Sequence[Issue], kind: str) -> None:
    complete_tasks(seat, _open_tasks(issues, kind))


def _open_tasks(issues: Sequence[Issue], kind: str) -> list[Task]:
    keys = [issue.pk for issue in issues]
    return list(Task.objects.filter(OPEN, kind=kind, dossier_id__in=keys))


def _assignees(issues: Sequence[Issue]) -> dict[UUID, Assignee]:
    """Return who last had each issue: what was not done well goes back to the same hands."""
    keys = [issue.pk for issue in issues]
    tasks = Task.objects.filter(kind=HANDLE_TASK, dossier_id__in=keys).order_by("assigned_at", "id")
    return {
        task.dossier_id: Assignee(AssigneeKind(task.assignee_kind), task.assignee_key)
        for task in tasks
        if task.dossier_id
    }


def _record(seat: Seat, kind: str, issues: Sequence[Issue]) -> None:
    record(
        Act(kind, by=seat, dossier=issues[0].dossier if len(issues) == 1 else None),
        {"count": len(issues)},
        items=[{"issue": str(issue.pk), "status": str(issue.status)} for issue in issues],
    )


def _again(issue: Issue, before: Assignee | None) -> TaskInput:
    due_day = clock.day_of(issue.due_at or issue.opened_at)
    return TaskInput(
        kind=HANDLE_TASK,
        title=issue.title[:120],
        assignee=before or Assignee.role(Role.DISPATCHER),
        due=Due.on_day(due_day),
        dossier=issue.dossier,
    )
