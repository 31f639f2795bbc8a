"""What the actions of this room are given; forms, API and batches all fill the same."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind


@dataclass(frozen=True, slots=True, kw_only=True)
class BasisInput:
    """The provision that gives the measure: the instrument, its rank, the very article.

    `gives` is what the officer read there: that it provides for this measure.
    """

    instrument: str
    kind: BasisKind
    article: int
    paragraph: int = 0
    gives: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureProposalInput:
    """A measure that officers propose (提请), in urgency to be taken before it is approved.

    What the case knows is copied from it: party, item, place and handlers are not typed again.
    """

    key: str
    case_dossier_id: UUID
    power_id: UUID
    party_id: UUID
    handler_ids: tuple[UUID, ...]
    kind: MeasureKind
    basis: BasisInput
    reasons: str
    place: str
    is_urgent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemInput:
    """One line of the inventory: what it is, how much of it, in what state, and what it is not."""

    name: str
    quantity: Decimal
    unit: str
    specification: str = ""
    condition: str = ""
    is_related: bool = True
    is_daily_necessity: bool = False
    is_sealed_by_another: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureStepInput:
    """A step to take; `says` holds its particulars as the gates of the law read them.

    `items` are the inventory of the measure itself; `item_numbers` the lines that a later step is
    about, all that are held where none is named.
    """

    key: str
    measure_id: UUID
    step: str
    happened_at: dt.datetime
    says: Mapping[str, object] = field(default_factory=dict)
    officer_ids: tuple[UUID, ...] = ()
    items: tuple[ItemInput, ...] = ()
    item_numbers: tuple[int, ...] = ()
