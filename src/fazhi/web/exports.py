"""Files of exactly the list that is shown, headed with the day, the filter and the person.

A cell that a spreadsheet would take for a formula stays text: in CSV by a leading apostrophe, in
XLSX by its type. CSV is sent while it is read; XLSX passes through a temporary file.
"""

import csv
import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from decimal import Decimal
from typing import IO

import xlsxwriter
from django.http import FileResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor

#: What spreadsheets take for the beginning of a formula, also in its full-width writing.
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

#: Rows that a sheet of XLSX can hold, less our head.
SHEET_CAPACITY = 1_048_576 - 4


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is exported: the head of the file and the rows, read while they are written."""

    title: str
    conditions: Sequence[str]
    head: Sequence[str]
    rows: Iterable[Sequence[object]]

    def preamble(self, seat: Seat) -> list[str]:
        """Return the lines above the table: title, moment and person, filters."""
        moment = clock.local(clock.now())
        conditions = "；".join(self.conditions) or _("全部")
        return [
            self.title,
            _("导出时间：%(moment)s　导出人：%(person)s")
            % {"moment": f"{moment:%Y-%m-%d %H:%M}", "person": seat.name},
            _("筛选条件：%(conditions)s") % {"conditions": conditions},
        ]

    def name(self, ending: str) -> str:
        """Return the name of the file: title and day."""
        return f"{self.title}_{clock.today():%Y-%m-%d}.{ending}"


@needs_factor(FactorGround.EXPORT)
def as_csv(seat: Seat, sheet: Sheet) -> HttpResponseBase:
    """Answer with a CSV file (RFC 4180, UTF-8 with a mark so that spreadsheets read Chinese)."""
    lines = csv.writer(_Echo())
    above = [[inert(line)] for line in sheet.preamble(seat)]
    head = [[inert(cell) for cell in sheet.head]]

    def written() -> Iterator[str]:
        yield "\ufeff"
        for line in (*above, *head):
            yield lines.writerow(line)
        for row in sheet.rows:
            yield lines.writerow([inert(plain(cell)) for cell in row])

    return StreamingHttpResponse(
        written(),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": _attachment(sheet.name("csv"))},
    )


@needs_factor(FactorGround.EXPORT)
def as_xlsx(seat: Seat, sheet: Sheet) -> HttpResponseBase:
    """Answer with an XLSX file; rows go to disk as they come, so that memory stays small."""
    with ExitStack() as unless_sent:
        target = unless_sent.enter_context(tempfile.TemporaryFile())
        _write_book(target, sheet, sheet.preamble(seat))
        target.seek(0)
        unless_sent.pop_all()
    return FileResponse(
        target,
        content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        headers={"Content-Disposition": _attachment(sheet.name("xlsx"))},
    )


def inert(cell: object) -> object:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    if isinstance(cell, str) and cell.startswith(FORMULA_SIGNS):
        return f"'{cell}"
    return cell


def plain(cell: object) -> str | int | float | Decimal:
    """Return a value as it stands in a cell: numbers as numbers, moments as read in Shanghai."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return _("是") if cell else _("否")
    if isinstance(cell, int | float | Decimal):
        return cell
    if isinstance(cell, dt.datetime):
        return f"{clock.local(cell):%Y-%m-%d %H:%M}"
    return str(cell)


def _write_book(target: IO[bytes], sheet: Sheet, above: Sequence[str]) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        page = book.add_worksheet()
        bold = book.add_format({"bold": True})
        for number, line in enumerate(above):
            page.write_string(number, 0, line, bold if number == 0 else None)
        for place, words in enumerate(sheet.head):
            page.write_string(3, place, words, bold)
        for number, row in enumerate(sheet.rows):
            if number >= SHEET_CAPACITY:
                raise InputError({"": _("超过一百万行，请缩小筛选范围，或导出 CSV。")})
            for place, cell in enumerate(row):
                _write(page, (number + 4, place), plain(cell))
        page.freeze_panes(4, 0)


def _write(page: "xlsxwriter.worksheet.Worksheet", at: tuple[int, int], cell: object) -> None:
    if isinstance(cell, str):
        page.write_string(*at, cell)
    else:
        page.write_number(*at, float(str(cell)))


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


class _Echo:
    """A file that hands back each line instead of keeping it."""

    def write(self, line: str) -> str:
        return line
