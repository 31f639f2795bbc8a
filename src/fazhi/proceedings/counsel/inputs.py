"""What the actions of counsel are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class LawyerInput:
    """A lawyer to register, with the account from which he reads."""

    username: str
    name: str
    firm: str
    practice_number: str
    since: dt.date
    password: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class InvitationInput:
    """An invitation to one case; who invites has made sure that no interest is in the way."""

    case_id: UUID
    lawyer_id: UUID
    since: dt.date
    until: dt.date
    reason: str
    is_independent: bool


@dataclass(frozen=True, slots=True)
class RevocationInput:
    """An invitation to revoke, and why."""

    invitation_id: UUID
    reason: str
