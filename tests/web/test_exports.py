"""Exports are inert: whatever was typed into the system, a spreadsheet does not run it."""

import csv
import datetime as dt
import io
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import load_workbook

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.web import exports
from fazhi.web.exports import FORMULA_SIGNS, Sheet, as_csv, as_xlsx, inert, plain
from tests.factories.seats import make_seat

PAYLOADS = (
    "=1+1",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "=HYPERLINK(1)",
)

#: What a file of XML can hold; a person cannot type the rest.
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_a_formula_stays_text_in_csv(payload: str) -> None:
    assert csv_of([[payload]])[4] == [f"'{payload}"]


@pytest.mark.parametrize("payload", [one for one in PAYLOADS if one.isprintable()])
def test_a_formula_stays_text_in_xlsx(payload: str) -> None:
    assert xlsx_of([[payload]])[4] == [payload]


@given(TEXT)
def test_any_text_comes_back_equal_and_inert_from_csv(text: str) -> None:
    cell = csv_of([[text]])[4][0]

    assert cell == inert(text)
    assert not cell.startswith(FORMULA_SIGNS)


def test_negative_amounts_stay_numbers() -> None:
    assert csv_of([[Decimal("-12.50"), -3]])[4] == ["-12.50", "-3"]
    assert xlsx_of([[Decimal("-12.50"), -3]])[4] == [-12.5, -3.0]


def test_values_are_written_as_a_person_reads_them() -> None:
    moment = dt.datetime(2023, 5, 4, 16, 30, tzinfo=dt.UTC)

    assert [plain(value) for value in (None, True, False, moment, dt.date(2023, 5, 4))] == [
        "",
        "是",
        "否",
        "2023-05-05 00:30",
        "2023-05-04",
    ]


def test_the_name_of_the_file_has_title_and_day() -> None:
    with clock.standing_at(dt.datetime(2023, 5, 4, tzinfo=dt.UTC)):
        answer = as_csv(seat(), sheet([]))

    expected = "attachment; filename*=utf-8''%E6%A1%88%E5%8D%B7_2023-05-04.csv"
    assert answer["Content-Disposition"] == expected


def test_more_rows_than_a_sheet_holds_are_refused_with_a_way_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(exports, "SHEET_CAPACITY", 2)

    with pytest.raises(InputError, match="导出 CSV"):
        as_xlsx(seat(), sheet([["a"], ["b"], ["c"]]))


def seat() -> Seat:
    return make_seat(Role.CLERK)


def sheet(rows: list[list[object]]) -> Sheet:
    return Sheet(title="案卷", conditions=(), head=["甲", "乙"], rows=rows)


def csv_of(rows: list[list[object]]) -> list[list[str]]:
    text = content_of(as_csv(seat(), sheet(rows))).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


def xlsx_of(rows: list[list[object]]) -> list[list[object]]:
    book = load_workbook(io.BytesIO(content_of(as_xlsx(seat(), sheet(rows)))))
    return [[cell for cell in row if cell != ""] for row in book.get_sheet_by_index(0).to_python()]


def content_of(answer: Any) -> bytes:
    content = b"".join(answer.streaming_content)
    getattr(answer, "file_to_stream", io.BytesIO()).close()
    return content
