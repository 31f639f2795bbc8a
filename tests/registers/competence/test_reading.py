"""Files that users upload: both formats and encodings are read, whatever is doubtful is refused."""

import datetime as dt
import io
import zipfile

import pytest

from fazhi.kernel.errors import InputError
from fazhi.registers.competence.importing import reading
from fazhi.registers.competence.importing.reading import is_formula, read_sheet
from fazhi.registers.competence.importing.writing import write_sheet
from tests.factories.sheets import as_csv, as_xlsx, read_back

COLUMNS = ("编号", "名称")
ROWS = [{"编号": "1", "名称": "甲"}, {"编号": "2", "名称": "乙"}]


def reason_of(data: bytes) -> str:
    """Return why a file is refused."""
    with pytest.raises(InputError) as refusal:
        read_sheet(data, COLUMNS)
    return refusal.value.fields["file"]


@pytest.mark.parametrize(
    "data",
    [
        as_csv(ROWS),
        as_csv(ROWS, "utf-8-sig"),
        as_csv(ROWS, "gbk"),
        as_xlsx(ROWS),
        b"\r\n" + as_csv(ROWS),
        as_csv(ROWS).replace(b"\n", b"\n,\r\n", 1),
    ],
    ids=["utf-8", "utf-8 with mark", "gbk", "xlsx", "empty first line", "empty line"],
)
def test_every_usual_format_gives_the_same_rows(data: bytes) -> None:
    sheet = read_sheet(data, COLUMNS)

    assert [row.values for row in sheet.rows] == ROWS


def test_rows_are_numbered_as_the_sheet_numbers_them() -> None:
    sheet = read_sheet(as_csv([ROWS[0], {"编号": "", "名称": ""}, ROWS[1]]), COLUMNS)

    assert [row.number for row in sheet.rows] == [2, 4]


def test_numbers_and_days_of_a_workbook_are_written_as_in_a_table() -> None:
    rows = [{"编号": 330211004.0, "名称": 0.5}, {"编号": dt.date(2023, 1, 2), "名称": "甲"}]

    sheet = read_sheet(as_xlsx(rows), COLUMNS)

    assert [tuple(row.values.values()) for row in sheet.rows] == [
        ("330211004", "0.5"),
        ("2023-01-02", "甲"),
    ]


def test_formulas_are_named_by_their_cells() -> None:
    data = as_xlsx(ROWS, {"B2": "=1+1", "A3": "=B2"})

    assert reason_of(data) == "单元格 B2、A3 是公式。请复制后“粘贴为数值”再导入。"


def test_macros_are_refused() -> None:
    stream = io.BytesIO(as_xlsx(ROWS))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")

    assert reason_of(stream.getvalue()) == "文件含有宏。请另存为不含宏的 .xlsx 后再导入。"


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    stream = io.BytesIO(as_xlsx(ROWS))
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/large.bin", b"\0" * 61 * 1024 * 1024)

    assert reason_of(stream.getvalue()).startswith("文件过大")


def test_a_document_type_in_a_sheet_is_refused() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(as_xlsx(ROWS))) as good,
        zipfile.ZipFile(stream, "w") as archive,
    ):
        for part in good.infolist():
            content = good.read(part)
            if part.filename.endswith("sheet1.xml"):
                content = b'<!DOCTYPE a [<!ENTITY b "c">]>' + content
            archive.writestr(part.filename, content)

    assert reason_of(stream.getvalue()).startswith("文件损坏")


@pytest.mark.parametrize(
    ("data", "beginning"),
    [
        (b"\xd0\xcf\x11\xe0" + b"0" * 100, "这是旧版 .xls 文件。"),
        (b"PK\x03\x04" + b"0" * 100, "文件损坏"),
        ("编号,名称\n".encode("utf-16"), "文件编码不是"),
        (b"\x81\xff\xff", "文件编码不是"),
        (b"", "表格是空的。"),
        ("编号,名称\n".encode(), "表格是空的。"),
        ("编号\n1\n".encode(), "缺少列：名称。"),
        ("编号,名称,编号\n1,2,3\n".encode(), "列名重复：编号。"),
        ('编号,名称\n1,"2\n'.encode(), "文件损坏"),
    ],
)
def test_what_cannot_be_read_says_what_to_do(data: bytes, beginning: str) -> None:
    assert reason_of(data).startswith(beginning)


def test_files_and_tables_have_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "MOST_ROWS", 1)
    assert reason_of(as_csv(ROWS)).startswith("文件过大")

    monkeypatch.setattr(reading, "MOST_BYTES", 10)
    assert reason_of(as_csv(ROWS)).startswith("文件过大")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=1+1", True),
        ("@SUM(A1)", True),
        ("+cmd", True),
        ("-A1", True),
        ("-5", False),
        ("+5.5", False),
        ("5-10", False),
        ("对摆摊的处罚", False),
    ],
)
def test_texts_that_a_program_would_run_are_formulas(text: str, *, expected: bool) -> None:
    assert is_formula(text) is expected


def test_what_is_written_is_never_a_formula() -> None:
    data = write_sheet(["编号", "名称"], [["=1+1", 2]])

    assert read_back(data) == [{"编号": "=1+1", "名称": "2.0"}]
