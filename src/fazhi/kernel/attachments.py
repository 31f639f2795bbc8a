"""Attachments (附件): files stored by the hash of their content, checked before they are kept.

The file is on disk before its row is written: a row never names a file that is not there. A file
whose transaction failed has no row and is removed by the sweep a day later.
"""

import contextlib
import hashlib
import io
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from PIL import Image, ImageOps

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.disk import sync_folder
from fazhi.kernel.errors import InputError
from fazhi.kernel.file_content import (
    DOCX,
    JPEG,
    PDF_TYPE,
    PNG,
    WEBP,
    XLSX,
    Content,
    ContentError,
    judge,
)
from fazhi.kernel.models import Attachment

PHOTOS = frozenset({JPEG, PNG, WEBP})
PDF = frozenset({PDF_TYPE})
SPREADSHEETS = frozenset({XLSX})
TEXT_DOCUMENTS = frozenset({DOCX})

_DAY = 24 * 3600
_PARTIAL = "partial"
_LONGEST_PUBLIC_EDGE = 2560
_LONGEST_NAME = 255


class DamagedError(Exception):
    """The stored file is not there or is not the one that was stored."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it was handed in: its bytes, its name, and the media types accepted for it."""

    data: bytes
    name: str
    accepted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that was checked and is on disk, and waits for its row."""

    name: str
    sha256: str
    size: int
    content: Content


@dataclass(frozen=True, slots=True)
class Damage:
    """A stored file that is gone or altered, and the attachments that rest on it."""

    sha256: str
    is_missing: bool
    attachments: tuple[UUID, ...]


def store(seat: Seat, data: bytes, name: str, accepted: frozenset[str]) -> Attachment:
    """Check and keep one file; raise InputError with the reason when it is not what it claims."""
    return store_many(seat, [Upload(data, name, accepted)])[0]


def store_many(seat: Seat, uploads: Sequence[Upload]) -> list[Attachment]:
    """Check and keep files, all or none, with one statement for all their rows."""
    return keep(seat, prepare(uploads))


def stored_as(authority: str, contents: Sequence[bytes]) -> list[UUID]:
    """Return the identifiers under which an authority keeps these contents, in their order."""
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    rows = Attachment.objects.filter(authority=authority, sha256__in=digests)
    found = dict(rows.order_by("-id").values_list("sha256", "id"))
    return [found[digest] for digest in digests if digest in found]


def prepare(uploads: Sequence[Upload]) -> list[Prepared]:
    """Check files and write them to disk; to be called before the transaction, since it is slow."""
    contents = [_judged(upload) for upload in uploads]
    names = [hashlib.sha256(upload.data).hexdigest() for upload in uploads]
    _write({name: upload.data for name, upload in zip(names, uploads, strict=True)})
    return [
        Prepared(upload.name[-_LONGEST_NAME:], name, len(upload.data), content)
        for upload, name, content in zip(uploads, names, contents, strict=True)
    ]


def keep(seat: Seat, files: Sequence[Prepared]) -> list[Attachment]:
    """Write the rows of files that were prepared; nobody from outside brings any."""
    seat.refuse_outsider()
    at = clock.now()
    rows = [
        Attachment(
            authority=seat.authority,
            sha256=file.sha256,
            size=file.size,
            media_type=file.content.media_type,
            name=file.name,
            width=file.content.width,
            height=file.content.height,
            stored_at=at,
        )
        for file in files
    ]
    return Attachment.objects.bulk_create(rows)


def open_bytes(attachment: Attachment) -> bytes:
    """Return the content, or raise DamagedError when it is not what was stored."""
    try:
        data = _path(attachment.sha256).read_bytes()
    except FileNotFoundError as error:
        raise DamagedError(f"attachment {attachment.pk} is not in the store") from error
    if hashlib.sha256(data).hexdigest() != attachment.sha256:
        raise DamagedError(f"attachment {attachment.pk} was altered in the store")
    return data


def public_copy(attachment: Attachment) -> bytes:
    """Return a photo drawn anew as JPEG: upright, no larger than a page needs, without metadata.

    Place, time and device stay in the sealed original only.
    """
    if attachment.media_type not in PHOTOS:
        raise ValueError(f"{attachment.media_type} is not a photo")
    with Image.open(io.BytesIO(open_bytes(attachment))) as image:
        image.draft("RGB", (_LONGEST_PUBLIC_EDGE, _LONGEST_PUBLIC_EDGE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((_LONGEST_PUBLIC_EDGE, _LONGEST_PUBLIC_EDGE))
    clean = Image.new("RGB", upright.size, "white")
    clean.paste(upright, mask=upright)
    copy = io.BytesIO()
    clean.save(copy, "JPEG", quality=85)
    return copy.getvalue()


def damaged() -> list[Damage]:
    """Read every stored file again and name those that are gone or altered."""
    hashes = Attachment.objects.order_by("sha256").values_list("sha256", flat=True).distinct()
    found: list[Damage] = []
    for sha256 in hashes.iterator():
        path = _path(sha256)
        if not path.is_file() or _hash_of(path) != sha256:
            rows = Attachment.objects.filter(sha256=sha256).order_by("id")
            ids = tuple(rows.values_list("id", flat=True))
            found.append(Damage(sha256, is_missing=not path.is_file(), attachments=ids))
    return found


def remove_orphans() -> int:
    """Remove the files of a day ago and older that no row names; return how many.

    A young file may belong to a transaction that is still open, hence the day.
    """
    before = clock.now().timestamp() - _DAY
    old = [path for path in _stored_files() if path.stat().st_mtime < before]
    named = {path.name for path in old if path.parent.name != _PARTIAL}
    for start in range(0, len(old), 1000):
        names = [path.name for path in old[start : start + 1000]]
        known = Attachment.objects.filter(sha256__in=names).values_list("sha256", flat=True)
        named -= set(known)
    orphans = [path for path in old if path.name in named or path.parent.name == _PARTIAL]
    for path in orphans:
        path.unlink(missing_ok=True)
    return len(orphans)


def _judged(upload: Upload) -> Content:
    try:
        return judge(upload.data, upload.accepted)
    except ContentError as error:
        raise InputError({"file": f"“{upload.name}”：{error}"}) from error


def _write(files: dict[str, bytes]) -> None:
    """Write files so that a power failure leaves each whole or absent: sync, then rename."""
    root = _root()
    (root / _PARTIAL).mkdir(parents=True, exist_ok=True, mode=0o700)
    folders = set()
    for name, data in files.items():
        path = _path(name)
        if not _is_there(path, name):
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_synced(root / _PARTIAL / secrets.token_hex(8), path, data)
            folders |= {path.parent, path.parent.parent, root}
    for folder in sorted(folders):
        sync_folder(folder)


def _is_there(path: Path, name: str) -> bool:
    """Tell whether the file is stored already; a damaged one is written again."""
    if not path.is_file() or _hash_of(path) != name:
        return False
    at = clock.now().timestamp()
    os.utime(path, (at, at))  # so that the sweep does not take it while its row is being written
    return True


def _write_synced(partial: Path, path: Path, data: bytes) -> None:
    handle = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o400)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        at = clock.now().timestamp()
        os.utime(partial, (at, at))
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored_files() -> Iterator[Path]:
    root = _root()
    with contextlib.suppress(FileNotFoundError):
        yield from (path for path in root.rglob("*") if path.is_file())


def _root() -> Path:
    return Path(settings.ATTACHMENT_ROOT)


def _path(sha256: str) -> Path:
    return _root() / sha256[:2] / sha256[2:4] / sha256
