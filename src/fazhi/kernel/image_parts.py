"""The parts of a photo file that are not picture: where foreign matter hides."""

import re
from collections.abc import Callable
from dataclasses import dataclass

#: Web pages, scripts and documents have no place in a photo.
FOREIGN = re.compile(rb"<\s*(?:script|html|svg|iframe|body|!doctype|\?php)|%PDF-", re.IGNORECASE)

_END_OF_IMAGE, _START_OF_SCAN = 0xD9, 0xDA
_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")  # 00 and D0 to D7 belong to the picture
_PICTURE_CHUNKS = frozenset({b"IDAT", b"PLTE", b"VP8 ", b"VP8L", b"ALPH", b"ANMF"})


@dataclass(frozen=True, slots=True)
class Parts:
    """What stands around the picture, what follows its end, and how many scans it has."""

    around: bytes
    trailing: bytes
    scan_count: int = 1


def parts_of_jpeg(data: bytes) -> Parts:
    """Take a JPEG apart, marker by marker."""
    segments: list[bytes] = []
    scan_count, position = 0, 2
    while marker := _NEXT_MARKER.search(data, position):
        kind, start = marker.group(1)[0], marker.end()
        if kind == _END_OF_IMAGE:
            return Parts(b"".join(segments), data[start:], scan_count)
        length = int.from_bytes(data[start : start + 2])
        if kind == _START_OF_SCAN:
            scan_count += 1
        else:
            segments.append(data[start + 2 : start + length])
        position = start + max(length, 2)
    return Parts(b"".join(segments), b"", scan_count)


def parts_of_png(data: bytes) -> Parts:
    """Take a PNG apart, chunk by chunk."""
    chunks: list[bytes] = []
    position = 8
    while position + 12 <= len(data):
        length = int.from_bytes(data[position : position + 4])
        kind = data[position + 4 : position + 8]
        if kind not in _PICTURE_CHUNKS:
            chunks.append(data[position + 8 : position + 8 + length])
        position += 12 + length
        if kind == b"IEND":
            break
    return Parts(b"".join(chunks), data[position:])


def parts_of_webp(data: bytes) -> Parts:
    """Take a WebP apart, chunk by chunk."""
    chunks: list[bytes] = []
    end, position = 8 + int.from_bytes(data[4:8], "little"), 12
    while position + 8 <= min(end, len(data)):
        length = int.from_bytes(data[position + 4 : position + 8], "little")
        if data[position : position + 4] not in _PICTURE_CHUNKS:
            chunks.append(data[position + 8 : position + 8 + length])
        position += 8 + length + length % 2
    return Parts(b"".join(chunks), data[end:])


PARTS: dict[str, Callable[[bytes], Parts]] = {
    "image/jpeg": parts_of_jpeg,
    "image/png": parts_of_png,
    "image/webp": parts_of_webp,
}
