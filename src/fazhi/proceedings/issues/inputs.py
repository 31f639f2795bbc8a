"""What the actions of this room are given; forms, API and batches all fill the same."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.tasks.inputs import Assignee
from fazhi.proceedings.issues.choices import CampaignKind, Channel, ContactReason, IssueSource


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something was met: a written place and a point in CGCS2000 degrees."""

    place: str
    longitude: float
    latitude: float


@dataclass(frozen=True, slots=True)
class ReportInput:
    """A report as a citizen or a clerk enters it; `key` makes a replay the same record.

    `place` is for those who describe where it is and give no point.
    """

    key: str
    channel: Channel
    statement: str
    spot: Spot | None = None
    place: str = ""
    category_code: str = ""
    phone: str = ""
    photograph_ids: tuple[UUID, ...] = ()
    received_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class IssueInput:
    """An issue as it is opened: from a report, from a grid worker, under a campaign."""

    key: str
    category_code: str
    title: str
    spot: Spot
    source: IssueSource
    found_at: dt.datetime
    report_id: UUID | None = None
    campaign_id: UUID | None = None
    photograph_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class AssignmentInput:
    """Who is to deal with one issue from now on, and why he."""

    issue_id: UUID
    assignee: Assignee
    reason: str


@dataclass(frozen=True, slots=True)
class ContactInput:
    """Why the contact of one report is opened."""

    report_id: UUID
    reason: ContactReason


@dataclass(frozen=True, slots=True)
class ReplyInput:
    """The reply to one report, in words that the citizen understands."""

    report_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class VisitInput:
    """One visit with nothing found: in which grid, when, under which campaign."""

    key: str
    grid_id: UUID
    visited_at: dt.datetime
    campaign_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class CampaignInput:
    """A campaign as the office announces it."""

    name: str
    kind: CampaignKind
    since: dt.date
    until: dt.date
    checklist: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandlingInput:
    """What was done on one issue."""

    issue_id: UUID
    note: str
    photograph_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class VerificationInput:
    """What the check of one handled issue found."""

    issue_id: UUID
    is_resolved: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class ClosingInput:
    """The closing of one issue, with the answer that its finder and its reporters are given."""

    issue_id: UUID
    answer: str
