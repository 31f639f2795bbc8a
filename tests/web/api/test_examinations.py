"""The API of examinations: the same as the command prints, from the same mapping in JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client

from fazhi.cli.main import main
from fazhi.kernel.choices import Role

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[3] / "docs" / "commands" / "examples" / "examine"
EXAMPLES = sorted(FOLDER.glob("*.yaml"))


def ask(client: Client, body: object) -> Any:
    return client.post(
        "/api/v1/examinations", json.dumps(body, default=str), content_type="application/json"
    )


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.stem)
def test_a_timeline_in_json_is_answered_as_the_command_prints_it(
    example: Path, staff: Callable[..., Client], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["examine", "--json", str(example)])
    printed = json.loads(capsys.readouterr().out)

    answer = ask(staff(Role.CASE_REVIEWER), yaml.safe_load(example.read_text(encoding="utf-8")))

    assert answer.status_code == 200
    assert answer.json() == {**printed, "file": "timeline"}


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"violation": {"ended_on": "2026-03-01"}, "acts": [{"act": "dance"}]}, "acts[0].act"),
        ({"violation": {"ended_on": "soon"}, "acts": [{}]}, "violation.ended_on"),
        ({"violation": {"ended_on": "2026-03-01"}, "acts": []}, "acts"),
        (
            {
                "violation": {"ended_on": "2026-03-01"},
                "acts": [{"act": "case_filing", "at": "2026-03-02"}],
                "jurisdiction": "nowhere",
            },
            "",
        ),
    ],
)
def test_what_cannot_be_read_is_named_by_its_key(
    body: object, field: str, staff: Callable[..., Client]
) -> None:
    answer = ask(staff(Role.OPERATOR), body)

    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, [field])


def test_an_officer_does_not_examine(staff: Callable[..., Client]) -> None:
    answer = ask(staff(Role.OFFICER), {"violation": {}, "acts": [{}]})

    assert answer.status_code == 403
