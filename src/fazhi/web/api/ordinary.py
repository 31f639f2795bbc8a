"""Ordinary cases: proposed, taken step by step, alone or in lists, and read back."""

import datetime as dt
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.kernel import clock
from fazhi.proceedings.cases.access import FILE_READERS, get_case
from fazhi.proceedings.cases.actions import propose_cases, take_steps
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.inputs import ProposalInput, StepInput
from fazhi.proceedings.cases.ordinary.standing import next_step
from fazhi.proceedings.issues.inputs import Spot
from fazhi.proceedings.leads.access import get_intake
from fazhi.registers.parties.actions import enter_party
from fazhi.registers.parties.inputs import PartyInput
from fazhi.web.api.cases import PartyBody
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.reports import SpotBody
from fazhi.web.api.steps import listed, read_says

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import CaseStep

router = Router(tags=["cases"])


class ProposalBody(Body):
    """A case that is proposed to be filed; the moment carries its time zone.

    `intake` is the id of the accepted lead or platform case out of which it comes.
    """

    key: str = Field(min_length=8, max_length=100)
    power: UUID
    party: PartyBody
    handlers: list[UUID] = Field(max_length=10)
    spot: SpotBody
    happened_at: dt.datetime
    intake: str = Field(default="", max_length=12)


class StepBody(Body):
    """A step to take; `says` holds its particulars, days as 2026-03-10, amounts in yuan."""

    key: str = Field(min_length=8, max_length=100)
    case: str = Field(min_length=1, max_length=12)
    step: str = Field(min_length=1, max_length=32)
    happened_at: dt.datetime
    says: dict[str, Any] = Field(default_factory=dict)
    officers: list[UUID] = Field(default_factory=list, max_length=10)


class ProposedCase(Body):
    """A case as it was proposed."""

    id: str
    status: str


class ShownStep(Body):
    """A step on file: when it was taken, under which provision, with which document."""

    step: str
    happened_at: dt.datetime
    document: str | None


class ShownFile(Body):
    """The steps on file, where the case stands and what is owed next."""

    status: str
    steps: list[ShownStep]
    next: str | None


@router.post("/proposals", response={201: list[ProposedCase]})
def propose(
    request: HttpRequest, payload: ProposalBody | list[ProposalBody]
) -> Status[list[ProposedCase]]:
    """Propose cases to be filed: one, or a list of which all are written or none."""
    seat = seat_at(request)
    bodies = listed(payload)
    with transaction.atomic():
        inputs = [
            ProposalInput(
                key=body.key,
                power_id=body.power,
                party_id=enter_party(seat, PartyInput(**body.party.model_dump())).id,
                handler_ids=tuple(body.handlers),
                spot=Spot(body.spot.place, body.spot.longitude, body.spot.latitude),
                happened_at=body.happened_at,
                intake_id=get_intake(seat, body.intake).pk if body.intake else None,
            )
            for body in bodies
        ]
        cases = propose_cases(seat, inputs)
    shown = [ProposedCase(id=case.dossier.public_id, status=case.status) for case in cases]
    return Status(201, shown)


@router.post("/steps", response={201: list[ShownStep]})
def take(request: HttpRequest, payload: StepBody | list[StepBody]) -> Status[list[ShownStep]]:
    """Take steps in the order given: all are taken or none."""
    seat = seat_at(request)
    inputs = [
        StepInput(
            key=body.key,
            case_id=get_case(seat, body.case).pk,
            step=body.step,
            happened_at=body.happened_at,
            says=read_says(body.says),
            officer_ids=tuple(body.officers),
        )
        for body in listed(payload)
    ]
    return Status(201, [_shown(row) for row in take_steps(seat, inputs)])


@router.get("/{public_id}/steps", response=ShownFile)
def show(request: HttpRequest, public_id: str) -> ShownFile:
    """Show the steps on file and what is owed next; on the spot there are none."""
    seat = seat_at(request)
    seat.require(*FILE_READERS)
    case = get_case(seat, public_id)
    rows = CaseFileRows.of(case)
    day = clock.today()
    owed = next_step(rows.facts(day), day) if rows.steps else None
    steps = [_shown(row) for row in rows.steps]
    return ShownFile(status=case.status, steps=steps, next=owed.name if owed else None)


def _shown(row: "CaseStep") -> ShownStep:
    return ShownStep(
        step=row.step,
        happened_at=row.happened_at.astimezone(dt.UTC),
        document=row.document.number if row.document else None,
    )
