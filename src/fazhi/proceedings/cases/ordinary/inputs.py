"""What the actions of ordinary cases are given."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from fazhi.proceedings.issues.inputs import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalInput:
    """A case that officers propose to file (立案审批): who, where, under which item, by whom.

    It comes out of an issue, of an accepted lead or platform case, or of neither.
    """

    key: str
    power_id: UUID
    party_id: UUID
    handler_ids: tuple[UUID, ...]
    spot: Spot
    happened_at: dt.datetime
    issue_id: UUID | None = None
    intake_id: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StepInput:
    """A step to take in a case; `says` holds its particulars as the gates of the law read them.

    `officer_ids` took it together; a step that one person signs is signed by the seat.
    """

    key: str
    case_id: UUID
    step: str
    happened_at: dt.datetime
    says: Mapping[str, object] = field(default_factory=dict)
    officer_ids: tuple[UUID, ...] = ()
