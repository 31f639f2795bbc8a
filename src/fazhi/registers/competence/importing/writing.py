"""Writes spreadsheets: the refused rows with the reasons, and empty forms to fill in."""

import io
from collections import defaultdict
from collections.abc import Iterable, Sequence

import xlsxwriter

from fazhi.kernel import clock
from fazhi.registers.competence.importing.reading import Sheet
from fazhi.registers.competence.inputs import RowError

#: Columns added to a refused row: where it stood, and why it was refused.
ROW_COLUMN, REASON_COLUMN = "行号", "原因"

# Nothing that a user typed may become a formula or a link in the sheet that is given back.
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def error_sheet(sheet: Sheet, errors: Sequence[RowError]) -> bytes:
    """Return the refused rows as XLSX with a column of reasons; nothing when none was refused."""
    if not errors:
        return b""
    reasons: dict[int, list[str]] = defaultdict(list)
    for error in errors:
        place = f"{error.column}：" if error.column else ""
        reasons[error.row].append(f"{place}{error.reason}")
    own = [name for name in sheet.columns if name not in (ROW_COLUMN, REASON_COLUMN)]
    rows: list[list[str | int]] = [
        [*(row.values.get(name, "") for name in own), row.number, "；".join(reasons[row.number])]
        for row in sheet.rows
        if row.number in reasons
    ]
    return write_sheet([*own, ROW_COLUMN, REASON_COLUMN], rows)


def write_sheet(columns: Sequence[str], rows: Iterable[Sequence[str | int]]) -> bytes:
    """Return a sheet as XLSX."""
    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, _OPTIONS)
    workbook.set_properties({"created": clock.now().replace(tzinfo=None)})
    page = workbook.add_worksheet()
    heading = workbook.add_format({"bold": True})
    for place, name in enumerate(columns):
        page.write_string(0, place, name, heading)
    for line, row in enumerate(rows, start=1):
        for place, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(line, place, value)
            else:
                page.write_string(line, place, value)
    page.freeze_panes(1, 0)
    workbook.close()
    return stream.getvalue()
