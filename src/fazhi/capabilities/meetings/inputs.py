"""What the actions of meetings are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from fazhi.capabilities.meetings.choices import (
    AgendaResult,
    AttendeePart,
    MeetingKind,
    Stance,
)
from fazhi.kernel.choices import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingInput:
    """A meeting to be held: when, where, who leads it, who is invited.

    `guests` are agencies that send somebody. The key makes sending twice the same as once.
    """

    key: str
    kind: MeetingKind
    title: str
    planned_at: dt.datetime
    place: str
    chair_id: UUID
    minute_taker_id: UUID | None = None
    member_ids: tuple[UUID, ...] = ()
    guests: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItemInput:
    """An item for the agenda; its title holds no personal value, its dossier says whose it is."""

    title: str
    dossier_id: UUID | None = None
    proposer_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendanceInput:
    """Whether an officer or an agency came; who was not invited joins as `part`."""

    officer_id: UUID | None = None
    agency: str = ""
    is_present: bool = True
    reason: str = ""
    has_interest: bool = False
    part: AttendeePart = AttendeePart.MEMBER


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingInput:
    """A meeting as it was held; `chair_id` is given where another led it than was planned."""

    meeting_id: UUID
    held_at: dt.datetime
    attendance: tuple[AttendanceInput, ...]
    chair_id: UUID | None = None
    place: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementInput:
    """What one who is there said on an item; statements come in the order of speaking."""

    item_id: UUID
    speaker_id: UUID
    stance: Stance
    opinion: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultInput:
    """What became of an item; `reasons` where the conclusion goes against the majority."""

    item_id: UUID
    result: AgendaResult
    conclusion: str = ""
    reasons: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolutionInput:
    """What is to be done, by when, by exactly one owner; no personal value in the text."""

    text: str
    due_on: dt.date
    officer_id: UUID | None = None
    unit_id: UUID | None = None
    role: Role | None = None
    agency: str = ""
    item_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletionInput:
    """A resolution that was done, and its proof: words, a stored file, or both."""

    resolution_id: UUID
    done_on: dt.date
    proof: str = ""
    attachment_id: UUID | None = None
