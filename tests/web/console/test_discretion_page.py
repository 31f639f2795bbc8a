"""The calculator of discretion, and the range on the page of an item."""

import datetime as dt
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.registers.competence.choices import BenchmarkUnit, TierLevel
from fazhi.registers.places.versions import touch
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.competence import make_benchmark, make_power
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]

PAGE_STATEMENTS = 25
TIERS = [
    (TierLevel.FIRST, 100, 250),
    (TierLevel.SECOND, 250, 400),
    (TierLevel.THIRD, 400, 500),
]


@pytest.fixture
def town() -> Town:
    town = make_town(fine_min_person=Decimal(100))
    make_benchmark(town.power, TIERS, party_kind="person")
    return town


@pytest.fixture
def reviewer(staff: Staff) -> Client:
    return staff(Role.CASE_REVIEWER)


def asked(client: Client, town: Town, **given: object) -> str:
    """Return the page of the calculator under some circumstances."""
    with clock.standing_at(NOW):
        answer = client.get(f"/competence/{town.power.code}/discretion/", given)
    assert answer.status_code == 200
    return answer.content.decode()


def decided(town: Town, fine: int) -> None:
    """Decide on the spot, each fine for an act of its own minute."""
    amount, acted_at = Decimal(fine), NOW - dt.timedelta(minutes=fine)
    given = make_decision(town, fine=amount, notified_fine=amount, happened_at=acted_at)
    with clock.standing_at(NOW):
        decide_on_the_spot(town.officer, [given])


def test_the_form_is_shown_before_anything_is_asked(town: Town, reviewer: Client) -> None:
    words = asked(reviewer, town)

    assert "主动消除或者减轻危害后果" in words
    assert "法定幅度：" not in words


def test_a_ground_opens_the_lower_parts_and_closes_the_others_each_with_its_article(
    town: Town, reviewer: Client
) -> None:
    words = asked(reviewer, town, party_kind="person", age=30, lighter="removed_harm")

    assert "0—99.99 元" in words
    assert "100—250 元" in words
    assert words.count("250—400 元") == 1  # in the benchmark, not in the range
    assert "《行政处罚法》第三十二条" in words


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"age": 13}, "不满 14 周岁，不予行政处罚"),
        ({"lacks_capacity": "on"}, "不能辨认或者不能控制自己的行为"),
        (
            {"is_slight": "on", "was_corrected_in_time": "on", "harm": "none"},
            "没有造成危害后果，不予行政处罚",
        ),
        ({"is_faultless": "on"}, "没有主观过错，不予行政处罚"),
        (
            {"is_first": "on", "was_corrected_in_time": "on", "harm": "slight"},
            "可以不予行政处罚",
        ),
    ],
)
def test_the_ways_to_spare_the_act_are_named(
    town: Town, reviewer: Client, given: dict[str, object], sentence: str
) -> None:
    assert sentence in asked(reviewer, town, party_kind="person", **given)


def test_a_choice_is_not_offered_beside_a_duty(town: Town, reviewer: Client) -> None:
    first = {"is_first": "on", "was_corrected_in_time": "on", "harm": "slight"}

    words = asked(reviewer, town, party_kind="person", age=13, **first)

    assert "应当不予处罚" in words
    assert "可以不予处罚，先考虑" not in words


def test_the_text_of_the_act_applies_where_it_was_lighter(town: Town, reviewer: Client) -> None:
    end = dt.date(2025, 12, 31)
    make_power(code=town.power.code, version=9, fine_max_person=Decimal(300), until=end)
    town.power.since = end + dt.timedelta(days=1)
    town.power.save()
    touch(AUTHORITY)

    words = asked(reviewer, town, party_kind="person", age=30, acted_on=end.isoformat())

    assert "适用：违法行为发生时的规定" in words
    assert "法定幅度：0—300 元" in words


def test_the_words_of_the_law_are_said_in_english_too(town: Town, reviewer: Client) -> None:
    reviewer.cookies["django_language"] = "en"

    words = asked(reviewer, town, party_kind="person", age=30, lighter="merit")

    assert "rendered merit in the inquiry" in words
    assert "0 to 99.99 yuan" in words


def test_an_earlier_penalty_makes_the_act_repeated(town: Town, reviewer: Client) -> None:
    given = {"party_kind": "person", "age": 30, "heavier": "repeated"}

    without = asked(reviewer, town, **given)
    with_it = asked(reviewer, town, **given, earlier_on="2025-05-06")

    assert "没有此前同类处罚的记录" in without
    assert "没有此前同类处罚的记录" not in with_it


def test_similar_decisions_stand_below_without_names(town: Town, reviewer: Client) -> None:
    for fine in (100, 150, 200):
        decided(town, fine)

    words = asked(reviewer, town, party_kind="person", age=30)

    assert "150 元" in words
    assert "100 元 — 200 元" in words
    assert town.party.name not in words


def test_who_reads_no_cases_sees_the_range_and_no_similar_decisions(
    town: Town, staff: Staff
) -> None:
    words = asked(staff(Role.DISPATCHER), town, party_kind="person", age=30)

    assert words.count("250—400 元") == 2
    assert "同类决定" not in words


@pytest.mark.parametrize(
    "wrong",
    [
        {"party_kind": "ghost"},
        {"party_kind": "person", "age": -1},
        {"party_kind": "person", "acted_on": "2026-03-11"},
        {"party_kind": "person", "acted_on": "1900-01-01", "age": 130},
        {"party_kind": "person", "lighter": "good_will"},
    ],
)
def test_what_cannot_be_asked_is_named_at_its_field(
    town: Town, reviewer: Client, wrong: dict[str, object]
) -> None:
    with clock.standing_at(NOW):
        answer = reviewer.get(f"/competence/{town.power.code}/discretion/", wrong)

    assert answer.status_code == 422
    assert "field-error" in answer.content.decode()


def test_an_item_that_is_not_in_the_list_of_today_has_no_calculator(
    town: Town, reviewer: Client
) -> None:
    town.power.until = clock.day_of(NOW).replace(day=9)
    town.power.save()
    touch(AUTHORITY)

    with clock.standing_at(NOW):
        calculator = reviewer.get(f"/competence/{town.power.code}/discretion/")
        page = reviewer.get(f"/competence/{town.power.code}/")

    assert (calculator.status_code, page.status_code) == (404, 200)
    assert "今日裁量幅度" not in page.content.decode()


def test_the_page_of_an_item_shows_tiers_source_and_the_range_of_both_kinds(
    town: Town, reviewer: Client
) -> None:
    by_area = make_benchmark(town.power, [(TierLevel.THIRD, 30, 30)], party_kind="organisation")
    by_area.unit = BenchmarkUnit.YUAN_PER_SQUARE_METRE
    by_area.save()
    by_area.tiers.create(level=TierLevel.MINOR, is_no_penalty=True)
    touch(AUTHORITY)

    with clock.standing_at(NOW):
        words = reviewer.get(f"/competence/{town.power.code}/").content.decode()

    assert "250—400 元" in words
    assert "0—5000 元" in words
    assert "30 元/平方米" in words
    assert "不予处罚" in words
    assert f"{by_area.code} · 占道设摊" in words


def test_both_pages_keep_their_budget(town: Town, reviewer: Client) -> None:
    decided(town, 100)
    costs = {}
    with clock.standing_at(NOW):
        for page in ("", "discretion/?party_kind=person&age=20&acted_on=2026-01-05"):
            address = f"/competence/{town.power.code}/{page}"
            reviewer.get(address)
            with CaptureQueriesContext(connection) as captured:
                assert reviewer.get(address).status_code == 200
            costs[page] = len(captured)

    assert max(costs.values()) <= PAGE_STATEMENTS, costs
