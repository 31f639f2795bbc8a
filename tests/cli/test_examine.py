"""`fazhi examine` judges a timeline in the published shape, and says in words what is wrong."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from fazhi.cli.examine_format import format_of_timelines
from fazhi.cli.main import main

DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands"
EXAMPLES = sorted((DOCS / "examples" / "examine").glob("*.yaml"))
SHORT = """\
violation: { ended_on: 2026-03-01 }
acts:
  - { act: case_filing, at: 2026-03-02 09:00 }
"""


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "zh")


def validator() -> Draft202012Validator:
    schema = json.loads((DOCS / "examine.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_an_example_has_its_expected_findings_in_the_published_shape(
    example: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    expected = json.loads(example.with_suffix(".expected.json").read_text(encoding="utf-8"))

    code = main(["examine", str(example), "--json"])

    printed: Any = json.loads(capsys.readouterr().out)
    keys = ("rule", "severity", "act", "day")
    findings = [{key: each[key] for key in keys} for each in printed["findings"]]
    assert [error.message for error in validator().iter_errors(printed)] == []
    assert {"score": printed["score"], "findings": findings} == expected
    assert code == any(each["severity"] == "refuse" for each in findings)


def test_several_files_are_a_list_and_the_gravest_code_counts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = main(["examine", "--json", *map(str, EXAMPLES)])

    printed: Any = json.loads(capsys.readouterr().out)
    assert (code, len(printed)) == (1, 10)
    assert [error.message for error in validator().iter_errors(printed)] == []


def test_a_period_in_hours_has_the_published_shape(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "urgent.yaml"
    file.write_text(SHORT + "  - { act: measure, at: 2026-03-03 09:00, is_urgent: true }\n")

    main(["examine", "--json", str(file)])

    printed: Any = json.loads(capsys.readouterr().out)
    assert [error.message for error in validator().iter_errors(printed)] == []


def test_a_clerk_reads_what_is_wrong_and_what_to_do(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["examine", str(DOCS / "examples" / "examine" / "on_the_spot_201.yaml")])

    lines = capsys.readouterr().out.splitlines()
    assert code == 1
    assert lines[1:5] == [
        "评查得分：90",
        "",
        "【应当拒绝】2026-03-10 当场作出处罚决定：罚款 201 元，超过对公民当场处罚的上限 200 元。",
        "    依据：《行政处罚法》第五十一条（SIM-001）。下一步：改用普通程序立案办理。",
    ]


def test_a_file_without_fault_says_so_in_english(capsys: pytest.CaptureFixture[str]) -> None:
    code = main(
        ["examine", "--language", "en", str(DOCS / "examples" / "examine" / "good_hearing.yaml")]
    )

    assert (code, capsys.readouterr().out.splitlines()[3]) == (0, "19 acts, no fault found.")


def test_a_timeline_comes_by_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SHORT.encode())))

    code = main(["examine", "-", "--json"])

    assert (code, json.loads(capsys.readouterr().out)["file"]) == (0, "-")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (SHORT.replace("case_filing", "dance"), "line 3, acts[0].act：是“dance”，只能是 "),
        ("violation:\n\tended_on: x\n", "line 2：YAML 写法有误"),
        (SHORT + "jurisdiction: nowhere\n", "没有适用地域“nowhere”"),
    ],
)
def test_what_cannot_be_read_is_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: str, said: str
) -> None:
    file = tmp_path / "case.yaml"
    file.write_text(content)

    code = main(["examine", str(file)])

    assert (code, said in capsys.readouterr().err) == (2, True)


def test_a_large_file_a_missing_file_and_no_file_are_wrong_use(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    large = tmp_path / "large.yaml"
    large.write_bytes(b"#" * 10_000_000)

    codes = [
        main(["examine", str(large)]),
        main(["examine", str(tmp_path / "none.yaml")]),
        main(["examine"]),
    ]

    said = capsys.readouterr().err
    assert codes == [2, 2, 2]
    assert [word in said for word in ("太大了", "none.yaml：读不了", "请写明文件")] == [True] * 3


def test_another_place_may_be_asked(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["examine", str(EXAMPLES[0]), "--place", "nowhere"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_page_lists_every_act_and_particular_that_there_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = (DOCS / "examine.md").read_text(encoding="utf-8")

    main(["examine", "--acts"])

    printed = capsys.readouterr().out
    assert printed.strip() == format_of_timelines()
    assert page.endswith(printed)
