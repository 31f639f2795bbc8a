"""What the actions of leads and of cases of platforms are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.kernel.idempotency import key_of_number
from fazhi.proceedings.leads.choices import DeclineReason, LeadSource, TermSubject


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeInput:
    """A lead or a case of a platform as it is received; the same outside number is the same record.

    `form_key` makes a replay the same record where the sender gave no number. Only a lead has a
    source, and the issue it came out of.
    """

    received_at: dt.datetime
    description: str
    place: str
    sender: str = ""
    outside_number: str = ""
    longitude: float | None = None
    latitude: float | None = None
    power_code: str = ""
    source: LeadSource | None = None
    issue_id: UUID | None = None
    form_key: str = ""

    @property
    def key(self) -> str:
        """The key under which a replay is found."""
        return key_of_number(self.sender, self.outside_number) or self.form_key


@dataclass(frozen=True, slots=True)
class AcceptanceInput:
    """One intake that is taken up."""

    intake_id: UUID
    note: str = ""


@dataclass(frozen=True, slots=True)
class DeclineInput:
    """One intake that is not taken up, and what the reason rests on.

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
    """One intake that goes to the body that is competent for it."""

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
class IntakeResultInput:
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
