"""The file of signed heads, outside the database: one line for each head, one file an authority.

It is how a truncated tail is found: a database that lost its newest rows could not know by itself
that it once held more. Copies of the file belong on other machines, and on paper.
"""

import fcntl
import os
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Final

from django.conf import settings

from fazhi.kernel.disk import sync_folder
from fazhi.kernel.errors import InputError
from fazhi.kernel.heads import Head, public_key
from fazhi.kernel.models import TreeHead

#: The public key, in hexadecimal, for whoever checks the heads beside it.
PUBLIC_KEY: Final = "signing.pub"
_TAIL: Final = 65_536  # bytes read from the end to find the last head: some 200 lines


def path_of(authority: str) -> Path:
    """Return the path of the file of an authority."""
    return Path(settings.HEADS_ROOT) / f"{authority}.jsonl"


def authorities() -> list[str]:
    """Return the authorities that have a file."""
    folder = Path(settings.HEADS_ROOT)
    return sorted(path.stem for path in folder.glob("*.jsonl")) if folder.is_dir() else []


def publish(authority: str) -> None:
    """Append the heads that the file lacks and wait until they are on disk; may be repeated.

    It runs after the commit: a head is shown to the world only when its rows are safe. When the
    process dies in between, the next call makes up for it.
    """
    path = path_of(authority)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        last = _last(_whole_tail(file))
        newer = TreeHead.objects.filter(authority=authority, size__gt=last.size if last else 0)
        lines = [f"{Head.of(row).write()}\n".encode() for row in newer.order_by("size").iterator()]
        if lines:
            file.write(b"".join(lines))
            file.flush()
            os.fsync(file.fileno())
    if last is None:
        (path.parent / PUBLIC_KEY).write_text(f"{public_key().hex()}\n")
        sync_folder(path.parent)


def last_head(authority: str) -> Head | None:
    """Return the last head in the file that can be read."""
    try:
        with path_of(authority).open("rb") as file:
            return _last(_tail(file))
    except FileNotFoundError:
        return None


def read(authority: str) -> Iterator[tuple[int, Head | None]]:
    """Yield the number of each line and its head, or None where the line is none."""
    path = path_of(authority)
    if not path.exists():
        return
    with path.open(encoding="utf-8", errors="replace") as file:
        for number, line in enumerate(file, start=1):
            yield number, _head(line)


def _whole_tail(file: IO[bytes]) -> bytes:
    """Return the end of the file; cut off a line that a dying process left unfinished."""
    tail = _tail(file)
    unfinished = len(tail) - (tail.rfind(b"\n") + 1)
    if unfinished:
        file.truncate(file.seek(0, os.SEEK_END) - unfinished)
    return tail[: len(tail) - unfinished]


def _tail(file: IO[bytes]) -> bytes:
    end = file.seek(0, os.SEEK_END)
    file.seek(max(0, end - _TAIL))
    return file.read()


def _last(tail: bytes) -> Head | None:
    for line in reversed(tail.decode(errors="replace").splitlines()):
        head = _head(line)
        if head:
            return head
    return None


def _head(line: str) -> Head | None:
    try:
        return Head.read(line)
    except InputError:
        return None
