"""Attachments: kept whole, found by content, shown without what they betray."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.db import transaction
from PIL import Image
from pytest_django import DjangoAssertNumQueries, Settings

from fazhi.kernel import clock
from fazhi.kernel.attachments import (
    PDF,
    PHOTOS,
    Damage,
    DamagedError,
    Upload,
    damaged,
    keep,
    open_bytes,
    prepare,
    public_copy,
    remove_orphans,
    store,
    store_many,
)
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Attachment
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.kernel import sample_files

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path: Path, settings: Settings) -> Path:
    settings.ATTACHMENT_ROOT = tmp_path / "attachments"
    return tmp_path / "attachments"


@pytest.fixture
def photo(folder: Path) -> Attachment:  # noqa: ARG001 -- it is stored there
    return store(make_seat(), sample_files.photo(), "现场照片.jpg", PHOTOS)


@pytest.mark.usefixtures("folder")
def test_a_stored_file_comes_back_as_it_was() -> None:
    data = sample_files.photo()

    attachment = store(make_seat(), data, "现场照片.jpg", PHOTOS)

    stored = Attachment.objects.get(pk=attachment.pk)
    assert open_bytes(stored) == data
    assert (stored.authority, stored.name, stored.media_type) == (
        AUTHORITY,
        "现场照片.jpg",
        "image/jpeg",
    )
    assert (stored.sha256, stored.size) == (sha256(data).hexdigest(), len(data))
    assert (stored.width, stored.height) == (64, 48)


def test_the_store_is_closed_to_other_users(photo: Attachment, folder: Path) -> None:
    path = _path(folder, photo)

    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o077 == 0
    assert list((folder / "partial").iterdir()) == []


def test_the_name_betrays_nothing_on_disk_or_in_the_database(
    photo: Attachment, folder: Path
) -> None:
    paths = [str(path) for path in folder.rglob("*")]

    assert [path for path in paths if "现场照片" in path] == []
    assert str(Attachment.objects.values_list("name", flat=True).get(pk=photo.pk)) == "•••"


def test_a_photo_that_is_not_one_is_refused_by_name_and_leaves_nothing(folder: Path) -> None:
    with pytest.raises(InputError) as refusal:
        store(make_seat(), b"<html>", "现场照片.jpg", PHOTOS)

    assert refusal.value.fields == {
        "file": "“现场照片.jpg”：内容是无法识别的文件，"
        "此处只收照片（JPEG）、照片（PNG）、照片（WebP）。"
    }
    assert (Attachment.objects.count(), folder.exists()) == (0, False)


def test_one_bad_file_refuses_the_batch_and_stores_nothing(folder: Path) -> None:
    uploads = [
        Upload(sample_files.photo(), "一.jpg", PHOTOS),
        Upload(sample_files.photo()[:200], "二.jpg", PHOTOS),
    ]

    with pytest.raises(InputError, match="二"):
        store_many(make_seat(), uploads)

    assert (Attachment.objects.count(), folder.exists()) == (0, False)


@pytest.mark.usefixtures("folder")
def test_a_batch_has_one_statement_for_its_rows(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    uploads = [
        Upload(sample_files.saved(sample_files.picture(64, side), "PNG"), f"{side}.png", PHOTOS)
        for side in range(40, 60)
    ]

    with django_assert_num_queries(1):
        rows = store_many(make_seat(), uploads)

    assert [row.height for row in rows] == list(range(40, 60))
    assert [open_bytes(row) for row in rows] == [upload.data for upload in uploads]


def test_the_same_photo_twice_is_two_attachments_and_one_file(folder: Path) -> None:
    upload = Upload(sample_files.photo(), "同一张.jpg", PHOTOS)

    first, second = store_many(make_seat(), [upload, upload])
    third = store(make_seat(authority=OTHER_AUTHORITY), upload.data, "同一张.jpg", PHOTOS)

    assert len({first.pk, second.pk, third.pk}) == 3
    assert len(_files(folder)) == 1
    assert open_bytes(third) == upload.data


def test_only_the_accepted_kinds_are_kept(photo: Attachment) -> None:
    with pytest.raises(InputError, match="此处只收PDF"):
        store(make_seat(), open_bytes(photo), "决定书.pdf", PDF)


def test_an_altered_file_is_not_handed_out(photo: Attachment, folder: Path) -> None:
    _alter(_path(folder, photo), lambda data: data[:-1] + b"\0")

    with pytest.raises(DamagedError, match="altered"):
        open_bytes(photo)


def test_a_lost_file_is_not_handed_out(photo: Attachment, folder: Path) -> None:
    _path(folder, photo).unlink()

    with pytest.raises(DamagedError, match="not in the store"):
        open_bytes(photo)


@pytest.mark.usefixtures("folder")
def test_nothing_is_damaged_in_a_good_store() -> None:
    store(make_seat(), sample_files.photo(), "一.jpg", PHOTOS)

    assert damaged() == []


def test_every_flipped_byte_is_found(folder: Path) -> None:
    rows = store_many(
        make_seat(),
        [
            Upload(sample_files.saved(sample_files.picture(20, side), "PNG"), "a.png", PHOTOS)
            for side in range(20, 70)
        ],
    )
    for place, row in enumerate(rows):
        _alter(_path(folder, row), lambda data, at=place: _flipped(data, at))

    found = damaged()

    assert found == [
        Damage(row.sha256, is_missing=False, attachments=(row.pk,))
        for row in sorted(rows, key=lambda row: row.sha256)
    ]


def test_a_lost_file_is_found_with_all_that_rest_on_it(folder: Path) -> None:
    upload = Upload(sample_files.photo(), "同一张.jpg", PHOTOS)
    rows = store_many(make_seat(), [upload, upload])
    _path(folder, rows[0]).unlink()

    ids = tuple(sorted(row.pk for row in rows))
    assert damaged() == [Damage(rows[0].sha256, is_missing=True, attachments=ids)]


def test_storing_again_heals_a_damaged_file(photo: Attachment, folder: Path) -> None:
    _alter(_path(folder, photo), lambda data: data[:-1])

    store(make_seat(), sample_files.photo(), "再交一次.jpg", PHOTOS)

    assert damaged() == []


def test_a_public_copy_has_neither_place_nor_device(photo: Attachment) -> None:
    with Image.open(io.BytesIO(open_bytes(photo))) as original:
        assert dict(original.getexif().get_ifd(0x8825)) != {}

    copy = public_copy(photo)

    with Image.open(io.BytesIO(copy)) as image:
        assert image.format == "JPEG"
        assert dict(image.getexif()) == {}
        assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}
    assert [mark for mark in (b"GPS", b"Maker", b"Exif", b"2023") if mark in copy] == []


def test_a_public_copy_stands_upright(photo: Attachment) -> None:
    with Image.open(io.BytesIO(public_copy(photo))) as image:
        assert image.size == (48, 64)


@pytest.mark.parametrize("name", [name for name in sample_files.honest() if "image" in name])
@pytest.mark.usefixtures("folder")
def test_every_kind_of_photo_has_a_public_copy(name: str) -> None:
    row = store(make_seat(), sample_files.honest()[name], "a", PHOTOS)

    with Image.open(io.BytesIO(public_copy(row))) as image:
        assert (image.format, image.mode) == ("JPEG", "RGB")


@pytest.mark.usefixtures("folder")
def test_a_public_copy_is_no_larger_than_a_page_needs() -> None:
    data = sample_files.saved(Image.new("RGB", (6000, 4000), "white"), "JPEG")
    row = store(make_seat(), data, "a.jpg", PHOTOS)

    with Image.open(io.BytesIO(public_copy(row))) as image:
        assert image.size == (2560, 1707)


def test_a_file_that_was_made_ready_waits_for_its_row(folder: Path) -> None:
    ready = prepare([Upload(sample_files.photo(), "一.jpg", PHOTOS)])
    assert (len(_files(folder)), Attachment.objects.count()) == (1, 0)

    (row,) = keep(make_seat(), ready)

    assert open_bytes(row) == sample_files.photo()


def test_what_no_row_names_is_removed_after_a_day(photo: Attachment, folder: Path) -> None:
    prepare([Upload(sample_files.honest()["image/png"], "失败的.png", PHOTOS)])
    (folder / "partial" / "interrupted").write_bytes(b"half a file")
    written = clock.now()
    os.utime(folder / "partial" / "interrupted", (written.timestamp(), written.timestamp()))

    with clock.standing_at(written + timedelta(hours=23)):
        assert remove_orphans() == 0
    with clock.standing_at(written + timedelta(hours=25)):
        assert remove_orphans() == 2

    assert [path.name for path in _files(folder)] == [photo.sha256]


def test_a_file_stored_again_is_young_again(photo: Attachment, folder: Path) -> None:
    with clock.standing_at(clock.now() + timedelta(days=3)):
        prepare([Upload(sample_files.photo(), "再交.jpg", PHOTOS)])
        photo.delete()

        assert remove_orphans() == 0
    assert len(_files(folder)) == 1


def test_a_row_undone_leaves_a_file_for_the_sweep(folder: Path) -> None:
    with transaction.atomic():
        store(make_seat(), sample_files.photo(), "一.jpg", PHOTOS)
        transaction.set_rollback(True)

    assert (Attachment.objects.count(), len(_files(folder))) == (0, 1)


def test_a_document_has_no_public_copy_as_a_photo(folder: Path) -> None:  # noqa: ARG001 -- stored there
    row = store(make_seat(), sample_files.honest()["application/pdf"], "a.pdf", PDF)

    with pytest.raises(ValueError, match="not a photo"):
        public_copy(row)


def _path(folder: Path, row: Attachment) -> Path:
    return folder / row.sha256[:2] / row.sha256[2:4] / row.sha256


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _alter(path: Path, change: Callable[[bytes], bytes]) -> None:
    data = path.read_bytes()
    path.chmod(0o600)
    path.write_bytes(change(data))


def _flipped(data: bytes, at: int) -> bytes:
    return data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]
