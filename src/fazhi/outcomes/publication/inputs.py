"""What the actions of publication are given."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalInput:
    """A case whose decision is to be published; one made on the spot says why."""

    case_id: UUID
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyOptions:
    """What a person decided about the copy: left out, hidden beyond what was found, kept.

    `also_hidden` are names that the file does not hold; `kept` are addresses that the program found
    and that are nobody's home.
    """

    left_out: frozenset[str] = frozenset()
    also_hidden: tuple[str, ...] = ()
    kept: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmationInput:
    """That a person looked at a copy and wants it published; `seen_hash` is that of this copy."""

    publication_id: UUID
    seen_hash: str
    options: CopyOptions = CopyOptions()
    has_influence: bool = False
    reason: str = ""
    until: dt.date | None = None
    involves_secret: bool = False
    involves_privacy: bool = False
    endangers_safety: bool = False
    is_unsuitable: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondLookInput:
    """What a second person says of a confirmed copy; one that does not pass goes back."""

    publication_id: UUID
    seen_hash: str
    is_passed: bool = True
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineInput:
    """That a decision is not published, and why."""

    publication_id: UUID
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalInput:
    """That a published decision is withdrawn, with the reason that the public reads."""

    publication_id: UUID
    explanation: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairInput:
    """What a party asks; the check code on the paper decision shows that it is the party."""

    code: str
    check_code: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RepairDecision:
    """What came of an application for credit repair, and the answer."""

    repair_id: UUID
    is_granted: bool
    answer: str
