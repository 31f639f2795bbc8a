"""Exhibits of cases: taken on a phone with hash and moment, read back with what differs."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from ninja import File, Router, Status
from ninja.files import UploadedFile
from pydantic import Field

from fazhi.capabilities.evidence.access import CUSTODY_READERS, TAKERS
from fazhi.capabilities.evidence.actions import add_exhibits
from fazhi.capabilities.evidence.actions.exhibits import ACCEPTED
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.dossier import KeptExhibit, custody_of
from fazhi.capabilities.evidence.inputs import CapturePlace, ExhibitInput
from fazhi.kernel import clock, waiting
from fazhi.kernel.attachments import Upload
from fazhi.kernel.errors import InputError
from fazhi.proceedings.cases.access import get_case
from fazhi.registers.staff.queries import officer_of
from fazhi.web.api.door import Body, seat_at

router = Router(tags=["exhibits"])
files = Router(tags=["exhibits"])
_BATCH, _LARGEST = 50, 20 * 1024 * 1024


class StoredFile(Body):
    """A stored file, to be named in an exhibit within a day."""

    id: UUID
    sha256: str


class PlaceBody(Body):
    """Where a device was when it captured."""

    longitude: float = Field(ge=-180, le=180)
    latitude: float = Field(ge=-90, le=90)
    accuracy_m: float | None = None


class ExhibitBody(Body):
    """An exhibit with the hash and the moment that the device took at capture."""

    attachment: UUID
    kind: ExhibitKind
    label: str = Field(min_length=1, max_length=200)
    captured_at: dt.datetime
    obtained_from: str = Field(min_length=1, max_length=200)
    maker: str = Field(default="", max_length=100)
    sha256: str = ""
    device_time: dt.datetime | None = None
    device: UUID | None = None
    place: PlaceBody | None = None


class ShownExhibit(Body):
    """An exhibit: both hashes, whether they differ, where its original is, what the law says."""

    id: UUID
    kind: str
    label: str
    captured_at: dt.datetime
    sha256: str
    device_sha256: str
    is_altered: bool
    kept: str
    refused_by: list[str]


@files.post("/files", response={201: StoredFile})
def store(request: HttpRequest, file: File[UploadedFile]) -> Status[StoredFile]:
    """Keep a file for an exhibit; only who sent it can name it, within a day."""
    seat = seat_at(request)
    seat.require(*TAKERS)
    kept = waiting.hold(seat, Upload(file.read(_LARGEST), str(file.name), ACCEPTED))
    return Status(201, StoredFile(id=kept.pk, sha256=kept.sha256))


@router.post("/{public_id}/exhibits", response={201: list[ShownExhibit]})
def add(
    request: HttpRequest, public_id: str, payload: list[ExhibitBody]
) -> Status[list[ShownExhibit]]:
    """Take exhibits into a case, all or none; a difference of hashes is kept and shown."""
    seat = seat_at(request)
    case = get_case(seat, public_id)
    seat.require(*TAKERS)
    if not 0 < len(payload) <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件。"})
    officer = officer_of(seat)
    rows = add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=case.dossier,
                kind=each.kind,
                label=each.label,
                captured_at=each.captured_at,
                attachment_id=each.attachment,
                sha256=each.sha256,
                device_time=each.device_time,
                place=CapturePlace(**each.place.model_dump()) if each.place else None,
                place_name=case.place[:200],
                obtained_from=each.obtained_from,
                maker=each.maker,
                officer_id=officer.pk if officer else None,
                device_id=each.device,
            )
            for each in payload
        ],
    )
    written = {row.pk for row in rows}
    shown = custody_of(case.dossier, clock.today()).exhibits
    return Status(201, [_shown(each) for each in shown if each.exhibit.pk in written])


@router.get("/{public_id}/exhibits", response=list[ShownExhibit])
def index(request: HttpRequest, public_id: str) -> list[ShownExhibit]:
    """List the exhibits of a case in the order of their taking."""
    seat = seat_at(request)
    case = get_case(seat, public_id)
    seat.require(*CUSTODY_READERS)
    return [_shown(each) for each in custody_of(case.dossier, clock.today()).exhibits]


def _shown(each: KeptExhibit) -> ShownExhibit:
    row = each.exhibit
    return ShownExhibit(
        id=row.pk,
        kind=row.kind,
        label=row.label,
        captured_at=row.captured_at.astimezone(dt.UTC),
        sha256=row.sha256,
        device_sha256=row.device_sha256,
        is_altered=row.is_altered,
        kept=each.kept,
        refused_by=[answer.rule for answer in each.answers],
    )
