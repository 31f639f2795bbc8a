"""Complaints about conduct: what this person may see; whoever is barred is told of none."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router

from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.access import get_conduct
from fazhi.proceedings.supervision.queries import listed_conduct
from fazhi.web.api.door import Body, seat_at

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import ConductComplaint

router = Router(tags=["conduct"])
_PAGE = 200


class ShownComplaint(Body):
    """A complaint about conduct: about whom, how it came, how it stands."""

    id: UUID
    number: str
    target: str
    channel: str
    received_at: dt.datetime
    due_on: dt.date
    is_upheld: bool | None


@router.get("", response=list[ShownComplaint])
def index(request: HttpRequest) -> list[ShownComplaint]:
    """List the newest complaints about conduct that the person may see."""
    seat = seat_at(request)
    seat.require(*Role)
    return [_shown(row) for row in listed_conduct(seat).order_by("-received_at", "-pk")[:_PAGE]]


@router.get("/{complaint_id}", response=ShownComplaint)
def show(request: HttpRequest, complaint_id: UUID) -> ShownComplaint:
    """Show one complaint about conduct."""
    return _shown(get_conduct(seat_at(request), complaint_id))


def _shown(row: "ConductComplaint") -> ShownComplaint:
    return ShownComplaint(
        id=row.pk,
        number=row.number,
        target=row.target_name,
        channel=row.channel,
        received_at=row.received_at,
        due_on=row.due_on,
        is_upheld=row.is_upheld,
    )
