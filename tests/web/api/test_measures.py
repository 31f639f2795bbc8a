"""The API of measures: proposed, taken in lists, read back, refused with article and next step."""

import json
from dataclasses import asdict
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.proceedings.compulsory_measures.inputs import MeasureStepInput
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureStep
from tests.factories.accounts import sign_in_client
from tests.factories.measures import make_measure, make_step, propose_measure
from tests.factories.ordinary import make_ordinary_case, make_squad, moment

pytestmark = pytest.mark.django_db

_ADDRESS = "/api/v1/measures"


def client_of(seat: Seat) -> Client:
    """Return the client of the person who sits there."""
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def post(seat: Seat, address: str, body: object) -> Any:
    """Send a body to an address of measures."""
    text = json.dumps(body, default=str)
    return client_of(seat).post(f"{_ADDRESS}/{address}", text, content_type="application/json")


def body_of(measure: CompulsoryMeasure, given: MeasureStepInput) -> dict[str, Any]:
    """Return a step as a device sends it."""
    return {
        "key": given.key,
        "measure": measure.dossier.public_id,
        "step": given.step,
        "happened_at": given.happened_at.isoformat(),
        "says": dict(given.says),
        "officers": list(given.officer_ids),
        "items": [asdict(each) for each in given.items],
    }


def test_a_measure_is_proposed_and_read_back() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="case_filing")
    body = {
        "key": "a key of a measure", "case": case.dossier.public_id, "kind": "sealing",
        "basis": {"instrument": "演示条例", "kind": "statute", "article": 3, "gives": True},
        "reasons": "多次劝离不改。", "is_urgent": True,
    }  # fmt: skip

    with clock.standing_at(moment(1, 11)):
        made = post(squad.host, "proposals", body)
        again = post(squad.host, "proposals", [body])
        shown = client_of(squad.head).get(f"{_ADDRESS}/{made.json()[0]['id']}").json()

    assert (made.status_code, again.json()) == (201, made.json())
    assert (shown["kind"], shown["status"], shown["owed"]) == ("sealing", "ready", ["measure"])


def test_steps_are_taken_in_a_list_all_or_none() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    approval = body_of(measure, make_step(squad, measure, "approval"))
    lifting = body_of(measure, make_step(squad, measure, "lifting"))

    with clock.standing_at(moment(27, 9)):
        refused = post(squad.head, "steps", [approval, lifting])
        left = MeasureStep.objects.count()
        taken = post(squad.head, "steps", [approval])

    assert (refused.status_code, left, taken.status_code) == (422, 0, 201)


def test_a_refusal_names_rule_article_reason_and_next_step() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    given = make_step(squad, measure, "measure", is_delivered=None)

    with clock.standing_at(given.happened_at):
        answer = post(squad.host, "steps", body_of(measure, given))

    (said,) = answer.json()["error"]["answers"]
    assert (answer.status_code, said["rule"], said["provisions"]) == (
        422, "COE-005", ["《行政强制法》第二十四条第一款"],
    )  # fmt: skip
    assert said["next_step"]["zh"] == "当场交付；当事人拒收的，由见证人见证并记明。"


@pytest.mark.parametrize(
    ("flag", "value"),
    [("is_related", False), ("is_daily_necessity", True), ("is_sealed_by_another", True)],
)
def test_what_may_not_be_taken_is_refused_line_by_line(flag: str, *, value: bool) -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval")
    given = make_step(squad, measure, "measure")
    body = body_of(measure, given)
    body["items"][1][flag] = value

    with clock.standing_at(given.happened_at):
        answer = post(squad.host, "steps", body)

    assert answer.status_code == 422
    assert "COE-004" in answer.content.decode()


def test_a_file_tells_what_is_held_and_what_is_owed() -> None:
    squad = make_squad()
    measure = make_measure(squad, "approval", "measure", "lifting")

    shown = client_of(squad.host).get(f"{_ADDRESS}/{measure.dossier.public_id}").json()

    assert (shown["held"], shown["unreturned"], shown["owed"]) == ([], [1, 2], ["return_of_items"])
    assert [each["step"] for each in shown["steps"]] == ["approval", "measure", "lifting"]
    assert shown["steps"][1]["documents"] == [measure.number]


def test_a_particular_that_nobody_knows_is_named() -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    body = body_of(measure, make_step(squad, measure, "approval"))

    with clock.standing_at(moment(1, 12)):
        answer = post(squad.head, "steps", body | {"says": {"nonsense": 1}})

    assert answer.status_code == 422
    assert "says.nonsense" in answer.content.decode()


@pytest.mark.parametrize("count", [0, 201])
def test_a_batch_has_its_bounds(count: int) -> None:
    squad = make_squad()
    measure = propose_measure(squad)
    body = body_of(measure, make_step(squad, measure, "approval"))

    answer = post(squad.head, "steps", [body] * count)

    assert answer.status_code == 422
