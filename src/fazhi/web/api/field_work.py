"""What is recorded in the streets in batches: visits, parking referrals, persuasions."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import AwareDatetime, Field

from fazhi.kernel.errors import InputError
from fazhi.proceedings.cases.actions import persuade, refer_parking
from fazhi.proceedings.cases.choices import VehicleType
from fazhi.proceedings.cases.inputs import PersuasionInput, ReferralInput
from fazhi.proceedings.issues.actions import record_visits
from fazhi.proceedings.issues.inputs import Spot, VisitInput
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.reports import SpotBody

router = Router(tags=["field work"])
_BATCH = 1000


class VisitBody(Body):
    """One visit at which nothing was found."""

    key: str = Field(min_length=1, max_length=100)
    grid: UUID
    visited_at: AwareDatetime
    campaign: UUID | None = None


class VisitsBody(Body):
    """A batch of visits under one key."""

    key: str = Field(min_length=8, max_length=100)
    visits: list[VisitBody] = Field(min_length=1, max_length=_BATCH)


class ReferralBody(Body):
    """One vehicle on the pavement."""

    key: str = Field(min_length=8, max_length=100)
    plate: str = Field(min_length=1, max_length=16)
    vehicle_type: VehicleType
    appearance: str = Field(max_length=32)
    spot: SpotBody
    noticed_at: AwareDatetime
    officers: list[UUID] = Field(max_length=10)
    photographs: list[UUID] = Field(max_length=9)


class PersuasionBody(Body):
    """One persuasion: where and when."""

    key: str = Field(min_length=8, max_length=100)
    longitude: float = Field(ge=70, le=140)
    latitude: float = Field(ge=0, le=60)
    persuaded_at: AwareDatetime


class Recorded(Body):
    """How many were recorded."""

    count: int


class TakenReferral(Body):
    """A referral as it was taken."""

    id: str
    number: str


@router.post("/visits", response={201: Recorded})
def create_visits(request: HttpRequest, payload: VisitsBody) -> Status[Recorded]:
    """Record visits with nothing found, as one batch."""
    inputs = [
        VisitInput(each.key, each.grid, each.visited_at, each.campaign) for each in payload.visits
    ]
    return Status(201, Recorded(count=record_visits(seat_at(request), payload.key, inputs)))


@router.post("/parking-referrals", response={201: list[TakenReferral]})
def create_referrals(
    request: HttpRequest, payload: list[ReferralBody]
) -> Status[list[TakenReferral]]:
    """Take parking referrals, all or none."""
    _refuse_no_batch(payload)
    inputs = [
        ReferralInput(
            key=each.key,
            plate=each.plate,
            vehicle_type=each.vehicle_type,
            appearance=each.appearance,
            spot=Spot(each.spot.place, each.spot.longitude, each.spot.latitude),
            noticed_at=each.noticed_at,
            officer_ids=tuple(each.officers),
            photograph_ids=tuple(each.photographs),
        )
        for each in payload
    ]
    taken = refer_parking(seat_at(request), inputs)
    return Status(
        201, [TakenReferral(id=row.dossier.public_id, number=row.number) for row in taken]
    )


@router.post("/persuasions", response={201: Recorded})
def create_persuasions(request: HttpRequest, payload: list[PersuasionBody]) -> Status[Recorded]:
    """Record persuasions."""
    _refuse_no_batch(payload)
    inputs = [PersuasionInput(**each.model_dump()) for each in payload]
    return Status(201, Recorded(count=persuade(seat_at(request), inputs)))


def _refuse_no_batch(payload: Sequence[Body]) -> None:
    """Refuse an empty list, and one so long that a part of it would be left out."""
    if not 0 < len(payload) <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件记录。"})
