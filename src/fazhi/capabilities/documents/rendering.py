"""From content to pages: the typesetter, fed with JSON, and the check that every sign can be drawn.

Typesetting the same document twice gives the same bytes: the only time in it is that of issue.
"""

import datetime as dt
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any, Final

import segno
import typst
from django.conf import settings
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.choices import DocumentStatus, PaperForm
from fazhi.capabilities.documents.composing import composed
from fazhi.capabilities.documents.errors import ErasedDocumentError
from fazhi.capabilities.documents.fonts import font_files, refuse_unprintable
from fazhi.capabilities.documents.formats import FOLDER, format_of
from fazhi.capabilities.documents.models import Document

#: The archival standard of the record: fonts embedded, colours defined, nothing from outside.
STANDARD: Final = "a-2b"

_turn = Lock()  # the one compiler serves one document at a time


@dataclass(frozen=True, slots=True)
class SealPlace:
    """Where the middle of the seal goes: the page, counted from 1, and points from its top left."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Pages:
    """A document as set in pages: the file, and where its seal goes when it carries one."""

    pdf: bytes
    seal_place: SealPlace | None


def typeset(document: Document, form: PaperForm) -> Pages:
    """Set a document in pages on one paper form, unsealed."""
    source = FOLDER / format_of(document.template, document.version).drawing(".typ")
    inputs = _inputs(document, form)
    with _turn:
        compiler = _compiler(tuple(font_files()))
        pdf = compiler.compile(
            input=str(source),
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARD,
            timestamp=document.issued_at.astimezone(dt.UTC),
        )
        places = json.loads(compiler.query("<seal>", field="value"))
    if not isinstance(pdf, bytes):
        raise TypeError("the typesetter returned no single file")
    return Pages(pdf, SealPlace(**places[-1]) if places else None)


def page_data(document: Document, form: PaperForm = PaperForm.STANDARD) -> dict[str, Any]:
    """Return what a page is made from: the content, and the frame of every document."""
    if document.is_erased:
        raise ErasedDocumentError(_("这份文书的内容已依法删除，只保留文号和指纹。"))
    content = dict(document.said)
    frame = content.pop("document")
    day = dt.date.fromisoformat(frame["issued_on"])
    return {
        "content": content,
        "page": composed(format_of(document.template, document.version), content),
        "document": frame
        | {"form": form.value, "issued_on": in_words(day), "mark": _mark(document)},
    }


def printing_fonts() -> typst.Fonts:
    """Return the fonts that everything is printed in, read once."""
    return _fonts(tuple(font_files()))


def in_words(day: dt.date) -> str:
    """Write a day the way documents are dated: 2023年5月4日."""
    return f"{day.year}年{day.month}月{day.day}日"


def check_address(check_code: str) -> str:
    """Return the address at which a stranger checks a document."""
    return f"{settings.PUBLIC_URL.rstrip('/')}/documents/{check_code}/"


def _inputs(document: Document, form: PaperForm) -> dict[str, str]:
    data = page_data(document, form)
    refuse_unprintable(data)
    address = data["document"]["check_address"]
    return {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), "qr": _code(address)}


def _code(address: str) -> str:
    code = segno.make(address, error="m", micro=False)
    return code.svg_inline(border=1, omitsize=True)


def _mark(document: Document) -> str:
    if document.stands:
        return ""
    return str(DocumentStatus(document.status).label)


@lru_cache(maxsize=1)
def _compiler(files: tuple[Path, ...]) -> typst.Compiler:
    """Return the one compiler; it is made anew only when the font files change."""
    return typst.Compiler(root=str(FOLDER), font_paths=_fonts(files), ignore_system_fonts=True)


@lru_cache(maxsize=1)
def _fonts(files: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=sorted({str(path.parent) for path in files}),
    )
