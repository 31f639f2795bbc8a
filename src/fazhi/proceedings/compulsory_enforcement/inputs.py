"""What the actions of compulsory enforcement are given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from fazhi.law.enforcement_file import EnforcedDuty, EnforcementWay


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementInput:
    """A decision that was not performed and is now enforced.

    Of a fine everything stands on the case. Of another duty `obligation` and `performance_due_on`
    say what was ordered and until when. `own_power_basis` names the statute that lets the authority
    enforce by itself, where there is one.
    """

    key: str
    case_id: UUID
    duty: EnforcedDuty
    way: EnforcementWay
    obligation: str = ""
    performance_due_on: dt.date | None = None
    own_power_basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementStepInput:
    """A step to take in a file; `says` holds its particulars as the gates of the law read them."""

    key: str
    enforcement_id: UUID
    step: str
    happened_at: dt.datetime
    says: Mapping[str, object] = field(default_factory=dict)
    officer_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WayInput:
    """Another way for a file, and why."""

    enforcement_id: UUID
    way: EnforcementWay
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EnforcementClosure:
    """A file that is done, and what came of it."""

    enforcement_id: UUID
    note: str = ""
