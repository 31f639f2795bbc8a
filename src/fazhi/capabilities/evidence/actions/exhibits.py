"""The verbs of evidence: take exhibits into a dossier."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.errors import AlteredExhibitError
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel import attachments, clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Attachment
from fazhi.kernel.waiting import usable

#: What can be taken into evidence as a file.
ACCEPTED = attachments.PHOTOS | attachments.PDF


def add_exhibit(seat: Seat, exhibit: ExhibitInput) -> Exhibit:
    """Take one exhibit into its dossier."""
    return add_exhibits(seat, [exhibit])[0]


def add_exhibits(seat: Seat, exhibits: Sequence[ExhibitInput]) -> list[Exhibit]:
    """Take exhibits into their dossiers, all or none, each with the hash taken at its capture.

    A file that differs from the hash the device took is refused: it was altered on the way.
    """
    if not exhibits:
        return []
    _refuse_unreadable(exhibits)
    return _add(seat, exhibits, _prepared(exhibits))


@transaction.atomic
def _add(
    seat: Seat, exhibits: Sequence[ExhibitInput], prepared: Sequence[attachments.Prepared]
) -> list[Exhibit]:
    files = _files(seat, exhibits, prepared)
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


def _refuse_unreadable(exhibits: Sequence[ExhibitInput]) -> None:
    for given in exhibits:
        if (given.data is None) == (given.attachment_id is None):
            raise InputError({"data": _("每件证据须有且只有一个文件。")})
        if not given.label.strip():
            raise InputError({"label": _("请写明证据要证明的内容。")})
        if given.data is not None and given.sha256 and _digest(given.data) != given.sha256.lower():
            raise AlteredExhibitError(given.label)


def _prepared(exhibits: Sequence[ExhibitInput]) -> list[attachments.Prepared]:
    """Check the files brought along and write them to disk, before any row is locked."""
    uploads = [
        attachments.Upload(given.data, given.name or given.label, ACCEPTED)
        for given in exhibits
        if given.data is not None
    ]
    return attachments.prepare(uploads) if uploads else []


def _files(
    seat: Seat, exhibits: Sequence[ExhibitInput], prepared: Sequence[attachments.Prepared]
) -> list[Attachment]:
    """Return the attachment of each exhibit, in their order."""
    stored = iter(attachments.keep(seat, prepared) if prepared else ())
    known = _known(seat, {given.attachment_id for given in exhibits if given.attachment_id})
    return [
        known[given.attachment_id] if given.attachment_id else next(stored) for given in exhibits
    ]


def _known(seat: Seat, wanted: set[UUID]) -> dict[UUID, Attachment]:
    if not wanted:
        return {}
    found = usable(seat).in_bulk(list(wanted))
    if len(found) != len(wanted):
        raise NotFoundError(_("没有这个文件。"))
    return found


def _row(seat: Seat, given: ExhibitInput, file: Attachment, now: dt.datetime) -> Exhibit:
    if given.attachment_id and given.sha256 and file.sha256 != given.sha256.lower():
        raise AlteredExhibitError(given.label)
    return Exhibit(
        id=new_id(),
        authority=seat.authority,
        dossier=given.dossier,
        attachment=file,
        kind=given.kind,
        label=given.label.strip(),
        sha256=given.sha256.lower() or file.sha256,
        captured_at=given.captured_at,
        device_time=given.device_time,
        received_at=now,
        longitude=given.place.longitude if given.place else None,
        latitude=given.place.latitude if given.place else None,
        accuracy_m=given.place.accuracy_m if given.place else None,
        officer_id=given.officer_id,
    )


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
