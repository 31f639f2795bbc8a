"""The figures of a year as JSON, in the published shape."""

import json
from pathlib import Path

import jsonschema
import pytest

from fazhi.cli.main import main
from fazhi.outcomes.indicators.definitions import definitions
from fazhi.registers.staff.models import Authority

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs" / "commands"
SCHEMA = json.loads((DOCUMENTS / "figures.schema.json").read_text())


@pytest.mark.django_db
def test_figures_have_the_published_shape(
    authority: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Authority.objects.create(key=authority)

    code = main(["figures", "--year", "2023", "--json"])

    printed = json.loads(capsys.readouterr().out)
    jsonschema.validate(printed, SCHEMA)
    assert code == 0
    assert [figure["id"] for figure in printed] == list(definitions())


@pytest.mark.django_db
def test_an_unknown_authority_is_wrong_use(
    authority: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Authority.objects.create(key=authority)

    code = main(["figures", "--year", "2023", "--authority", "1"])

    assert code == 2
    assert capsys.readouterr().err == f"--authority：请写机关代码，已有：{authority}\n"


def test_the_published_example_has_the_published_shape() -> None:
    example = json.loads((DOCUMENTS / "figures.example.json").read_text())

    jsonschema.validate(example, SCHEMA)
