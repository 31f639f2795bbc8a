"""Editable drafts (草稿): the words of a document as a DOCX file, to work on and never the record.

The draft is read from the page in HTML, so it says what page and file say. What counts is the
sealed file; the head of every page of a draft says so.
"""

import io
from html.parser import HTMLParser
from typing import Final

import docx
from docx.document import Document as Draft
from docx.oxml.ns import qn
from docx.shared import Pt

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.documents.queries import html_preview

#: Stands at the head of every page.
NOTICE: Final = "草稿，供修改使用；正式文书以加盖印章的版式文件为准。"

_FONT: Final = "Noto Serif SC"
_HEADS: Final = {"h2": 16, "h3": 14, "h4": 12}
_LINES: Final = {"p", "li", "caption", "figcaption", *_HEADS}


def draft_docx(document: Document) -> bytes:
    """Return the editable draft of a document; one whose content was erased has none."""
    reader = _Page()
    reader.feed(html_preview(document))
    reader.close()
    draft = _paper(document.said["document"]["title"])
    for part in reader.parts:
        if isinstance(part, str):
            draft.add_paragraph(part)
        elif isinstance(part, tuple):
            _add_head(draft, *part)
        else:
            _add_table(draft, part)
    kept = io.BytesIO()
    draft.save(kept)
    return kept.getvalue()


def _paper(title: str) -> Draft:
    draft = docx.Document()
    draft.core_properties.title = title
    draft.core_properties.author = ""
    style = draft.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(12)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    draft.sections[0].header.paragraphs[0].text = NOTICE
    return draft


def _add_head(draft: Draft, tag: str, text: str) -> None:
    run = draft.add_paragraph().add_run(text)
    run.bold, run.font.size = True, Pt(_HEADS[tag])


def _add_table(draft: Draft, rows: list[list[str]]) -> None:
    table = draft.add_table(rows=0, cols=max(len(row) for row in rows), style="Table Grid")
    for row in rows:
        cells = table.add_row().cells
        for cell, text in zip(cells, row, strict=False):
            cell.text = text
        if len(row) < len(cells):
            cells[len(row) - 1].merge(cells[-1])


class _Page(HTMLParser):
    """Reads a page of ours into heads, lines and tables, without what is only decoration."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str | tuple[str, str] | list[list[str]]] = []
        self._rows: list[list[str]] | None = None
        self._hidden = ""
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a table, a row or a cell; skip what is hidden from readers."""
        if ("aria-hidden", "true") in attrs:
            self._hidden = tag
        elif tag == "table":
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag == "br":
            self._text += "\n"
        elif tag in _LINES or tag in {"td", "th"}:
            self._text = ""

    def handle_endtag(self, tag: str) -> None:
        """End what was begun, and keep it where it belongs."""
        if tag == self._hidden:
            self._hidden, self._text = "", ""
            return
        if tag == "table" and self._rows:
            self.parts.append([row for row in self._rows if row])
            self._rows = None
        if tag in {"td", "th"} and self._rows:
            self._rows[-1].append(self._taken())
        if tag in _LINES and (text := self._taken()):
            self.parts.append((tag, text) if tag in _HEADS else text)

    def handle_data(self, data: str) -> None:
        """Read words; how the page breaks its source into lines means nothing."""
        if not self._hidden:
            self._text += data.replace("\n", "")

    def _taken(self) -> str:
        text, self._text = self._text.strip(), ""
        return text
