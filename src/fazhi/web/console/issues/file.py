"""One issue as its page shows it: facts, what happened, who has it, what can be done now."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.issues.choices import IssueStatus, IssueStepKind
from fazhi.proceedings.issues.queries import IssueRows, issue_rows
from fazhi.proceedings.leads.access import INTAKE_RECEIVERS, visible_intakes

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.issues.models import Issue
    from fazhi.proceedings.leads.models import Intake

HANDLERS = (Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER, Role.DISPATCHER)
ASSIGNERS = (Role.DISPATCHER, Role.SQUAD_LEADER)
_TONES = {
    IssueStepKind.RETURNED: "soon",
    IssueStepKind.CLOSED: "ok",
    IssueStepKind.FED_BACK: "ok",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A step on the timeline."""

    words: str
    at: dt.datetime
    who: str
    note: str
    tone: str


@dataclass(frozen=True, slots=True)
class ShownTask:
    """A task of the issue: what, with whom, how it stands."""

    words: str
    assignee: str
    due_at: dt.datetime
    status: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class IssueFile:
    """Everything that the page of an issue shows."""

    rows: IssueRows
    events: tuple[Event, ...]
    tasks: tuple[ShownTask, ...]
    cases: "tuple[Case, ...]"
    acts: tuple[str, ...]
    leads: "tuple[Intake, ...]"
    may_file_case: bool
    may_make_lead: bool


def issue_file(seat: Seat, issue: "Issue") -> IssueFile:
    """Gather the page of an issue, with as many statements for an old one as for a new one."""
    rows = issue_rows(seat, issue)
    is_open = issue.status != IssueStatus.CLOSED
    cases = visible_cases(seat).filter(issue_id=issue.pk).select_related("dossier", "power")
    leads = visible_intakes(seat).filter(issue_id=issue.pk).defer("description", "data_key")
    return IssueFile(
        rows=rows,
        events=_events(rows),
        tasks=_tasks(rows),
        cases=tuple(cases.order_by("decided_at", "pk")),
        acts=tuple(_acts(seat, issue)),
        leads=tuple(leads.select_related("dossier").order_by("received_at", "pk")),
        may_file_case=is_open and seat.has(Role.OFFICER, Role.SQUAD_LEADER),
        may_make_lead=is_open and seat.has(*INTAKE_RECEIVERS),
    )


def _events(rows: IssueRows) -> tuple[Event, ...]:
    return tuple(
        Event(
            words=step.get_kind_display(),
            at=step.taken_at,
            who=rows.names.get(step.account_id, "") if step.account_id else "",
            note=step.note,
            tone=_TONES.get(IssueStepKind(step.kind), ""),
        )
        for step in reversed(rows.steps)
    )


def _tasks(rows: IssueRows) -> tuple[ShownTask, ...]:
    words = {"issue.handle": _("处置"), "issue.verify": _("核查")}
    return tuple(
        ShownTask(
            words=words.get(task.kind, task.kind),
            assignee=rows.assignees.get(task.assignee_key, ""),
            due_at=task.due_at,
            status=task.get_status_display(),
            is_open=task.is_open,
        )
        for task in rows.tasks
    )


def _acts(seat: Seat, issue: "Issue") -> list[str]:
    """Return what this person can do on the issue now, the nearest act first."""
    acts = []
    if issue.status == IssueStatus.ASSIGNED and seat.has(*HANDLERS):
        acts += ["handling", "return"]
    if issue.status in {IssueStatus.OPEN, IssueStatus.ASSIGNED} and seat.has(*ASSIGNERS):
        acts.insert(0 if issue.status == IssueStatus.OPEN else len(acts), "assignment")
    if issue.status == IssueStatus.HANDLED and seat.has(Role.DISPATCHER):
        acts.append("verification")
    if issue.status == IssueStatus.VERIFIED and seat.has(Role.DISPATCHER):
        acts.append("closure")
    return acts
