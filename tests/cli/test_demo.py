"""The demonstration: what cannot be played is said before anything is made; bars tell the rest."""

from pathlib import Path

import pytest
from django.conf import settings

from fazhi.cli.demo import Bars
from fazhi.cli.main import main


def test_an_unknown_scenario_is_wrong_use_and_makes_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(settings, "SECRETS_ROOT", tmp_path / "secrets")

    code = main(["demo", "--scenario", "nowhere"])

    assert code == 2
    assert capsys.readouterr().err[:13] == "没有场景“nowhere”"
    assert list(tmp_path.iterdir()) == []


def test_each_part_of_a_play_has_its_bar(capsys: pytest.CaptureFixture[str]) -> None:
    with Bars() as show:
        for part in ("first", "second"):
            for done in (1, 2):
                show(part, done, 2)

    lines = [line for line in capsys.readouterr().err.split("\n") if "100%" in line]
    assert [line.rpartition("\r")[2].partition(":")[0] for line in lines] == ["first", "second"]
