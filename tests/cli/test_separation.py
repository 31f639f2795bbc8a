"""The report of the separation of duties as JSON, in the published shape."""

import json
from pathlib import Path

import jsonschema
import pytest

from fazhi.cli.main import main
from fazhi.law.rules.separation import PAIRS
from fazhi.registers.staff.models import Authority
from tests.factories.ordinary import make_ordinary_case, make_squad
from tests.proceedings.supervision.test_separation import sign

DOCUMENTS = Path(__file__).resolve().parents[2] / "docs" / "commands"
SCHEMA = json.loads((DOCUMENTS / "separation.schema.json").read_text())


@pytest.mark.django_db
def test_a_breach_has_the_published_shape(capsys: pytest.CaptureFixture[str]) -> None:
    squad = make_squad()
    sign(make_ordinary_case(squad, until="decision"), "legality_review", squad.handlers[0])

    code = main(["separation", "--json"])

    printed = json.loads(capsys.readouterr().out)
    jsonschema.validate(printed, SCHEMA)
    assert (code, len(printed["found"])) == (1, 1)
    assert [each["id"] for each in printed["pairs"]] == [pair.id for pair in PAIRS]


@pytest.mark.django_db
def test_an_unknown_authority_is_wrong_use(
    authority: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Authority.objects.create(key=authority)

    assert main(["separation", "--authority", "1"]) == 2
    assert capsys.readouterr().err == f"--authority：请写机关代码，已有：{authority}\n"


def test_the_published_example_has_the_published_shape() -> None:
    example = json.loads((DOCUMENTS / "separation.example.json").read_text())

    jsonschema.validate(example, SCHEMA)
