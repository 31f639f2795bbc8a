"""Reads an uploaded spreadsheet, XLSX or CSV, as rows of text; whatever is doubtful is refused.

Formulas are refused rather than read: what they show depends on the program that opens them.
"""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from python_calamine import CalamineError, CalamineWorkbook

from fazhi.kernel.errors import InputError
from fazhi.registers.competence.errors import FileText

MOST_BYTES = 5 * 1024 * 1024
MOST_ROWS = 20_000
_MOST_UNPACKED = 60 * 1024 * 1024
_ZIP, _OLD_OFFICE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_FORMULA = re.compile(r"[=@]|[+\-](?!\d+(\.\d+)?$)")
_ERROR_VALUES = ("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!")
_FORMULA_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_CELL_TAG = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of the sheet: its number as the sheet counts it, and its text by column."""

    number: int
    values: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read: the columns in their order, and the rows that are not empty."""

    columns: tuple[str, ...]
    rows: tuple[SheetRow, ...]


def read_sheet(data: bytes, columns: Sequence[str]) -> Sheet:
    """Read the first sheet of a file; it must have these columns, in whatever order.

    Raises InputError with a sentence for what has to be done to the file.
    """
    if len(data) > MOST_BYTES:
        raise _refused(FileText.TOO_LARGE)
    if data.startswith(_OLD_OFFICE):
        raise _refused(FileText.OLD_FORMAT)
    cells = _read_workbook(data) if data.startswith(_ZIP) else _read_csv(data)
    return _with_columns(cells, columns)


def is_formula(text: str) -> bool:
    """Tell whether a text would be run as a formula by a spreadsheet program."""
    return bool(_FORMULA.match(text))


def _read_workbook(data: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_archive(archive)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0)
        rows = sheet.to_python(skip_empty_area=False)
    except (CalamineError, zipfile.BadZipFile, ET.ParseError, KeyError) as error:
        raise _refused(FileText.UNREADABLE) from error
    return [[_as_text(cell) for cell in row] for row in rows]


def _refuse_archive(archive: zipfile.ZipFile) -> None:
    """Refuse macros, formulas, and archives that unpack to more than they should."""
    if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
        raise _refused(FileText.TOO_LARGE)
    names = archive.namelist()
    if any(name.endswith("vbaProject.bin") for name in names):
        raise _refused(FileText.MACROS)
    cells = [
        cell
        for name in names
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)
        for cell in _formula_cells(archive.read(name))
    ]
    if cells:
        raise _refused(FileText.FORMULAS, cells="、".join(cells[:10]))


def _formula_cells(xml: bytes) -> Iterable[str]:
    # The size is bounded above, and expat refuses entities that multiply.
    if b"<!DOCTYPE" in xml[:4096]:
        raise _refused(FileText.UNREADABLE)
    for cell in ET.fromstring(xml).iter(_CELL_TAG):  # noqa: S314 -- see above
        if cell.find(_FORMULA_TAG) is not None:
            yield cell.get("r", "?")


def _read_csv(data: bytes) -> list[list[str]]:
    try:
        rows = csv.reader(io.StringIO(_decoded(data), newline=""), strict=True)
        return [[cell.strip() for cell in row] for row in rows]
    except csv.Error as error:
        raise _refused(FileText.UNREADABLE) from error


def _decoded(data: bytes) -> str:
    if data.startswith(_UTF_16) or b"\0" in data:
        raise _refused(FileText.ENCODING)
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(FileText.ENCODING)


def _with_columns(cells: list[list[str]], columns: Sequence[str]) -> Sheet:
    while cells and not any(cells[0]):
        cells = cells[1:]
    if not cells:
        raise _refused(FileText.EMPTY)
    header = [name.strip() for name in cells[0]]
    missing = [name for name in columns if name not in header]
    if missing:
        raise _refused(FileText.COLUMNS_MISSING, columns="、".join(missing))
    twice = sorted({name for name in header if name and header.count(name) > 1})
    if twice:
        raise _refused(FileText.COLUMNS_TWICE, columns="、".join(twice))
    rows = [
        SheetRow(number, dict(zip(header, [*row, *[""] * len(header)], strict=False)))
        for number, row in enumerate(cells[1:], start=2)
        if any(row)
    ]
    if not rows:
        raise _refused(FileText.EMPTY)
    if len(rows) > MOST_ROWS:
        raise _refused(FileText.TOO_LARGE)
    return Sheet(tuple(name for name in header if name), tuple(rows))


def _as_text(cell: object) -> str:
    """Write a cell as text: whole numbers without a point, days and moments as ISO has them."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, dt.datetime):
        is_day = cell.time() == dt.time(0)
        return cell.date().isoformat() if is_day else cell.isoformat(sep=" ")
    if isinstance(cell, dt.date):
        return cell.isoformat()
    return str(cell).strip()


def has_error_value(text: str) -> bool:
    """Tell whether a cell shows an error of the spreadsheet program."""
    return text in _ERROR_VALUES


def _refused(text: FileText, **values: str) -> InputError:
    return InputError({"file": str(text.label).format(**values)})
