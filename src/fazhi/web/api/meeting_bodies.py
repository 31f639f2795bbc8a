"""What the API takes and shows of meetings."""

import datetime as dt
from uuid import UUID

from pydantic import AwareDatetime, Field

from fazhi.capabilities.meetings.choices import AgendaResult, AttendeePart, MeetingKind, Stance
from fazhi.kernel.choices import Role
from fazhi.web.api.door import Body


class MeetingBody(Body):
    """A meeting as it is announced."""

    key: str = Field(min_length=8, max_length=64)
    kind: MeetingKind
    title: str = Field(max_length=100)
    planned_at: AwareDatetime
    place: str = Field(max_length=100)
    chair: UUID
    minute_taker: UUID | None = None
    members: list[UUID] = Field(default_factory=list, max_length=200)
    guests: list[str] = Field(default_factory=list, max_length=50)


class AgendaItemBody(Body):
    """An item for the agenda."""

    title: str = Field(max_length=200)
    dossier: UUID | None = None
    proposer: UUID | None = None


class AttendanceBody(Body):
    """Whether an officer or an agency came."""

    officer: UUID | None = None
    agency: str = Field(default="", max_length=100)
    is_present: bool = True
    reason: str = Field(default="", max_length=100)
    has_interest: bool = False
    part: AttendeePart = AttendeePart.MEMBER


class HoldingBody(Body):
    """A meeting as it was held."""

    held_at: AwareDatetime
    attendance: list[AttendanceBody] = Field(max_length=250)
    chair: UUID | None = None
    place: str = Field(default="", max_length=100)


class StatementBody(Body):
    """What one person said on an item."""

    item: UUID
    speaker: UUID
    stance: Stance
    opinion: str = Field(default="", max_length=2000)


class ResultBody(Body):
    """What became of an item."""

    item: UUID
    result: AgendaResult
    conclusion: str = Field(default="", max_length=2000)
    reasons: str = Field(default="", max_length=2000)


class ResolutionBody(Body):
    """What is to be done, by when, by exactly one owner."""

    text: str = Field(max_length=300)
    due_on: dt.date
    officer: UUID | None = None
    unit: UUID | None = None
    role: Role | None = None
    agency: str = Field(default="", max_length=100)
    item: UUID | None = None


class ResolvingBody(Body):
    """Results of items and what is to be done."""

    results: list[ResultBody] = Field(default_factory=list, max_length=100)
    resolutions: list[ResolutionBody] = Field(default_factory=list, max_length=100)


class CompletionBody(Body):
    """A resolution that was done, with its proof."""

    resolution: UUID
    done_on: dt.date
    proof: str = Field(default="", max_length=500)
    attachment: UUID | None = None


class CancellationBody(Body):
    """Why a meeting is not held."""

    reason: str = Field(max_length=200)


class ShownMeeting(Body):
    """A meeting as the API shows it."""

    id: str
    number: str
    kind: str
    title: str
    status: str
    planned_at: dt.datetime
    held_at: dt.datetime | None
    minutes: str | None = None


class ShownItem(Body):
    """An item of the agenda; what was concluded stands on the page of the meeting."""

    id: UUID
    position: int
    title: str
    result: str


class ShownResolution(Body):
    """A resolution as the API shows it."""

    id: UUID
    meeting: str
    text: str
    owner: str
    due_on: dt.date
    done_on: dt.date | None
    state: str


class FullMeeting(ShownMeeting):
    """A meeting with its agenda and what it resolved."""

    agenda: list[ShownItem]
    resolutions: list[ShownResolution]


class Recorded(Body):
    """How many were recorded."""

    count: int
