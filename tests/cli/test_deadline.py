"""`fazhi deadline` answers in the published shape, and explains itself or refuses in words."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from fazhi.cli.main import main
from fazhi.law.jurisdiction import Jurisdiction, load_law

DOCS = Path(__file__).resolve().parents[2] / "docs" / "commands"
ANSWERS = [
    ("PAY --from 2026-02-05", {"due_on": "2026-02-24", "warn_on": None}),
    ("SEIZE --from 2026-01-20", {"due_on": "2026-02-19", "warn_on": "2026-02-14"}),
    ("SEIZE --from 2026-01-20 --extend", {"due_on": "2026-03-21", "warn_on": "2026-03-20"}),
    ("SEIZE --from 2026-03-02 --pause 2026-03-10..2026-03-19", {"due_on": "2026-04-11"}),
    (
        "SEIZE --from 2026-03-02 --pause 2026-03-10..2026-03-11 --pause 2026-03-20..2026-03-20",
        {"due_on": "2026-04-04"},
    ),
    (
        "HEAR_REQUEST --from 2025-09-29",
        {
            "due_on": "2025-10-13",
            "counted": ["2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11", "2025-10-13"],
        },
    ),
    ("SEIZE_REPORT --from 2026-02-14T22:30", {"due_at": "2026-02-15T22:30", "warn_on": None}),
    (
        "PEN_PRESERVE --from 2026-12-28",
        {
            "due_on": None,
            "provisional": True,
            "earliest_on": "2027-01-04",
            "because": [
                "《行政处罚法》第五十六条",
                "《行政处罚法》第八十五条",
                "《国务院办公厅关于2027年部分节假日安排的通知》尚未载入日历，最后一日暂不能确定",
            ],
        },
    ),
]
REFUSALS = [
    ("", "请写明规则和起算之日"),
    ("PAY", "请写明规则和起算之日"),
    ("NOTHING --from 2026-02-05", "没有期限规则“NOTHING”"),
    ("PAY --from 2026-02-30", "“2026-02-30”不是日期"),
    ("PAY --from 9999-12-31", "“9999-12-31”不是日期"),
    ("PAY --from 2026-02-05T25:00", "“2026-02-05T25:00”不是日期"),
    ("PAY --from 2021-07-14", "2021-07-14 没有有效的期限规则"),
    ("PAY --from 2026-02-05 --extend", "“缴纳罚款”没有延长的规定"),
    ("PAY --from 2026-02-05 --pause 2026-02-06..2026-02-07", "“缴纳罚款”不能扣除期间"),
    ("SEIZE --from 2026-01-20 --pause 2026-01-22", "应当写成 2026-03-02..2026-03-06"),
    ("SEIZE --from 2026-01-20 --pause 2026-01-22..soon", "“2026-01-22..soon”不是日期"),
    ("SEIZE --from 2026-01-20 --pause 2026-01-19..2026-01-22", "在起算日之前开始"),
    ("SEIZE_REPORT --from 2026-02-14", "须写明时间"),
    ("PUB_OTHER --from 2019-06-03", "日历中没有《国务院办公厅关于2019年部分节假日安排的通知》"),
    ("PAY --from 2026-02-05 --place nowhere", "没有适用地域“nowhere”"),
]


@pytest.fixture(autouse=True)
def _chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "zh")


def validator(name: str) -> Draft202012Validator:
    schema = json.loads((DOCS / f"{name}.schema.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=FormatChecker())


def answer(words: str, capsys: pytest.CaptureFixture[str]) -> Any:
    assert main(["deadline", *words.split(), "--json"]) == 0
    return json.loads(capsys.readouterr().out)


@pytest.mark.parametrize(("words", "expected"), ANSWERS)
def test_an_answer_has_the_published_shape(
    words: str, expected: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = answer(words, capsys)

    assert [error.message for error in validator("deadline").iter_errors(printed)] == []
    assert printed["rule"] == words.partition(" ")[0]
    assert {key: printed[key] for key in expected} == expected


def test_every_rule_answers_in_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    names = sorted(load_law().jurisdiction.deadlines)

    printed = [answer(f"{name} --from 2026-09-01T09:30", capsys) for name in names]

    errors = [
        error.message for each in printed for error in validator("deadline").iter_errors(each)
    ]
    assert errors == []
    assert [each["rule"] for each in printed] == names


@pytest.mark.parametrize(
    "broken",
    [
        {"due_at": "2026-02-15T22:30"},
        {"due_on": None},
        {"provisional": True},
        {"earliest_on": "2026-02-19"},
        {"surplus": 1},
        {"because": []},
        {"due_on": "19 February"},
    ],
)
def test_the_published_shape_refuses_what_contradicts_itself(
    broken: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    printed = answer("SEIZE --from 2026-01-20", capsys)

    assert not validator("deadline").is_valid(printed | broken)


def test_the_published_example_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str],
) -> None:
    example = json.loads((DOCS / "deadline.example.json").read_text(encoding="utf-8"))

    assert answer("SEIZE --from 2026-01-20 --extend", capsys) == example


@pytest.mark.parametrize(
    "words",
    [
        ["PAY", "--from", "2026-02-05", "--language", "zh"],
        ["HEAR_REQUEST", "--from", "2025-09-29", "--language", "en"],
    ],
)
def test_the_page_of_the_command_shows_what_it_prints(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    page = (DOCS / "deadline.md").read_text(encoding="utf-8")

    assert main(["deadline", *words]) == 0

    printed = capsys.readouterr().out.splitlines()
    assert "\n".join(f"    {line}".rstrip() for line in printed) in page


@pytest.mark.parametrize(("words", "sentence"), REFUSALS)
def test_wrong_use_is_refused_with_a_sentence(
    words: str, sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(["deadline", *words.split()])

    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert sentence in printed.err


def test_a_refusal_speaks_english_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FAZHI_LANGUAGE", "en")

    assert main(["deadline", "PAY", "--from", "2026-02-05", "--extend"]) == 2

    assert capsys.readouterr().err == "The law knows no extension of “Pay the fine”\n"


def test_a_broken_file_of_law_is_a_finding(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "city").mkdir()
    (tmp_path / "city" / "jurisdiction.yaml").write_text("label: 本市\n", encoding="utf-8")
    monkeypatch.setattr(
        "fazhi.cli.deadline.load_law", lambda name: Jurisdiction.load(name, tmp_path)
    )

    code = main(["deadline", "PAY", "--from", "2026-02-05", "--place", "city"])

    assert code == 1
    assert capsys.readouterr().err == "city/jurisdiction.yaml label_en：缺少这一项\n"


def test_the_list_has_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "--list", "--json"]) == 0

    printed = json.loads(capsys.readouterr().out)
    assert [error.message for error in validator("deadline-list").iter_errors(printed)] == []
    assert [rule["rule"] for rule in printed] == sorted(load_law().jurisdiction.deadlines)


def test_the_list_shows_one_line_for_each_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "--list"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(load_law().jurisdiction.deadlines)
    shown = dict(line.split(maxsplit=1) for line in lines)
    assert shown["SEIZE"] == "查封、扣押的期限：30 日，可延长 30 日（查封、扣押之日）"
    assert shown["HEAR_NOTICE"] == "通知听证的时间、地点：7 个工作日前（举行听证之日）"
    assert shown["NORM_REVIEW_MIN"] == (
        "规范性文件合法性审核：至少 5 个工作日，至多 15 个工作日（送审之日）"
    )


def test_hours_are_explained_by_their_moments(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "SEIZE_REPORT", "--from", "2026-02-14T22:30"]) == 0

    assert capsys.readouterr().out.splitlines()[-2:] == [
        "最迟：2026-02-15 22:30",
        "提醒：2026-02-15 18:30",
    ]


def test_a_provisional_answer_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "PEN_PRESERVE", "--from", "2026-12-28"]) == 0

    lines = capsys.readouterr().out.splitlines()
    assert "2027-01-04  周一  尚未公布     最早可能的最后一日" in lines
    assert lines[-2:] == [
        "暂定不早于：2027-01-04（周一）",
        "《国务院办公厅关于2027年部分节假日安排的通知》尚未载入日历，最后一日暂不能确定",
    ]


def test_a_text_that_was_not_read_is_said_to_only_warn(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["deadline", "HEAR_NOTICE", "--from", "2025-10-27"]) == 0
    read = capsys.readouterr().out
    assert main(["deadline", "NORM_REVIEW_MIN", "--from", "2026-03-02"]) == 0
    unread = capsys.readouterr().out

    sentence = "该期限的条文尚未核对原文，仅作提示。"
    assert (sentence in read, sentence in unread) == (False, True)
    assert read.splitlines()[-1] == "最宽的读法：2025-10-16（周四）"
