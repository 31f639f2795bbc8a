"""Files for tests: honest ones as people hand them in, and hostile ones as attackers make them."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Iterator
from functools import cache

from PIL import Image

PAYLOADS = (
    b"<script>alert(1)</script>",
    b"<html><body onload=alert(1)>",
    b"<svg onload=alert(1)>",
    b"<!DOCTYPE html>",
    b"<?php system($_GET[0]);",
    b"< iframe src=//example.invalid>",
    b"%PDF-1.7 1 0 obj",
)
_SOME = random.Random(20230711)  # noqa: S311 -- the same corpus each time


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """Return a small picture with structure, so that compression has something to do."""
    image = Image.new("RGB", (width, height))
    image.putdata(
        [(x * 4 % 256, y * 5 % 256, (x * y) % 256) for y in range(height) for x in range(width)]
    )
    return image


def saved(image: Image.Image, form: str, **options: object) -> bytes:
    """Return a picture as a file."""
    file = io.BytesIO()
    image.save(file, form, **options)
    return file.getvalue()


def photo() -> bytes:
    """Return a photo as a telephone takes it: with place, time, device, and turned by a flag."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x9003] = "Maker", 6, "2023:07:11 08:00:00"
    exif.get_ifd(0x8825).update({1: "N", 2: (29.0, 57.0, 0.0), 3: "E", 4: (121.0, 38.0, 0.0)})
    return saved(picture(), "JPEG", exif=exif, comment=b"GPS 121.63,29.95")


def honest() -> dict[str, bytes]:
    """Return one honest file of each kind, by media type and peculiarity."""
    return {
        "image/jpeg": photo(),
        "image/jpeg progressive": saved(picture(), "JPEG", progressive=True),
        "image/jpeg gray": saved(picture().convert("L"), "JPEG"),
        "image/jpeg with a film after its end": photo() + b"\0\0\0\x18ftypmp42" + bytes(500),
        "image/png": saved(picture(), "PNG"),
        "image/png transparent": saved(picture().convert("RGBA"), "PNG"),
        "image/png palette": saved(picture().convert("P"), "PNG"),
        "image/webp": saved(picture(), "WEBP"),
        "image/webp lossless": saved(picture(), "WEBP", lossless=True),
        "application/pdf": b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<<>>\n%%EOF\n",
        "application/pdf with letters by chance": (
            b"%PDF-1.4\n1 0 obj<<>>stream\n\x03/JS \x07/Encrypt \x01\nendstream\n%%EOF\n"
        ),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": workbook(
            {"xl/printerSettings/printerSettings1.bin": b"\0" * 100}
        ),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": archive(
            {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<document/>"}
        ),
    }


def archive(members: dict[str, bytes]) -> bytes:
    """Return a ZIP archive with these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as written:
        for name, data in members.items():
            written.writestr(name, data)
    return file.getvalue()


def workbook(more: dict[str, bytes] | None = None) -> bytes:
    """Return an archive with the structure of a workbook and further members."""
    parts = {"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<workbook/>"}
    return archive(parts | (more or {}))


@cache
def hostile() -> tuple[tuple[str, bytes], ...]:
    """Return every hostile file with a name that says what is wrong with it."""
    kinds = (
        _cut_short,
        _with_markup,
        _with_something_behind,
        _of_other_kinds,
        _floods,
        _archives,
        _documents,
    )
    return tuple(one for kind in kinds for one in kind())


def bomb(megabytes: int) -> bytes:
    """Return a workbook of a few hundred kilobytes that unpacks to that many megabytes."""
    return workbook({"xl/worksheets/sheet1.xml": bytes(megabytes * 2**20)})


def _cut_short() -> Iterator[tuple[str, bytes]]:
    for name in ("image/jpeg progressive", "image/png", "image/webp"):
        data = honest()[name]
        for percent in range(2, 96, 3):
            yield f"{name} cut at {percent} %", data[: len(data) * percent // 100]
    for name in ("application/pdf", _XLSX):
        data = honest()[name]
        for percent in range(5, 95, 10):
            yield f"{name} cut at {percent} %", data[: len(data) * percent // 100]


def _with_markup() -> Iterator[tuple[str, bytes]]:
    jpeg, png, webp = (honest()[f"image/{name}"] for name in ("jpeg", "png", "webp"))
    for number, payload in enumerate(PAYLOADS):
        yield f"JPEG comment with markup {number}", saved(picture(), "JPEG", comment=payload)
        segment = b"\xff\xe5" + struct.pack(">H", len(payload) + 2) + payload
        yield f"JPEG segment with markup {number}", jpeg[:2] + segment + jpeg[2:]
        yield f"PNG text with markup {number}", with_chunk(png, b"tEXt", b"Comment\0" + payload)
        yield f"PNG own chunk with markup {number}", with_chunk(png, b"faZh", payload)
        yield f"WebP chunk with markup {number}", _with_webp_chunk(webp, payload)
        yield f"JPEG with capitals {number}", jpeg + payload.upper() + b" " * 40


def _with_something_behind() -> Iterator[tuple[str, bytes]]:
    behind = {
        "archive": archive({"evil.html": b"<script>"}),
        "workbook": workbook(),
        "program": b"MZ" + bytes(200),
        "Linux program": b"\x7fELF" + bytes(200),
        "PDF": honest()["application/pdf"],
        "page": b"<html><script>alert(1)</script></html>",
    }
    for name in ("image/jpeg", "image/png", "image/webp"):
        for what, data in behind.items():
            yield f"{name} with a {what} behind", honest()[name] + data
    yield "PDF with an archive behind", behind["PDF"] + behind["archive"] + b"%%EOF"


def _of_other_kinds() -> Iterator[tuple[str, bytes]]:
    for form in ("GIF", "BMP", "TIFF", "ICO", "PPM", "TGA", "JPEG2000"):
        yield f"{form} picture", saved(picture(), form)
    yield "SVG", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    yield "SVG with a declaration", b'<?xml version="1.0"?><svg onload="alert(1)"/>'
    yield "page", b"<html><script>alert(1)</script></html>"
    yield "page with the mark of a JPEG", b"\xff\xd8\xff<script>alert(1)</script>"
    yield "page with the mark of a PNG", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"
    yield "page with the mark of a WebP", b"RIFF\0\0\0\0WEBP<script>alert(1)</script>"
    yield "program", b"MZ" + bytes(300)
    yield "Linux program", b"\x7fELF" + bytes(300)
    yield "script", b"#!/bin/sh\nrm -rf /\n"
    yield "text", "张某的照片".encode()
    yield "nothing", b""
    yield "old Excel", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)
    for number in range(20):
        yield f"noise {number}", b"\xff\xd8\xff" + _SOME.randbytes(500)
        yield f"noise as PNG {number}", b"\x89PNG\r\n\x1a\n" + _SOME.randbytes(500)


def _floods() -> Iterator[tuple[str, bytes]]:
    yield "PNG of 400 million pixels", flood_png(20_000, 20_000)
    yield "PNG that only claims its pixels", _png(60_000, 60_000, zlib.compress(b"\0" * 100))
    yield "JPEG that claims 65,500 by 65,500", _claiming_jpeg(65_500, 65_500)
    yield (
        "PNG with a text bomb",
        with_chunk(
            honest()["image/png"], b"zTXt", b"Comment\0\0" + zlib.compress(bytes(30 * 2**20), 1)
        ),
    )
    yield "JPEG with a thousand scans", _with_many_scans(1000)
    frames = [picture(), picture().rotate(90)]
    for form in ("PNG", "WEBP"):
        yield f"moving {form}", saved(frames[0], form, save_all=True, append_images=frames[1:])


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "workbook that unpacks to 210 MB", bomb(210)
    yield "workbook that lies about its size", _lying(bomb(210), 210)
    yield "workbook of 5,000 members", workbook({f"xl/{n}.xml": b"" for n in range(5000)})
    yield "workbook with a password", _flagged(workbook())
    yield "archive without a workbook", archive({"readme.txt": b"hello"})
    yield "archive without content types", archive({"xl/workbook.xml": b"<workbook/>"})
    for name in ("../../etc/cron.d/x", "/etc/passwd", "xl\\..\\..\\x", "C:/x"):
        yield f"workbook with the member {name}", workbook({name: b"x"})
    for name in (
        "xl/vbaProject.bin",
        "xl/activeX/activeX1.xml",
        "xl/embeddings/oleObject1.bin",
        "xl/run.exe",
        "xl/run.js",
        "xl/run.VBS",
    ):
        yield f"workbook with {name}", workbook({name: b"x"})
    entity = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    yield "workbook with entities", workbook({"xl/sharedStrings.xml": entity})
    yield "workbook with a link", _with_link()


def _documents() -> Iterator[tuple[str, bytes]]:
    for action in (
        b"/JavaScript",
        b"/JS (x)",
        b"/Launch",
        b"/EmbeddedFile",
        b"/RichMedia",
        b"/XFA",
    ):
        yield f"PDF with {action.decode()}", b"%PDF-1.4\n<<" + action + b" 1 0 R>>\n%%EOF"
    yield "PDF with a password", b"%PDF-1.4\ntrailer<</Encrypt 5 0 R>>\n%%EOF"
    yield "PDF without an end", b"%PDF-1.4\n" + bytes(5000)


def flood_png(width: int, height: int) -> bytes:
    """Return a PNG of a few dozen kilobytes that decodes to `width` times `height` pixels."""
    line, packer = b"\0" + bytes((width + 7) // 8), zlib.compressobj(1)
    packed = b"".join(packer.compress(line) for _ in range(height)) + packer.flush()
    return _png(width, height, packed, depth=1, colours=0)


def with_chunk(png: bytes, kind: bytes, data: bytes) -> bytes:
    """Return a PNG with a further chunk after its header."""
    return png[:33] + _chunk(kind, data) + png[33:]


def _png(width: int, height: int, packed: bytes, depth: int = 8, colours: int = 2) -> bytes:
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", packed), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*chunk) for chunk in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _with_webp_chunk(webp: bytes, payload: bytes) -> bytes:
    payload += b" " * (len(payload) % 2)
    body = webp[8:] + b"faZh" + struct.pack("<I", len(payload)) + payload
    return b"RIFF" + struct.pack("<I", len(body)) + body


def _claiming_jpeg(width: int, height: int) -> bytes:
    data = saved(picture(), "JPEG")
    place = data.index(b"\xff\xc0") + 5
    return data[:place] + struct.pack(">HH", height, width) + data[place + 4 :]


def _with_many_scans(count: int) -> bytes:
    data = saved(picture(), "JPEG", progressive=True)
    first = data.index(b"\xff\xda")
    second = data.index(b"\xff\xda", first + 2)
    return data[:second] + data[first:second] * count + data[second:]


def _lying(packed: bytes, megabytes: int) -> bytes:
    """Write small sizes into the directory of an archive."""
    true = struct.pack("<I", megabytes * 2**20)
    return packed.replace(true, struct.pack("<I", 1000))


def _flagged(packed: bytes) -> bytes:
    place = packed.index(b"PK\x01\x02") + 8
    return packed[:place] + b"\x01" + packed[place + 1 :]


def _with_link() -> bytes:
    file = io.BytesIO(workbook())
    with zipfile.ZipFile(file, "a") as written:
        link = zipfile.ZipInfo("xl/link")
        link.external_attr = 0o120777 << 16
        written.writestr(link, "/etc/passwd")
    return file.getvalue()


_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
