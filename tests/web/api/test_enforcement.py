"""Enforcement through the API: opened, taken in lists, refused with article, read back."""

import json
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.enforcement_file import EnforcementWay
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from tests.factories.enforcement import (
    at,
    make_enforcement,
    make_other,
    make_unpaid_case,
    signer_of,
    take,
)
from tests.factories.ordinary import Squad, make_squad
from tests.web.console.test_enforcement_pages import client_of

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/compulsory-enforcement"


def send(seat: Seat, path: str, body: Any, day: str) -> Any:
    """Send a body at 15 o'clock of a day."""
    with clock.standing_at(at(day, 15)):
        client: Client = client_of(seat)
        return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def step(row: CompulsoryEnforcement, name: str, day: str, **says: object) -> dict[str, Any]:
    """Return the body of a step."""
    moment = at(day, 10).isoformat()
    return {
        "key": f"api-{name}-{day}", "enforcement": row.public_id, "step": name,
        "happened_at": moment, "says": says,
    }  # fmt: skip


def test_a_file_is_opened_and_read_back_with_its_windows() -> None:
    squad = make_squad()
    case = make_unpaid_case(squad)
    body = [{"key": "api-opening", "case": case.dossier.public_id}]

    opened = send(squad.host, "", body, "2026-04-15")
    with clock.standing_at(at("2026-04-16")):
        shown = client_of(squad.host).get(f"{ROOT}/{opened.json()[0]['id']}").json()
        listed = client_of(squad.host).get(ROOT).json()

    assert opened.status_code == 201
    assert [(each["name"], each["due_on"]) for each in shown["windows"]] == [
        ("latest_demand", "2026-12-13"), ("court_application", "2026-12-28"),
    ]  # fmt: skip
    assert shown["next"] == "demand"
    assert [each["number"] for each in listed] == [opened.json()[0]["number"]]


def test_steps_are_taken_in_a_list_or_not_at_all() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    good = step(row, "demand", "2026-10-09", due_on="2026-10-20")
    bad = step(row, "demand", "2026-10-08", due_on="2026-10-07")

    refused = send(squad.host, "/steps", [good, bad], "2026-10-09")
    taken = send(squad.host, "/steps", [good], "2026-10-09")

    assert (refused.status_code, taken.status_code) == (422, 201)
    assert taken.json()[0]["document"] == "测综执催字〔2026〕第0001号"


@pytest.mark.parametrize(
    ("way", "before", "name", "day", "says", "rule"),
    [
        (EnforcementWay.COURT_APPLICATION, ["demand"], "court_enforcement_application",
         "2026-10-22", {"is_competent_court": True}, "COE-023"),
        (EnforcementWay.DEMOLITION, [], "demolition", "2026-02-18", {}, "COE-017"),
        (EnforcementWay.COMPULSORY_ENFORCEMENT, [], "enforcement", "2026-10-22",
         {"cut_supply": "water", "is_for_residents": True}, "COE-016"),
    ],
)  # fmt: skip
def test_what_the_law_forbids_is_refused_with_rule_and_article(
    way: EnforcementWay, before: list[str], name: str, day: str, says: dict[str, Any], rule: str
) -> None:
    squad = make_squad()
    is_money = way is EnforcementWay.COURT_APPLICATION
    row = make_enforcement(squad) if is_money else make_other(squad, way)
    for each in before:
        take(squad, row, each, "2026-10-09", due_on="2026-10-20")

    answer = send(
        signer_of(squad, row, name), "/steps", [step(row, name, day, **says)], "2026-10-22"
    )

    refused = {each["rule"]: each for each in answer.json()["error"]["answers"]}
    assert answer.status_code == 422
    assert refused[rule]["provisions"]
    assert refused[rule]["next_step"]


def test_what_cannot_be_read_names_its_particular() -> None:
    squad = make_squad()
    row = make_enforcement(squad)

    answer = send(
        squad.host, "/steps", [step(row, "demand", "2026-10-09", due_on="soon")], "2026-10-09"
    )

    assert answer.status_code == 422
    assert list(answer.json()["error"]["fields"]) == ["says.due_on"]


def test_a_file_is_led_another_way_and_closed() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "termination", "2026-04-20")

    way = {"way": "compulsory_enforcement", "reason": "改由本机关执行"}
    moved = send(squad.leader, f"/{row.public_id}/way", way, "2026-04-21")
    closed = send(squad.leader, f"/{row.public_id}/closure", {"note": "标的灭失"}, "2026-04-21")
    again = send(squad.leader, f"/{row.public_id}/closure", {}, "2026-04-21")

    assert (moved.json()["way"], closed.json()["status"]) == ("compulsory_enforcement", "closed")
    assert again.status_code == 409


def test_of_a_squad_only_its_own_people_see_the_file() -> None:
    squad: Squad = make_squad()
    row = make_enforcement(squad)

    with clock.standing_at(at("2026-04-16")):
        answer = Client().get(f"{ROOT}/{row.public_id}")

    assert answer.status_code == 401
