"""The frame of the command: help, languages, exit codes, and a start without the framework."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fazhi.cli.main import COMMANDS, main
from fazhi.cli.parsing import in_chinese


@pytest.fixture(autouse=True)
def _no_language_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FAZHI_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.setenv(name, "")


def test_help_names_every_command_in_both_languages(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["--help"])

    shown = " ".join(capsys.readouterr().out.split())
    assert stopped.value.code == 0
    assert [(zh in shown, en in shown) for zh, en in _summaries()] == [(True, True)] * len(COMMANDS)


@pytest.mark.parametrize(
    ("words", "greeting"),
    [
        (["--language", "zh", "--help"], "法治：街道办事处的办案系统\n\n"),
        (["--language=en", "--help"], "Fazhi: the working system of a sub-district office\n\n"),
    ],
)
def test_the_language_of_help_can_be_chosen(
    words: list[str], greeting: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        main(words)

    assert greeting in capsys.readouterr().out


def test_the_locale_chooses_the_language(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LANG", "en_GB.UTF-8")

    with pytest.raises(SystemExit):
        main(["calendar"])

    assert capsys.readouterr().err == (
        "Wrong use: the following arguments are required: YEAR\nFor help: fazhi calendar --help\n"
    )


@pytest.mark.parametrize("words", [[], ["nonsense"], ["calendar", "MMXXIII"], ["calendar"]])
def test_wrong_use_exits_with_2(words: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(words)

    assert stopped.value.code == 2


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("the following arguments are required: --year", "缺少：--year"),
        ("argument --year: expected one argument", "--year 后面要写一个值"),
        ("argument --year: invalid int value: 'x'", "--year 的值 'x' 读不懂"),
        ("unrecognized arguments: --what", "不认识的参数：--what"),
        ("something new", "something new"),
    ],
)
def test_complaints_of_the_parser_are_said_in_chinese(english: str, chinese: str) -> None:
    assert in_chinese(english) == chinese


def test_a_question_to_the_law_starts_without_the_framework() -> None:
    script = (
        "import sys; from fazhi.cli.main import main; main(['calendar', '2023', '--json']);"
        "sys.exit('django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False)

    assert done.returncode == 0


def _summaries() -> list[tuple[str, str]]:
    return [(summary.zh, summary.en) for _, _, summary in COMMANDS]


@pytest.mark.parametrize("words", [["verify"], ["figures", "--year", "2023", "--json"]])
def test_a_database_that_does_not_open_is_said_in_words(words: list[str], tmp_path: Path) -> None:
    database = tmp_path / "nowhere" / "fazhi.sqlite3"
    environment = {**os.environ, "FAZHI_DATABASE_URL": f"sqlite:///{database}"}
    environment |= {"DJANGO_SETTINGS_MODULE": "fazhi.config.settings", "FAZHI_LANGUAGE": "en"}

    done = subprocess.run(
        [sys.executable, "-m", "fazhi.cli.main", *words],
        env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip() == (
        "The database cannot be used (unable to open database file). Look at FAZHI_DATABASE_URL "
        "and FAZHI_HOME, then run fazhi install."
    )
