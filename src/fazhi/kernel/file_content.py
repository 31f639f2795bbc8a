"""What a file really is: judged by its content, whatever its name or the browser says.

A photo must decode to its last pixel, a PDF and a workbook must have the structure of one; what
carries web pages, programs, macros or bombs is refused with a sentence that says so.
"""

import io
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from PIL import Image

from fazhi.kernel.image_parts import FOREIGN, PARTS

JPEG, PNG, WEBP = "image/jpeg", "image/png", "image/webp"
PDF_TYPE = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
XLSX = _OFFICE + "spreadsheetml.sheet"
DOCX = _OFFICE + "wordprocessingml.document"

MAX_BYTES = {JPEG: 30, PNG: 30, WEBP: 30, PDF_TYPE: 100, XLSX: 20, DOCX: 20}  # megabytes
MAX_PIXELS = 50_000_000  # what phones take; decoded, 200 MB
_MAX_SCANS = 100  # a progressive photo has about ten; thousands only keep the decoder busy
_MAX_MEMBERS = 2000
_MAX_UNPACKED = 200 * 2**20
_PIECE = 2**16
_MEGABYTE = 2**20

_NAMES = {
    JPEG: gettext_lazy("照片（JPEG）"),
    PNG: gettext_lazy("照片（PNG）"),
    WEBP: gettext_lazy("照片（WebP）"),
    PDF_TYPE: "PDF",
    XLSX: gettext_lazy("Excel 表格（xlsx）"),
    DOCX: gettext_lazy("Word 文档（docx）"),
}
_PIL_FORMATS = {JPEG: "JPEG", PNG: "PNG", WEBP: "WEBP"}
_STREAM = re.compile(rb"\bstream\r?\n.*?endstream", re.DOTALL)
_MAIN_PART = {XLSX: "xl/workbook.xml", DOCX: "word/document.xml"}
_MACRO = re.compile(r"vbaproject|vbadata|activex|oleobject|\.(?:exe|dll|js|vbs)$", re.IGNORECASE)
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_PROGRAMS = (b"MZ", b"\x7fELF", b"Rar!", b"7z\xbc\xaf")
_ACTIVE_PDF = re.compile(rb"/(?:JavaScript|JS|Launch|EmbeddedFile|RichMedia|XFA)\b")


class ContentError(Exception):
    """A file is not what is accepted; the message is a sentence for the person who handed it in."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a file turned out to be; width and height are those of a photo as it is stored."""

    media_type: str
    width: int | None = None
    height: int | None = None


def judge(data: bytes, accepted: frozenset[str]) -> Content:
    """Return what a file is, or raise ContentError when it is not one of the accepted types."""
    if not data:
        raise ContentError(_("文件是空的。"))
    media_type = _recognised(data)
    if media_type not in accepted:
        raise ContentError(
            _("内容是{found}，此处只收{accepted}。").format(
                found=_NAMES.get(media_type, _("无法识别的文件")),
                accepted="、".join(str(_NAMES[one]) for one in sorted(accepted)),
            )
        )
    if len(data) > MAX_BYTES[media_type] * _MEGABYTE:
        raise ContentError(_("文件超过{limit}兆字节。").format(limit=MAX_BYTES[media_type]))
    return _JUDGES[media_type](data, media_type)


def _recognised(data: bytes) -> str:
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith(b"%PDF-"):
        return PDF_TYPE
    if data.startswith(b"PK\x03\x04"):
        return DOCX if b"word/document.xml" in data and b"xl/workbook.xml" not in data else XLSX
    return ""


def _judge_photo(data: bytes, media_type: str) -> Content:
    parts = PARTS[media_type](data)
    if FOREIGN.search(parts.around) or FOREIGN.search(parts.trailing):
        raise ContentError(_("照片里夹带网页或文档代码，不能接收。"))
    if _is_archive(data) or parts.trailing.startswith(_PROGRAMS):
        raise ContentError(_("照片末尾附有另一个文件，不能接收。"))
    if parts.scan_count > _MAX_SCANS:
        raise ContentError(_("照片的编码异常，不能接收。"))
    try:
        size = _decoded_size(data, media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ContentError(_too_many_pixels()) from error
    except (OSError, SyntaxError, ValueError, EOFError, MemoryError) as error:
        raise ContentError(_("照片损坏或不完整，打不开；请重新拍摄或上传。")) from error
    return Content(media_type, *size)


def _decoded_size(data: bytes, media_type: str) -> tuple[int, int]:
    """Decode the whole photo; of a JPEG all data but an eighth of the size, to spare memory."""
    formats = (_PIL_FORMATS[media_type],)
    with Image.open(io.BytesIO(data), formats=formats) as image:
        if image.width * image.height > MAX_PIXELS:
            raise ContentError(_too_many_pixels())
        if getattr(image, "n_frames", 1) > 1 and media_type != JPEG:
            raise ContentError(_("这是动图，请上传照片。"))
        image.verify()
    with Image.open(io.BytesIO(data), formats=formats) as image:
        size = image.size
        image.draft(image.mode, (image.width // 8, image.height // 8))
        image.load()
    return size


def _too_many_pixels() -> str:
    text = _("照片像素过多，上限为{ten_thousands}万像素。")
    return text.format(ten_thousands=MAX_PIXELS // 10_000, millions=MAX_PIXELS // 1_000_000)


def _judge_pdf(data: bytes, media_type: str) -> Content:
    if b"%%EOF" not in data[-2048:] or _is_archive(data):
        raise ContentError(_("PDF 不完整，请重新上传。"))
    objects = _STREAM.sub(b"", data)  # a compressed stream may hold any three letters by chance
    if _ACTIVE_PDF.search(objects):
        raise ContentError(_("PDF 含有脚本或内嵌文件，请另存为普通 PDF 后上传。"))
    if re.search(rb"/Encrypt\b", objects):
        raise ContentError(_("PDF 设有密码，请去掉密码后上传。"))
    return Content(media_type)


def _judge_office(data: bytes, media_type: str) -> Content:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _judge_members(archive.infolist(), media_type)
            _judge_unpacked(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, LookupError) as error:
        raise ContentError(_("文件损坏，打不开；请重新保存后上传。")) from error
    except (NotImplementedError, RuntimeError) as error:  # other compression, or a password
        raise ContentError(_("文件设有密码或格式特殊，请另存后上传。")) from error
    return Content(media_type)


def _judge_members(members: list[zipfile.ZipInfo], media_type: str) -> None:
    names = {member.filename for member in members}
    if _MAIN_PART[media_type] not in names or "[Content_Types].xml" not in names:
        raise ContentError(_("这不是 Excel 表格或 Word 文档。"))
    if len(members) > _MAX_MEMBERS or len(names) != len(members):
        raise ContentError(_("文件内部结构异常，不能接收。"))
    if any(_is_unsafe(member) for member in members):
        raise ContentError(_("文件内部结构异常，不能接收。"))
    if any(_MACRO.search(name) for name in names):
        raise ContentError(_("文件含有宏或内嵌程序，请另存为普通文件后上传。"))


def _is_unsafe(member: zipfile.ZipInfo) -> bool:
    """Tell whether a member would leave its folder or is a link."""
    parts = member.filename.replace("\\", "/").split("/")
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    return is_link or ".." in parts or parts[0] == "" or ":" in parts[0]


def _judge_unpacked(archive: zipfile.ZipFile) -> None:
    """Unpack in pieces and stop at the limit: the sizes written in an archive may be lies."""
    left = _MAX_UNPACKED
    for member in archive.infolist():
        with archive.open(member) as part:
            is_first = True
            while piece := part.read(_PIECE):
                left -= len(piece)
                if left < 0:
                    raise ContentError(_("文件解压后过大，不能接收。"))
                if is_first and _DOCTYPE.search(piece):
                    raise ContentError(_("文件内部结构异常，不能接收。"))
                is_first = False


def _is_archive(data: bytes) -> bool:
    return zipfile.is_zipfile(io.BytesIO(data))


_JUDGES: dict[str, Callable[[bytes, str], Content]] = {
    JPEG: _judge_photo,
    PNG: _judge_photo,
    WEBP: _judge_photo,
    PDF_TYPE: _judge_pdf,
    XLSX: _judge_office,
    DOCX: _judge_office,
}
