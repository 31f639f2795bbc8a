"""Reports: sent by citizens, followed by their code."""

import datetime as dt
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Header, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from fazhi.kernel import attachments
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.proceedings.issues.access import report_of_code
from fazhi.proceedings.issues.actions import receive_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReportInput, Spot
from fazhi.web.api.door import Body, public_seat, seat_at
from fazhi.web.limits import PHOTOGRAPHS, REPORTS, WRONG_CODES
from fazhi.web.pages import seat_of

router = Router(tags=["reports"])
_LARGEST_PHOTOGRAPH = 12 * 1024 * 1024

Key = Annotated[str, Header(alias="Idempotency-Key", min_length=8, max_length=100)]


class SpotBody(Body):
    """A place in words and as a point."""

    place: str = Field(max_length=200)
    longitude: float = Field(ge=70, le=140)
    latitude: float = Field(ge=0, le=60)


class ReportBody(Body):
    """A report; staff may name another channel than the portal."""

    statement: str = Field(default="", max_length=2000)
    channel: Channel = Channel.PORTAL
    category: str = Field(default="", max_length=16)
    phone: str = Field(default="", max_length=32)
    spot: SpotBody | None = None
    photographs: list[UUID] = Field(default_factory=list, max_length=9)


class Receipt(Body):
    """What the reporter keeps."""

    number: str
    follow_code: str
    received_at: dt.datetime


class Followed(Body):
    """How far a report has come."""

    number: str
    received_at: dt.datetime
    state: str
    reply: str | None


class PhotographReceipt(Body):
    """A stored photograph, to be named in a report."""

    id: UUID
    sha256: str


@router.post("", response={201: Receipt}, auth=None)
def create(request: HttpRequest, payload: ReportBody, key: Key) -> Status[Receipt]:
    """Receive a report; the same key again gives the same receipt."""
    if payload.channel is Channel.PORTAL:
        REPORTS.require(request)
        seat = public_seat()
    else:
        seat = seat_at(request)
    spot = payload.spot
    (report,) = receive_reports(
        seat,
        [
            ReportInput(
                key=key,
                channel=payload.channel,
                statement=payload.statement,
                spot=Spot(spot.place, spot.longitude, spot.latitude) if spot else None,
                category_code=payload.category,
                phone=payload.phone,
                photograph_ids=tuple(payload.photographs),
            )
        ],
    )
    if payload.channel is Channel.PORTAL:
        REPORTS.count(request)
    receipt = Receipt(
        number=report.number, follow_code=report.follow_code, received_at=report.received_at
    )
    return Status(201, receipt)


@router.post("/photographs", response={201: PhotographReceipt}, auth=None)
def store_photograph(
    request: HttpRequest, photograph: File[UploadedFile]
) -> Status[PhotographReceipt]:
    """Store a photograph; one that is none is refused with the reason."""
    data = photograph.read(_LARGEST_PHOTOGRAPH + 1)
    if len(data) > _LARGEST_PHOTOGRAPH:
        raise InputError({"photograph": "照片超过 12 MB，请缩小后再传。"})
    seat = seat_of(request)
    if seat is None:
        PHOTOGRAPHS.require(request)
        PHOTOGRAPHS.count(request)
        seat = public_seat()
    stored = attachments.store(seat, data, photograph.name or "photo", attachments.PHOTOS)
    return Status(201, PhotographReceipt(id=stored.id, sha256=stored.sha256))


@router.get("/{code}", response=Followed, auth=None)
def follow(request: HttpRequest, code: str) -> Followed:
    """Follow a report by its code; who guessed too often is told the same for every code."""
    report = None if WRONG_CODES.is_reached(request) else report_of_code(code)
    if report is None:
        WRONG_CODES.count(request)
        raise NotFoundError
    reply = getattr(report, "reply", None)
    state = report.issue.get_status_display() if report.issue else "已受理"
    return Followed(
        number=report.number,
        received_at=report.received_at,
        state=str(state),
        reply=reply.text if reply else None,
    )
