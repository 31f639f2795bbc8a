"""`fazhi calendar` shows a year in the published shape, or says that its notice is missing."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from fazhi.cli.main import main

DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands"


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "zh")


@pytest.mark.parametrize("year", range(2020, 2027))
def test_every_year_has_the_published_shape(year: int, capsys: pytest.CaptureFixture[str]) -> None:
    schema = json.loads((DOCS / "calendar.schema.json").read_text(encoding="utf-8"))

    assert main(["calendar", str(year), "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(printed)] == []
    assert printed["working_days"] == sum(day["is_working_day"] for day in printed["days"])
    assert len({day["day"] for day in printed["days"]}) == (366 if year % 4 == 0 else 365)


def test_the_published_example_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    example = json.loads((DOCS / "calendar.example.json").read_text(encoding="utf-8"))

    assert main(["calendar", "2026", "--json"]) == 0

    assert json.loads(capsys.readouterr().out) == example


def test_the_months_mark_holidays_and_make_up_days(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calendar", "2026"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "2026 年：248 个工作日（休：放假，班：调休上班）"
    assert lines[1] == ("依据：《国务院办公厅关于2026年部分节假日安排的通知》国办发明电〔2025〕7号")
    february = lines.index("2026-02　16 个工作日")
    assert lines[february + 1 : february + 7] == [
        "周一  周二  周三  周四  周五  周六  周日",
        "                                    1",
        "2     3     4     5     6     7     8",
        "9     10    11    12    13    14班  15休",
        "16休  17休  18休  19休  20休  21休  22休",
        "23休  24    25    26    27    28班",
    ]


@pytest.mark.parametrize("year", ["2019", "2027", "0"])
def test_a_year_without_its_notice_is_a_finding(
    year: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["calendar", year])

    printed = capsys.readouterr()
    assert (code, printed.out) == (1, "")
    assert printed.err == (
        f"日历中没有《国务院办公厅关于{year}年部分节假日安排的通知》，{year} 年的工作日无法计算\n"
    )
