"""What the API takes and shows of leads, platform cases and requests for co-operation."""

import datetime as dt
from typing import Any
from uuid import UUID

from pydantic import Field

from fazhi.kernel import clock
from fazhi.proceedings.cooperation.choices import CooperationDirection, CooperationGround
from fazhi.proceedings.leads.choices import DeclineReason, LeadSource, TermSubject
from fazhi.web.api.door import Body


class PlatformCaseBody(Body):
    """A case that a platform assigned."""

    sender: str = Field(max_length=64)
    outside_number: str = Field(max_length=64)
    received_at: dt.datetime
    description: str = Field(max_length=2000)
    place: str = Field(max_length=200)
    longitude: float | None = Field(default=None, ge=70, le=140)
    latitude: float | None = Field(default=None, ge=0, le=60)
    power: str = Field(default="", max_length=32)


class LeadBody(PlatformCaseBody):
    """A lead; what has no outside number has a key."""

    source: LeadSource
    sender: str = Field(default="", max_length=64)
    outside_number: str = Field(default="", max_length=64)
    issue: UUID | None = None
    key: str = Field(default="", max_length=64)


class AcceptanceBody(Body):
    """That it is taken up."""

    note: str = Field(default="", max_length=500)


class DeclineBody(Body):
    """Why it is not taken up."""

    reason: DeclineReason
    note: str = Field(default="", max_length=500)
    duplicate_of: str = Field(default="", max_length=64)
    violation_ended_on: dt.date | None = None
    is_gravely_harmful: bool = False


class HandOverBody(Body):
    """To whom it goes."""

    receiver: str = Field(max_length=64)
    note: str = Field(default="", max_length=500)


class IntakeReceiptBody(Body):
    """The receipt of whoever it went to."""

    receipt_number: str = Field(max_length=64)
    receipt_on: dt.date


class ResultBody(Body):
    """What came of it."""

    result: str = Field(max_length=500)
    receipt_number: str = Field(default="", max_length=64)


class CooperationBody(Body):
    """A request for co-operation, sent or received."""

    direction: CooperationDirection
    agency: str = Field(max_length=64)
    subject: str = Field(max_length=200)
    content: str = Field(max_length=2000)
    ground: CooperationGround
    requested_at: dt.datetime
    due_on: dt.date | None = None
    outside_number: str = Field(default="", max_length=64)
    about: UUID | None = None
    key: str = Field(default="", max_length=64)


class CooperationAnswerBody(Body):
    """The answer to a request."""

    content: str = Field(max_length=2000)
    replied_on: dt.date
    attachment_id: UUID | None = None


class CooperationRefusalBody(CooperationAnswerBody):
    """That a request is declined; this house says whether it lies within its powers."""

    is_within_powers: bool | None = None


class TermBody(Body):
    """A term of the office from a day on."""

    subject: TermSubject
    working_days: int
    since: dt.date
    cite: str = Field(max_length=200)
    reason: str = Field(max_length=200)


class ShownTerm(Body):
    """A term of the office as it holds on a day; it is no law."""

    subject: TermSubject
    working_days: int
    since: dt.date
    cite: str
    reason: str
    is_law: bool = False


class ShownIntake(Body):
    """A lead, platform case or request, without what people said in it."""

    id: str
    number: str
    outside_number: str
    unit: str
    status: str
    received_at: dt.datetime
    due_on: dt.date
    answered_on: dt.date | None
    is_late: bool


class Counted(Body):
    """How many were done."""

    count: int


def shown_intake(row: Any) -> ShownIntake:
    """Return a lead or platform case as the API shows it."""
    return ShownIntake(
        id=row.dossier.public_id,
        number=row.number,
        outside_number=row.outside_number,
        unit=row.sender,
        status=row.status,
        received_at=row.received_at,
        due_on=row.due_on,
        answered_on=row.answered_on,
        is_late=row.is_late_on(clock.today()),
    )


def shown_request(row: Any) -> ShownIntake:
    """Return a request as the API shows it; `unit` is who owes the answer."""
    return ShownIntake(
        id=row.dossier.public_id,
        number=row.number,
        outside_number=row.outside_number,
        unit=row.owing_unit,
        status=row.status,
        received_at=row.requested_at,
        due_on=row.due_on,
        answered_on=row.replied_on,
        is_late=row.is_late_on(clock.today()),
    )
