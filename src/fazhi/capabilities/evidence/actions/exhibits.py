"""Exhibits taken into a dossier, each with the hash of its capture; files that follow later."""

import datetime as dt
import re
from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import TAKERS
from fazhi.capabilities.evidence.inputs import ExhibitFileInput, ExhibitInput
from fazhi.capabilities.evidence.models import EvidenceDevice, Exhibit
from fazhi.kernel import attachments, clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Attachment
from fazhi.kernel.waiting import usable

#: What can be taken into evidence as a file.
ACCEPTED = attachments.PHOTOS | attachments.PDF
_HASH = re.compile(r"[0-9a-fA-F]{64}")


class _Given(Protocol):
    """What brings a file: the bytes, or an attachment already stored."""

    @property
    def data(self) -> bytes | None: ...
    @property
    def attachment_id(self) -> UUID | None: ...
    @property
    def name(self) -> str: ...
    @property
    def sha256(self) -> str: ...


def add_exhibit(seat: Seat, exhibit: ExhibitInput) -> Exhibit:
    """Take one exhibit into its dossier."""
    return add_exhibits(seat, [exhibit])[0]


def add_exhibits(seat: Seat, exhibits: Sequence[ExhibitInput]) -> list[Exhibit]:
    """Take exhibits into their dossiers, all or none, each with the hash taken at its capture.

    A file that differs from the hash the device took is kept with both hashes: the difference is
    shown wherever the exhibit is, and somebody has to explain it.
    """
    if not exhibits:
        return []
    _refuse_unreadable(exhibits)
    return _add(seat, exhibits, _prepared(exhibits))


def add_exhibit_files(seat: Seat, files: Sequence[ExhibitFileInput]) -> list[Exhibit]:
    """Add the files of exhibits that an act put on file without one, all or none."""
    seat.require(*TAKERS)
    for given in files:
        _refuse_bad_file(given)
    return _add_files(seat, files, _prepared(files))


@transaction.atomic
def _add(
    seat: Seat, exhibits: Sequence[ExhibitInput], prepared: Sequence[attachments.Prepared]
) -> list[Exhibit]:
    files = _files(seat, exhibits, prepared)
    _refuse_unknown_devices(seat, {each.device_id for each in exhibits if each.device_id})
    now = clock.now()
    rows = [_row(seat, given, file, now) for given, file in zip(exhibits, files, strict=True)]
    Exhibit.objects.bulk_create(rows)
    single = rows[0].dossier if len({row.dossier_id for row in rows}) == 1 else None
    items = [row.journal_item() for row in rows]
    entry = journal.record(
        journal.Act("exhibit.added", by=seat, dossier=single, happened_at=rows[0].captured_at),
        items[0] if len(items) == 1 else {},
        items=() if len(items) == 1 else items,
    )
    Exhibit.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


@transaction.atomic
def _add_files(
    seat: Seat, given: Sequence[ExhibitFileInput], prepared: Sequence[attachments.Prepared]
) -> list[Exhibit]:
    wanted = [one.exhibit_id for one in given]
    known = Exhibit.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = known.select_related("dossier").in_bulk(wanted)
    if not given or len(found) != len(wanted):
        raise NotFoundError(_("没有这件证据。"))
    rows = [found[one] for one in wanted]
    for row, one, file in zip(rows, given, _files(seat, given, prepared), strict=True):
        if row.attachment_id is not None or file is None:
            raise ConflictError(_("这件证据已经有文件；原文件不能替换，请另行补充一件证据。"))
        row.attachment, row.sha256 = file, file.sha256
        row.device_sha256, row.device_time = one.sha256.lower(), one.device_time
    Exhibit.objects.bulk_update(rows, ["attachment", "sha256", "device_sha256", "device_time"])
    single = rows[0].dossier if len({row.dossier_id for row in rows}) == 1 else None
    journal.record(
        journal.Act("exhibit.attachment_added", by=seat, dossier=single),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    return rows


def _refuse_unreadable(exhibits: Sequence[ExhibitInput]) -> None:
    for given in exhibits:
        if not given.label.strip():
            raise InputError({"label": _("请写明证据要证明的内容。")})
        if given.origin is None or given.data is not None or given.attachment_id is not None:
            _refuse_bad_file(given)


def _refuse_bad_file(given: _Given) -> None:
    if (given.data is None) == (given.attachment_id is None):
        raise InputError({"data": _("每件证据须有且只有一个文件。")})
    if given.sha256 and not _HASH.fullmatch(given.sha256):
        raise InputError({"sha256": _("取证时的指纹应为六十四位十六进制（SHA-256）。")})


def _refuse_unknown_devices(seat: Seat, wanted: set[UUID]) -> None:
    known = EvidenceDevice.objects.filter(authority=seat.authority, pk__in=wanted)
    if wanted and known.count() != len(wanted):
        raise NotFoundError(_("没有这台设备。"))


def _prepared(exhibits: Sequence[_Given]) -> list[attachments.Prepared]:
    """Check the files brought along and write them to disk, before any row is locked."""
    uploads = [
        attachments.Upload(given.data, given.name or _("证据"), ACCEPTED)
        for given in exhibits
        if given.data is not None
    ]
    return attachments.prepare(uploads) if uploads else []


def _files(
    seat: Seat, exhibits: Sequence[_Given], prepared: Sequence[attachments.Prepared]
) -> list[Attachment | None]:
    """Return the attachment of each exhibit, in their order; None for one without a file."""
    stored = iter(attachments.keep(seat, prepared) if prepared else ())
    known = _known(seat, {given.attachment_id for given in exhibits if given.attachment_id})
    return [
        known[given.attachment_id]
        if given.attachment_id
        else (None if given.data is None else next(stored))
        for given in exhibits
    ]


def _known(seat: Seat, wanted: set[UUID]) -> dict[UUID, Attachment]:
    if not wanted:
        return {}
    found = usable(seat).in_bulk(list(wanted))
    if len(found) != len(wanted):
        raise NotFoundError(_("没有这个文件。"))
    return found


def _row(seat: Seat, given: ExhibitInput, file: Attachment | None, now: dt.datetime) -> Exhibit:
    return Exhibit(
        id=new_id(),
        authority=seat.authority,
        dossier=given.dossier,
        attachment=file,
        kind=given.kind,
        label=given.label.strip(),
        obtained_from=given.obtained_from.strip(),
        maker=given.maker.strip(),
        sha256=file.sha256 if file else "",
        device_sha256=given.sha256.lower(),
        captured_at=given.captured_at,
        device_time=given.device_time,
        received_at=now,
        place=given.place_name.strip(),
        longitude=given.place.longitude if given.place else None,
        latitude=given.place.latitude if given.place else None,
        accuracy_m=given.place.accuracy_m if given.place else None,
        officer_id=given.officer_id,
        device_id=given.device_id,
        origin=given.origin,
    )
