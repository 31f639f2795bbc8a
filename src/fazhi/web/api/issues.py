"""Issues: opened, handled, checked, closed."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.proceedings.issues.access import STAFF, get_issue, visible_issues
from fazhi.proceedings.issues.actions import (
    close_issues,
    handle_issues,
    open_issues,
    verify_issues,
)
from fazhi.proceedings.issues.choices import IssueSource
from fazhi.proceedings.issues.inputs import (
    ClosingInput,
    HandlingInput,
    IssueInput,
    Spot,
    VerificationInput,
)
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.reports import SpotBody

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Issue

router = Router(tags=["issues"])
_PAGE = 50


class IssueBody(Body):
    """An issue as it is opened."""

    key: str = Field(min_length=8, max_length=100)
    category: str = Field(max_length=16)
    title: str = Field(max_length=200)
    spot: SpotBody
    source: IssueSource = IssueSource.GRID
    found_at: dt.datetime
    report: UUID | None = None
    campaign: UUID | None = None


class NoteBody(Body):
    """What was done, or the answer that is given."""

    note: str = Field(max_length=500)


class VerificationBody(Body):
    """What the check found."""

    is_resolved: bool
    note: str = Field(default="", max_length=500)


class ShownIssue(Body):
    """An issue as the API shows it."""

    id: str
    number: str
    title: str
    status: str
    owner: str
    due_at: dt.datetime | None


@router.get("", response=list[ShownIssue])
def index(request: HttpRequest, before: dt.datetime | None = None) -> list[ShownIssue]:
    """List the newest issues, or those opened before a moment."""
    seat = seat_at(request)
    seat.require(*STAFF)
    rows = visible_issues(seat).select_related("dossier")
    if before is not None:
        rows = rows.filter(opened_at__lt=before)
    return [_shown(issue) for issue in rows.order_by("-opened_at", "pk")[:_PAGE]]


@router.post("", response={201: ShownIssue})
def create(request: HttpRequest, payload: IssueBody) -> Status[ShownIssue]:
    """Open an issue and route it to its owner."""
    spot = payload.spot
    (issue,) = open_issues(
        seat_at(request),
        [
            IssueInput(
                key=payload.key,
                category_code=payload.category,
                title=payload.title,
                spot=Spot(spot.place, spot.longitude, spot.latitude),
                source=payload.source,
                found_at=payload.found_at,
                report_id=payload.report,
                campaign_id=payload.campaign,
            )
        ],
    )
    return Status(201, _shown(issue))


@router.get("/{public_id}", response=ShownIssue)
def show(request: HttpRequest, public_id: str) -> ShownIssue:
    """Show one issue."""
    return _shown(get_issue(seat_at(request), public_id))


@router.post("/{public_id}/handling", response=ShownIssue)
def handle(request: HttpRequest, public_id: str, payload: NoteBody) -> ShownIssue:
    """Record what was done."""
    seat = seat_at(request)
    key = get_issue(seat, public_id).pk
    return _shown(handle_issues(seat, [HandlingInput(key, payload.note)])[0])


@router.post("/{public_id}/verification", response=ShownIssue)
def verify(request: HttpRequest, public_id: str, payload: VerificationBody) -> ShownIssue:
    """Record the check."""
    seat = seat_at(request)
    key = get_issue(seat, public_id).pk
    given = VerificationInput(key, is_resolved=payload.is_resolved, note=payload.note)
    return _shown(verify_issues(seat, [given])[0])


@router.post("/{public_id}/closure", response=ShownIssue)
def close(request: HttpRequest, public_id: str, payload: NoteBody) -> ShownIssue:
    """Close the issue with the answer for those who reported it."""
    seat = seat_at(request)
    key = get_issue(seat, public_id).pk
    return _shown(close_issues(seat, [ClosingInput(key, payload.note)])[0])


def _shown(issue: "Issue") -> ShownIssue:
    return ShownIssue(
        id=issue.dossier.public_id,
        number=issue.number,
        title=issue.title,
        status=issue.status,
        owner=issue.owner_name,
        due_at=issue.due_at,
    )
