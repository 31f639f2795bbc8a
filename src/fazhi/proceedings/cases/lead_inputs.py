"""What the actions of leads, platform cases and co-operation are given."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

from fazhi.proceedings.cases.lead_choices import (
    CooperationDirection,
    CooperationGround,
    DeclineReason,
    LeadSource,
    TermSubject,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeInput:
    """What lead and platform case have in common; the same outside number is the same record.

    `form_key` makes a replay the same record where the sender gave no number.
    """

    received_at: dt.datetime
    description: str
    place: str
    sender: str = ""
    outside_number: str = ""
    longitude: float | None = None
    latitude: float | None = None
    power_code: str = ""
    form_key: str = ""

    @property
    def key(self) -> str:
        """The key under which a replay is found."""
        return replay_key(self.sender, self.outside_number) or self.form_key


@dataclass(frozen=True, slots=True, kw_only=True)
class LeadInput(IntakeInput):
    """A lead as it is received."""

    source: LeadSource
    issue_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlatformCaseInput(IntakeInput):
    """A case that a platform assigned; it always has a number there."""


@dataclass(frozen=True, slots=True)
class AcceptanceInput:
    """One lead or platform case that is taken up."""

    intake_id: UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeclineInput:
    """One lead or platform case that is not taken up, and what the reason rests on.

    A duplicate names the number it repeats; what is time-barred names the day on which the
    violation ended.
    """

    intake_id: UUID
    reason: DeclineReason
    note: str = ""
    duplicate_of: str = ""
    violation_ended_on: dt.date | None = None
    is_gravely_harmful: bool = False


@dataclass(frozen=True, slots=True)
class HandOverInput:
    """One lead or platform case that goes to the body that is competent for it."""

    intake_id: UUID
    receiver: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class IntakeReceiptInput:
    """The receipt of the body to which something was handed over."""

    intake_id: UUID
    receipt_number: str
    receipt_on: dt.date


@dataclass(frozen=True, slots=True)
class PlatformReplyInput:
    """What came of an accepted case, for the platform that assigned it."""

    intake_id: UUID
    result: str
    receipt_number: str = ""


@dataclass(frozen=True, slots=True)
class ResponseTermInput:
    """A term of the office from a day on, the office's rule it rests on, and the reason."""

    subject: TermSubject
    working_days: int
    since: dt.date
    cite: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CooperationInput:
    """A request for co-operation, asked by this house or of it.

    Without `due_on` the office's own term holds. What has no outside number has a `form_key`.
    """

    direction: CooperationDirection
    agency: str
    subject: str
    content: str
    ground: CooperationGround
    requested_at: dt.datetime
    due_on: dt.date | None = None
    outside_number: str = ""
    about_id: UUID | None = None
    form_key: str = ""

    @property
    def key(self) -> str:
        """The key under which a replay is found."""
        return replay_key(self.agency, self.outside_number) or self.form_key


@dataclass(frozen=True, slots=True)
class CooperationAnswer:
    """The answer to a request; declined, the content says why."""

    request_id: UUID
    content: str
    replied_on: dt.date
    attachment_id: UUID | None = None


def replay_key(sender: str, outside_number: str) -> str:
    """Return the key of an outside number, of one length whatever the number; empty without one."""
    if not outside_number.strip():
        return ""
    named = f"{sender.strip()}\n{outside_number.strip()}"
    return hashlib.sha256(named.encode()).hexdigest()
