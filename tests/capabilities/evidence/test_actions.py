"""Exhibits: what was taken, with the hash of its capture, and a copy that tells nothing else."""

import datetime as dt
import hashlib
import io
import json

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from PIL import Image

from fazhi.capabilities.evidence.access import exhibit_for, exhibits_seen
from fazhi.capabilities.evidence.actions import add_exhibit, add_exhibit_files, add_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import CapturePlace, ExhibitFileInput, ExhibitInput
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.evidence.queries import exhibits_of, original, public_copy
from fazhi.kernel import attachments, clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, Entry
from tests.factories.documents import make_dossier
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

AT = clock.at_local(dt.date(2026, 9, 16), dt.time(9, 20))
GPS, MODEL = 0x8825, 0x0110


def photo(shade: int = 120) -> bytes:
    """Return a photo whose file tells place and device."""
    exif = Image.Exif()
    exif[MODEL] = "演示终端"
    exif.get_ifd(GPS)[1] = "N"
    made = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 80, 80)).save(made, "JPEG", exif=exif)
    return made.getvalue()


def given(dossier: Dossier | None = None, **changed: object) -> ExhibitInput:
    """Return an exhibit as a device sends it."""
    fields: dict[str, object] = {
        "dossier": dossier or make_dossier(),
        "kind": ExhibitKind.AUDIOVISUAL,
        "label": "占道经营现场",
        "captured_at": AT,
        "data": photo(),
        **changed,
    }
    return ExhibitInput(**fields)  # type: ignore[arg-type]


def test_there_are_the_eight_kinds_of_the_law() -> None:
    assert [str(kind.label) for kind in ExhibitKind] == [
        "书证",
        "物证",
        "视听资料",
        "电子数据",
        "证人证言",
        "当事人的陈述",
        "鉴定意见",
        "勘验笔录、现场笔录",
    ]


def test_an_exhibit_keeps_file_hash_times_and_place() -> None:
    data = photo()
    place = CapturePlace(longitude=121.59, latitude=29.95, accuracy_m=8.5)
    device_time = AT + dt.timedelta(seconds=41)

    exhibit = add_exhibit(
        make_seat(),
        given(
            data=data,
            sha256=hashlib.sha256(data).hexdigest().upper(),
            place=place,
            device_time=device_time,
        ),
    )

    stored = Exhibit.objects.get(pk=exhibit.pk)
    assert stored.sha256 == hashlib.sha256(data).hexdigest()
    assert (stored.captured_at, stored.device_time) == (AT, device_time)
    assert stored.received_at > AT
    assert (stored.longitude, stored.latitude, stored.accuracy_m) == (121.59, 29.95, 8.5)
    assert original(stored) == data


def test_a_file_altered_on_the_way_is_kept_with_both_hashes() -> None:
    data, told = photo(), hashlib.sha256(b"other").hexdigest()

    exhibit = add_exhibit(make_seat(), given(data=data, sha256=told))

    stored = Exhibit.objects.get(pk=exhibit.pk)
    assert (stored.sha256, stored.device_sha256) == (hashlib.sha256(data).hexdigest(), told)
    assert (stored.is_altered, original(stored)) == (True, data)
    content = json.loads(Entry.objects.get(kind="exhibit.added").content.text)
    assert (content["sha256"], content["device_sha256"]) == (stored.sha256, told)


def test_a_hash_that_is_none_is_sent_back() -> None:
    with pytest.raises(InputError) as refused:
        add_exhibit(make_seat(), given(sha256="not a hash"))

    assert sorted(refused.value.fields) == ["sha256"]


def test_an_attachment_already_stored_is_bound_and_compared() -> None:
    seat = make_seat()
    stored = attachments.store(seat, photo(), "现场.jpg", attachments.PHOTOS)

    exhibit = add_exhibit(seat, given(data=None, attachment_id=stored.id))
    other = add_exhibit(seat, given(data=None, attachment_id=stored.id, sha256="0" * 64))

    assert (exhibit.sha256, exhibit.is_altered) == (stored.sha256, False)
    assert (other.sha256, other.is_altered) == (stored.sha256, True)


def test_an_act_puts_evidence_on_file_and_the_file_follows_once() -> None:
    seat = make_seat(Role.OFFICER)
    exhibit = add_exhibit(seat, given(data=None, origin=new_id(), obtained_from="当事人提供"))
    data = photo()
    follows = ExhibitFileInput(
        exhibit_id=exhibit.pk, data=data, sha256=hashlib.sha256(data).hexdigest()
    )

    before = (exhibit.attachment, exhibit.sha256, exhibit.is_altered)
    (filled,) = add_exhibit_files(seat, [follows])

    assert before == (None, "", False)
    assert (filled.sha256, filled.is_altered) == (follows.sha256, False)
    assert (
        Entry.objects.filter(kind="exhibit.attachment_added", dossier=exhibit.dossier).count() == 1
    )
    with pytest.raises(ConflictError):
        add_exhibit_files(seat, [follows])


def test_only_who_takes_evidence_adds_its_file_and_only_to_what_is_there() -> None:
    exhibit = add_exhibit(make_seat(), given(data=None, origin=new_id()))
    follows = ExhibitFileInput(exhibit_id=exhibit.pk, data=photo())

    with pytest.raises(ForbiddenError):
        add_exhibit_files(make_seat(Role.HEAD), [follows])
    with pytest.raises(NotFoundError):
        add_exhibit_files(make_seat(Role.OFFICER, authority=OTHER_AUTHORITY), [follows])
    with pytest.raises(InputError):
        add_exhibit_files(make_seat(Role.OFFICER), [ExhibitFileInput(exhibit_id=exhibit.pk)])


def test_what_has_no_file_gives_none() -> None:
    exhibit = add_exhibit(make_seat(), given(data=None, origin=new_id()))

    with pytest.raises(InputError, match="原件另存"):
        original(exhibit)


def test_a_device_of_another_authority_does_not_exist() -> None:
    with pytest.raises(NotFoundError):
        add_exhibit(make_seat(), given(device_id=new_id()))


def test_an_attachment_of_another_authority_does_not_exist() -> None:
    stored = attachments.store(
        make_seat(authority=OTHER_AUTHORITY), photo(), "现场.jpg", attachments.PHOTOS
    )

    with pytest.raises(NotFoundError):
        add_exhibit(make_seat(), given(data=None, attachment_id=stored.id))


@pytest.mark.parametrize(
    ("changed", "field"),
    [({"data": None}, "data"), ({"label": " "}, "label"), ({"data": b"not a photo"}, "file")],
)
def test_an_exhibit_without_file_or_label_is_sent_back(
    changed: dict[str, object], field: str
) -> None:
    with pytest.raises(InputError) as refused:
        add_exhibit(make_seat(), given(**changed))

    assert sorted(refused.value.fields) == [field]


def test_the_public_copy_has_the_picture_and_nothing_else() -> None:
    exhibit = add_exhibit(make_seat(), given())

    copy = public_copy(exhibit)

    with Image.open(io.BytesIO(copy)) as shown, Image.open(io.BytesIO(original(exhibit))) as kept:
        assert shown.size == kept.size
        assert dict(shown.getexif()) == {}
        assert dict(kept.getexif()) != {}
    assert b"Exif" not in copy


def test_a_batch_needs_as_many_statements_as_one_exhibit() -> None:
    seat = make_seat()
    inputs = [given(data=photo(shade)) for shade in range(100, 111)]

    with CaptureQueriesContext(connection) as first:
        add_exhibits(seat, inputs[:1])
    with CaptureQueriesContext(connection) as second:
        add_exhibits(seat, inputs[1:])

    assert len(second) == len(first)


def test_the_entry_of_a_batch_holds_the_root_over_its_rows() -> None:
    dossier = make_dossier()
    add_exhibits(make_seat(), [given(dossier, data=photo(shade)) for shade in (1, 2, 3)])

    entry = Entry.objects.get(kind="exhibit.added")
    rows = list(Exhibit.objects.filter(entry=entry).order_by("id"))
    root = journal.items_root(row.journal_item() for row in rows)
    assert json.loads(entry.content.text)["items_root"] == root.hex()
    assert entry.dossier == dossier
    assert list(exhibits_of(dossier)) == rows


def test_no_exhibits_is_no_entry() -> None:
    assert add_exhibits(make_seat(), []) == []
    assert Entry.objects.count() == 0


def test_exhibits_are_seen_by_the_staff_of_the_authority_only() -> None:
    exhibit = add_exhibit(make_seat(), given())

    assert list(exhibits_seen(make_seat(), exhibit.dossier)) == [exhibit]
    assert exhibit_for(make_seat(), exhibit.id) == exhibit
    assert list(exhibits_seen(Seat.of_public(AUTHORITY), exhibit.dossier)) == []
    with pytest.raises(NotFoundError):
        exhibit_for(make_seat(authority=OTHER_AUTHORITY), exhibit.id)


def test_half_a_place_is_refused_by_the_database() -> None:
    exhibit = add_exhibit(make_seat(), given())

    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(longitude=121.5)


def test_a_file_without_its_hash_is_refused_by_the_database() -> None:
    exhibit = add_exhibit(make_seat(), given())

    with pytest.raises(IntegrityError), transaction.atomic():
        Exhibit.objects.filter(pk=exhibit.pk).update(sha256="")
