"""What the actions of supervision are given; forms, API and simulation fill the same."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.proceedings.supervision.choices import (
    ConductChannel,
    ContactReason,
    FindingOutcome,
    IncidentKind,
    SupportKind,
    TargetKind,
)


@dataclass(frozen=True, slots=True)
class FindingAssignment:
    """A finding that an officer is to explain."""

    finding_id: UUID
    officer_id: UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class FindingExplanation:
    """What the officer says of a finding; no personal value."""

    finding_id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class FindingClosure:
    """How a finding is closed, and why."""

    finding_id: UUID
    outcome: FindingOutcome
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Whom it is about: `named` is what a citizen wrote, a name or the number of a certificate."""

    kind: TargetKind = TargetKind.TEAM
    officer_id: UUID | None = None
    group_id: UUID | None = None
    named: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductInput:
    """A complaint about conduct as it came; `key` makes a replay the same record."""

    key: str
    channel: ConductChannel
    statement: str
    target: Target = Target()
    name: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ExaminerInput:
    """Who examines a complaint about conduct."""

    complaint_id: UUID
    examiner_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ConductAnswer:
    """What the examination found, and what the complainant is told."""

    complaint_id: UUID
    is_upheld: bool
    result: str
    answer: str


@dataclass(frozen=True, slots=True)
class ConductContactInput:
    """Whose contact is opened, and for what."""

    complaint_id: UUID
    reason: ContactReason


@dataclass(frozen=True, slots=True, kw_only=True)
class CommendationInput:
    """A commendation as it came."""

    channel: ConductChannel
    statement: str
    received_on: dt.date
    target: Target = Target()


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentInput:
    """An incident to register; no personal value."""

    kind: IncidentKind
    happened_on: dt.date
    registered_on: dt.date
    source: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentOutcome:
    """What was done about an incident."""

    incident_id: UUID
    outcome: str
    outcome_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceInput:
    """A source that was asked about the days from one to another, and its answer."""

    kind: IncidentKind
    source: str
    asked_on: dt.date
    since: dt.date
    until: dt.date
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportInput:
    """How much of something is needed and at hand; the team's where no group is named."""

    kind: SupportKind
    name: str
    measure: str
    needed: int
    at_hand: int
    counted_on: dt.date
    group_id: UUID | None = None
