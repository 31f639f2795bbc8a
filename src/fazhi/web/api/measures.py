"""Sealing and seizure: proposed in a case, taken step by step, alone or in lists, and read back."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.kernel import clock
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.cases.access import get_case
from fazhi.proceedings.cases.actions import propose_case_measures
from fazhi.proceedings.cases.inputs import CaseMeasureInput
from fazhi.proceedings.compulsory_measures.access import READERS, get_measure
from fazhi.proceedings.compulsory_measures.actions import take_measure_steps
from fazhi.proceedings.compulsory_measures.choices import BasisKind, MeasureKind
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.inputs import BasisInput, ItemInput, MeasureStepInput
from fazhi.proceedings.compulsory_measures.queries import listed_measures
from fazhi.proceedings.compulsory_measures.standing import owed
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.steps import BATCH, listed, read_says

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureStep

router = Router(tags=["measures"])


class BasisBody(Body):
    """The provision that gives the measure; `gives` says that it was read to do so."""

    instrument: str = Field(max_length=100)
    kind: BasisKind
    article: int = Field(ge=0, le=999)
    paragraph: int = Field(default=0, ge=0, le=99)
    gives: bool = False


class ProposedMeasureBody(Body):
    """A measure that is proposed; what the case knows is not told again."""

    key: str = Field(min_length=8, max_length=100)
    case: str = Field(min_length=1, max_length=12)
    kind: MeasureKind
    basis: BasisBody
    reasons: str = Field(max_length=2000)
    is_urgent: bool = False
    place: str = Field(default="", max_length=200)
    handlers: list[UUID] = Field(default_factory=list, max_length=10)


class ItemBody(Body):
    """One line of the inventory."""

    name: str = Field(min_length=1, max_length=200)
    quantity: Decimal = Field(gt=0, max_digits=12, decimal_places=3)
    unit: str = Field(min_length=1, max_length=10)
    specification: str = Field(default="", max_length=100)
    condition: str = Field(default="", max_length=200)
    is_related: bool
    is_daily_necessity: bool = False
    is_sealed_by_another: bool = False


class MeasureStepBody(Body):
    """A step to take; `says` holds its particulars, days as 2026-03-10.

    `items` is the inventory of the measure itself, `item_numbers` the lines a later step is about.
    """

    key: str = Field(min_length=8, max_length=100)
    measure: str = Field(min_length=1, max_length=12)
    step: str = Field(min_length=1, max_length=32)
    happened_at: dt.datetime
    says: dict[str, Any] = Field(default_factory=dict)
    officers: list[UUID] = Field(default_factory=list, max_length=10)
    items: list[ItemBody] = Field(default_factory=list, max_length=500)
    item_numbers: list[int] = Field(default_factory=list, max_length=500)


class ShownMeasure(Body):
    """A measure as a list shows it."""

    id: str
    number: str
    kind: MeasureKind
    status: str
    due_on: dt.date | None


class ShownMeasureStep(Body):
    """A step on file, with the numbers of its documents."""

    step: str
    happened_at: dt.datetime
    item_numbers: list[int]
    documents: list[str]


class ShownMeasureFile(ShownMeasure):
    """A measure with its steps, what is held still, and what is owed next."""

    held: list[int]
    unreturned: list[int]
    steps: list[ShownMeasureStep]
    owed: list[str]


@router.get("", response=list[ShownMeasure])
def index(request: HttpRequest) -> list[ShownMeasure]:
    """List the measures that the person may see, the newest first, at most 200."""
    seat = seat_at(request)
    seat.require(*READERS)
    rows = listed_measures(seat).order_by("-proposed_at", "pk")[:BATCH]
    return [ShownMeasure(**_of(row)) for row in rows]


@router.post("/proposals", response={201: list[ShownMeasure]})
def propose(
    request: HttpRequest, payload: ProposedMeasureBody | list[ProposedMeasureBody]
) -> Status[list[ShownMeasure]]:
    """Propose measures: one, or a list of which all are written or none."""
    seat = seat_at(request)
    inputs = [
        CaseMeasureInput(
            key=body.key,
            case_id=get_case(seat, body.case).pk,
            kind=body.kind,
            basis=BasisInput(**body.basis.model_dump()),
            reasons=body.reasons,
            is_urgent=body.is_urgent,
            place=body.place,
            handler_ids=tuple(body.handlers),
        )
        for body in listed(payload)
    ]
    made = propose_case_measures(seat, inputs)
    return Status(201, [ShownMeasure(**_of(row)) for row in made])


@router.post("/steps", response={201: list[ShownMeasureStep]})
def take(
    request: HttpRequest, payload: MeasureStepBody | list[MeasureStepBody]
) -> Status[list[ShownMeasureStep]]:
    """Take steps in the order given: all are taken or none."""
    seat = seat_at(request)
    inputs = [
        MeasureStepInput(
            key=body.key,
            measure_id=get_measure(seat, body.measure).pk,
            step=body.step,
            happened_at=body.happened_at,
            says=read_says(body.says),
            officer_ids=tuple(body.officers),
            items=tuple(ItemInput(**each.model_dump()) for each in body.items),
            item_numbers=tuple(body.item_numbers),
        )
        for body in listed(payload)
    ]
    return Status(201, [_shown(row) for row in take_measure_steps(seat, inputs)])


@router.get("/{public_id}", response=ShownMeasureFile)
def show(request: HttpRequest, public_id: str) -> ShownMeasureFile:
    """Show a measure with its steps and what is owed next."""
    seat = seat_at(request)
    seat.require(*READERS)
    measure = get_measure(seat, public_id)
    rows = MeasureRows.of(measure)
    file = rows.file(clock.today())
    return ShownMeasureFile(
        **_of(measure),
        held=sorted(file.held),
        unreturned=sorted(file.unreturned),
        steps=[_shown(row) for row in rows.steps],
        owed=[each.step for each in owed(load_law(), file)],
    )


def _of(row: "CompulsoryMeasure") -> dict[str, Any]:
    return {
        "id": row.dossier.public_id,
        "number": row.number,
        "kind": row.kind,
        "status": row.status,
        "due_on": row.due_on,
    }


def _shown(row: "MeasureStep") -> ShownMeasureStep:
    return ShownMeasureStep(
        step=row.step,
        happened_at=row.happened_at.astimezone(dt.UTC),
        item_numbers=row.item_numbers,
        documents=sorted(each.number for each in row.documents.all() if each.number),
    )
