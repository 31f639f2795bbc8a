"""Who may see which report, issue and visit: querysets already narrowed to the seat."""

from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Attachment
from fazhi.proceedings.issues.models import Campaign, Issue, Report, ReportPhotograph, Visit

Row = TypeVar("Row", bound=Model)

#: Who works on issues; a citizen follows a report by its code only.
STAFF = (
    Role.GRID_WORKER,
    Role.OFFICER,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.HEAD,
    Role.DISPATCHER,
    Role.CLERK,
)
#: Who sees what citizens told the office; the others see the issue that came of it.
REPORT_READERS = (Role.DISPATCHER, Role.CLERK, Role.HEAD)


def visible_issues(seat: Seat) -> QuerySet[Issue]:
    """Return the issues of the seat's authority, to its staff."""
    return _for(seat, STAFF, narrowed(Issue.objects.all(), seat))


def visible_reports(seat: Seat) -> QuerySet[Report]:
    """Return the reports of the seat's authority, to those who receive and answer them."""
    return _for(seat, REPORT_READERS, narrowed(Report.objects.all(), seat))


def visible_visits(seat: Seat) -> QuerySet[Visit]:
    """Return the visits of the seat's authority, to its staff; they name no visitor."""
    return _for(seat, STAFF, narrowed(Visit.objects.all(), seat))


def visible_campaigns(seat: Seat) -> QuerySet[Campaign]:
    """Return the campaigns of the seat's authority, to its staff."""
    return _for(seat, STAFF, narrowed(Campaign.objects.all(), seat))


def get_issue(seat: Seat, public_id: str) -> Issue:
    """Return one issue by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_issues(seat).select_related("dossier", "category", "grid", "campaign")
    return get_visible(rows, seat, dossier__public_id=public_id)


def get_report(seat: Seat, number: str) -> Report:
    """Return one report by its number; NotFoundError when unknown or not visible."""
    rows = visible_reports(seat).select_related("category", "issue__dossier", "reply")
    return get_visible(rows, seat, number=number)


def report_seen(seat: Seat, report_id: UUID) -> Report:
    """Return one report by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_reports(seat).select_related("category", "grid", "issue__dossier", "reply")
    return get_visible(rows, seat, pk=report_id)


def get_campaign(seat: Seat, campaign_id: UUID) -> Campaign:
    """Return one campaign; NotFoundError when unknown or not visible."""
    return get_visible(visible_campaigns(seat), seat, pk=campaign_id)


def photograph_seen(seat: Seat, attachment_id: UUID) -> Attachment:
    """Return a photograph that came with a report, to those who may read the report."""
    rows = ReportPhotograph.objects.filter(report__in=visible_reports(seat))
    found = rows.filter(attachment_id=attachment_id).select_related("attachment").first()
    if found is None:
        raise NotFoundError
    return found.attachment


def report_of_code(code: str) -> Report | None:
    """Return the report that a follow code opens, to whoever holds the code."""
    rows = Report.objects.select_related("category", "issue__dossier", "reply")
    return rows.filter(follow_code=code.upper().replace("-", "").strip()).first()


def _for(seat: Seat, roles: tuple[Role, ...], rows: QuerySet[Row]) -> QuerySet[Row]:
    return rows if seat.has(*roles) else rows.none()
