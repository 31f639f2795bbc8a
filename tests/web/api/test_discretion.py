"""The API of discretion: the same answer as the page, in fields."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from fazhi.registers.competence.choices import TierLevel
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.competence import make_benchmark

pytestmark = pytest.mark.django_db


@pytest.fixture
def town() -> Town:
    town = make_town(fine_min_person=Decimal(100))
    make_benchmark(town.power, [(TierLevel.FIRST, 100, 250), (TierLevel.SECOND, 250, 400)])
    return town


def ask(client: Client, town: Town, query: str, status: int = 200) -> Any:
    """Ask about the item of the town."""
    with clock.standing_at(NOW):
        answer = client.get(f"/api/v1/powers/{town.power.code}/discretion?{query}")
    assert answer.status_code == status
    return answer.json()


def decided(town: Town) -> Case:
    """Decide on the spot, a fine of 100."""
    amount = Decimal(100)
    with clock.standing_at(NOW):
        (case,) = decide_on_the_spot(
            town.officer, [make_decision(town, fine=amount, notified_fine=amount)]
        )
    return case


def test_the_parts_come_with_ranges_and_provisions(
    town: Town, staff: Callable[..., Client]
) -> None:
    found = ask(
        staff(Role.CASE_REVIEWER),
        town,
        "party_kind=person&age=30&lighter=merit&lighter=removed_harm",
    )

    parts = {each["leniency"]: each for each in found["parts"]}
    assert {name: each["is_open"] for name, each in parts.items()} == {
        "ordinary": False,
        "lighter": True,
        "mitigated": True,
        "heavier": False,
    }
    assert [Decimal(end) for end in parts["lighter"]["ranges"][0].values()] == [100, 250]
    assert parts["mitigated"]["ranges"][0]["minimum"] is None
    assert parts["ordinary"]["ranges"] == []
    assert parts["ordinary"]["ground"]["rule"] == "PEN-011"
    assert parts["ordinary"]["ground"]["provisions"] == ["《行政处罚法》第三十二条"]
    assert [each["may_apply"] for each in found["tiers"]] == [True, False]
    assert (found["edition"], found["edition_ground"]["rule"]) == ("of_the_decision", "PEN-016")


def test_what_is_spared_is_a_duty_or_a_choice(town: Town, staff: Callable[..., Client]) -> None:
    query = "party_kind=person&age=13&is_first=true&was_corrected_in_time=true&harm=slight"

    found = ask(staff(Role.CASE_REVIEWER), town, query)

    assert [(each["kind"], each["is_duty"]) for each in found["no_penalty"]] == [
        ("below_the_age", True),
        ("first_and_corrected", False),
    ]


def test_similar_decisions_are_for_those_who_read_cases(
    town: Town, staff: Callable[..., Client]
) -> None:
    case = decided(town)

    reader = ask(staff(Role.CASE_REVIEWER), town, "party_kind=person")["similar"]
    other = ask(staff(Role.DISPATCHER, username="other"), town, "party_kind=person")["similar"]

    assert (reader["count"], Decimal(reader["median"]), reader["cases"]) == (
        1,
        100,
        [case.dossier.public_id],
    )
    assert other is None


@pytest.mark.parametrize(
    "query",
    [
        "",
        "party_kind=ghost",
        "party_kind=person&age=131",
        "party_kind=person&acted_on=2026-03-11",
        "party_kind=person&acted_on=1900-01-01",
    ],
)
def test_what_cannot_be_asked_is_refused(
    town: Town, staff: Callable[..., Client], query: str
) -> None:
    ask(staff(Role.CASE_REVIEWER), town, query, status=422)
