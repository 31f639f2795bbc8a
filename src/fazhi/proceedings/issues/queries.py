"""Reads of issues used by more than one caller."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.tasks.models import Task
from fazhi.capabilities.tasks.queries import assignee_names
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account, Attachment
from fazhi.proceedings.issues.access import (
    REPORT_READERS,
    report_of_code,
    visible_campaigns,
    visible_issues,
    visible_reports,
    visible_visits,
)
from fazhi.proceedings.issues.choices import SOON, CampaignKind, IssueStatus
from fazhi.proceedings.issues.models import (
    Campaign,
    Issue,
    IssueStep,
    Report,
    ReporterContact,
    ReportPhotograph,
    Visit,
)

__all__ = [
    "CampaignCount",
    "IssueRows",
    "Progress",
    "ReportRows",
    "campaign_kinds",
    "campaigns_running",
    "issue_rows",
    "lamp_of",
    "listed_campaigns",
    "listed_issues",
    "listed_reports",
    "listed_visits",
    "progress_of",
    "report_rows",
]


#: Columns that lists show.
_ON_LISTS_OF_ISSUES = (
    *("number", "title", "place", "longitude", "latitude", "owner_name", "status"),
    *("opened_at", "due_at", "dossier__public_id", "category__name", "grid__name"),
)
_ON_LISTS_OF_REPORTS = (
    *("number", "channel", "place", "received_at", "category__name", "grid__name"),
    *("issue__number", "issue__dossier__kind", "issue__dossier__public_id", "reply__report"),
)


@dataclass(frozen=True, slots=True)
class IssueRows:
    """What the page of an issue shows beside the issue: steps, tasks, photographs, reports."""

    steps: tuple[IssueStep, ...]
    names: Mapping[UUID, str]
    tasks: tuple[Task, ...]
    assignees: Mapping[str, str]
    exhibits: tuple[Exhibit, ...]
    reports: tuple[Report, ...]


@dataclass(frozen=True, slots=True)
class ReportRows:
    """What the page of a report shows beside the report."""

    photographs: tuple[Attachment, ...]
    has_contact: bool
    replied_by: str


@dataclass(frozen=True, slots=True)
class CampaignCount:
    """The items of a campaign and, of them, the problems; an item is a visit or an issue."""

    visits: int
    problems: int

    @property
    def items(self) -> int:
        """Return how many items there are."""
        return self.visits + self.problems


@dataclass(frozen=True, slots=True)
class Progress:
    """How a report stands, as its sender is told: which of four steps, and the reply."""

    report: Report
    step: int
    handled_at: dt.datetime | None


def listed_issues(seat: Seat) -> QuerySet[Issue]:
    """Return the visible issues with what a list shows: one statement."""
    rows = visible_issues(seat).select_related("dossier", "category", "grid")
    return rows.only(*_ON_LISTS_OF_ISSUES)


def listed_reports(seat: Seat) -> QuerySet[Report]:
    """Return the visible reports with what a list shows: one statement."""
    rows = visible_reports(seat).select_related("category", "grid", "issue__dossier", "reply")
    return rows.only(*_ON_LISTS_OF_REPORTS)


def listed_visits(seat: Seat) -> QuerySet[Visit]:
    """Return the visible visits with what a list shows: one statement."""
    return visible_visits(seat).select_related("grid", "campaign").defer("grid__polygon")


def listed_campaigns(seat: Seat) -> QuerySet[Campaign]:
    """Return the visible campaigns, each with items and problems counted: one statement."""
    problems = Issue.objects.filter(campaign=OuterRef("pk"))
    return visible_campaigns(seat).annotate(
        visit_count=_counted(Visit.objects.filter(campaign=OuterRef("pk"))),
        problem_count=_counted(problems),
        open_count=_counted(problems.exclude(status=IssueStatus.CLOSED)),
        item_count=F("visit_count") + F("problem_count"),
    )


def campaigns_running(seat: Seat, day: dt.date) -> list[Campaign]:
    """Return the campaigns under which visits and issues can be entered on a day, by name."""
    rows = visible_campaigns(seat).filter(since__lte=day, until__gte=day).order_by("name", "id")
    return [row for row in rows if row.runs_on(day)]


def campaign_kinds(seat: Seat) -> dict[CampaignKind, CampaignCount]:
    """Return the items and problems of all campaigns, by kind; two statements."""
    visits = _by_kind(visible_visits(seat).exclude(campaign=None))
    problems = _by_kind(visible_issues(seat).exclude(campaign=None))
    return {
        kind: CampaignCount(visits.get(kind.value, 0), problems.get(kind.value, 0))
        for kind in CampaignKind
    }


def issue_rows(seat: Seat, issue: Issue) -> IssueRows:
    """Return what an issue shows, with as many statements for an old issue as for a new one."""
    steps = tuple(IssueStep.objects.filter(issue=issue).order_by("taken_at", "id"))
    tasks = tuple(Task.objects.filter(dossier_id=issue.pk).order_by("assigned_at", "id"))
    people = {step.account_id for step in steps if step.account_id}
    reports: tuple[Report, ...] = ()
    if seat.has(*REPORT_READERS):
        rows = visible_reports(seat).filter(issue=issue).select_related("reply")
        reports = tuple(rows.order_by("received_at", "id"))
    exhibits = Exhibit.objects.filter(dossier_id=issue.pk).select_related("attachment")
    return IssueRows(
        steps=steps,
        names=_names(people),
        tasks=tasks,
        assignees=assignee_names(tasks),
        exhibits=tuple(exhibits.order_by("captured_at", "id")),
        reports=reports,
    )


def report_rows(report: Report) -> ReportRows:
    """Return what a report shows; the contact itself is opened only by an action."""
    photographs = ReportPhotograph.objects.filter(report=report).select_related("attachment")
    reply = getattr(report, "reply", None)
    names = _names({reply.account_id}) if reply else {}
    return ReportRows(
        photographs=tuple(row.attachment for row in photographs.order_by("id")),
        has_contact=ReporterContact.objects.filter(report=report).exclude(data_key=b"").exists(),
        replied_by=names.get(reply.account_id, "") if reply else "",
    )


def progress_of(code: str) -> Progress | None:
    """Return how the report stands that a code opens; None when no report has the code."""
    report = report_of_code(code)
    if report is None:
        return None
    issue = report.issue
    is_replied = hasattr(report, "reply")
    if is_replied:
        step = 4
    elif issue and issue.status in _DONE:
        step = 3
    else:
        step = 2 if issue else 1
    return Progress(report=report, step=step, handled_at=issue.closed_at if issue else None)


def lamp_of(status: str, due_at: dt.datetime | None, day: dt.date) -> str:
    """Return the lamp of an issue on a day: overdue, soon, ok or idle."""
    if status == IssueStatus.CLOSED or due_at is None:
        return "idle"
    last = clock.day_of(due_at)
    if last < day:
        return "overdue"
    return "soon" if last <= day + SOON else "ok"


_DONE = (IssueStatus.HANDLED, IssueStatus.VERIFIED, IssueStatus.CLOSED)


def _counted(rows: "QuerySet[Visit] | QuerySet[Issue]") -> Coalesce:
    one = rows.order_by().values("campaign").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(one, output_field=IntegerField()), 0)


def _by_kind(rows: "QuerySet[Visit] | QuerySet[Issue]") -> dict[str, int]:
    counted = rows.order_by().values("campaign__kind").annotate(number=Count("pk"))
    return dict(counted.values_list("campaign__kind", "number"))


def _names(people: set[UUID]) -> dict[UUID, str]:
    if not people:
        return {}
    return dict(Account.objects.filter(pk__in=people).values_list("pk", "display_name"))
