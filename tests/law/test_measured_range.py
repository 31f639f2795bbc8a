"""The room that the law leaves for a penalty: which parts are open, what they come to, and why."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest

from fazhi.law.discretion import (
    BenchmarkTier,
    Circumstances,
    DiscretionFacts,
    Gravity,
    Harm,
    HeavierGround,
    LighterGround,
    MeasuredRange,
    NoPenaltyGround,
)
from fazhi.law.facts import (
    Edition,
    FineRange,
    PartyFacts,
    PartyKind,
    PenaltyKind,
    PowerFacts,
)
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.discretion import measured_range, no_penalty_grounds
from fazhi.law.wording import spans

LAW = load_law()
DAY = dt.date(2026, 3, 10)
SINCE = dt.date(2022, 1, 1)
PERSON = PartyFacts(PartyKind.PERSON, birth_on=dt.date(1990, 1, 1))
TIERS = (
    BenchmarkTier("B-1", Gravity.MINOR),
    BenchmarkTier("B-1", Gravity.SLIGHT, FineRange(Decimal(100), Decimal(370))),
    BenchmarkTier("B-1", Gravity.MIDDLE, FineRange(Decimal(370), Decimal(730))),
    BenchmarkTier("B-1", Gravity.GRAVE, FineRange(Decimal(730), Decimal(1000))),
)


def power(minimum: int | None = 100, maximum: int | None = 1000, **fields: Any) -> PowerFacts:
    """Return an item with a range for persons."""
    ends = [None if end is None else Decimal(end) for end in (minimum, maximum)]
    return PowerFacts("演示事项", SINCE, person=FineRange(*ends), **fields)


def asked(had: Circumstances | None = None, **fields: Any) -> MeasuredRange:
    """Ask for the room under some circumstances."""
    usual: dict[str, Any] = {"party": PERSON, "power": power(), "tiers": TIERS}
    given = {"circumstances": had or Circumstances(), **usual, **fields}
    return measured_range(LAW, DiscretionFacts(day=DAY, acted_on=DAY, **given))


def opened(found: MeasuredRange) -> dict[str, str]:
    """Return each part: its range where it is open, else the rule that closes it."""
    return {
        each.leniency.value: spans(each.ranges).zh if each.is_open else each.answer.rule
        for each in found.openings
    }


def test_without_grounds_the_ordinary_part_and_the_lower_one_are_open() -> None:
    found = asked()

    assert opened(found) == {
        "ordinary": "370—730 元",
        "lighter": "100—370 元",
        "mitigated": "PEN-011",
        "heavier": "DSC-01",
    }
    assert found.statutory == (FineRange(Decimal(100), Decimal(1000)),)
    assert found.edition is Edition.OF_THE_DECISION
    assert found.no_penalty == ()
    assert [each.may_apply for each in found.tiers] == [False, True, True, False]


def test_a_ground_of_article_32_closes_the_ordinary_and_opens_what_lies_below_the_minimum() -> None:
    found = asked(Circumstances(lighter=frozenset({LighterGround.MERIT})))

    assert opened(found) == {
        "ordinary": "PEN-011",
        "lighter": "100—370 元",
        "mitigated": "0—99.99 元",
        "heavier": "PEN-011",
    }


def test_without_a_benchmark_the_law_cuts_nothing() -> None:
    found = asked(Circumstances(heavier=frozenset({HeavierGround.REFUSES_CORRECTION})), tiers=())

    assert opened(found) == {
        "ordinary": "100—1000 元",
        "lighter": "100—1000 元",
        "mitigated": "PEN-011",
        "heavier": "100—1000 元",
    }
    assert {each.is_cut_by_benchmark for each in found.openings} == {False}


def test_where_there_is_no_minimum_nothing_lies_below_it() -> None:
    found = asked(
        Circumstances(lighter=frozenset({LighterGround.MERIT})), power=power(None, None), tiers=()
    )

    assert opened(found) == {
        "ordinary": "PEN-011",
        "lighter": "0 元以上",
        "mitigated": "DSC-01",
        "heavier": "PEN-011",
    }


@pytest.mark.parametrize(
    ("ground", "fields", "heavier"),
    [
        (HeavierGround.REPEATED, {}, "DSC-01"),
        (HeavierGround.REPEATED, {"earlier_on": (dt.date(2025, 5, 6),)}, "730—1000 元"),
        (HeavierGround.EMERGENCY, {}, "EMR-004"),
        (HeavierGround.EMERGENCY, {"breaks_emergency_measure": True}, "730—1000 元"),
        (HeavierGround.OTHER_BY_LAW, {}, "730—1000 元"),
    ],
)
def test_the_upper_part_is_open_on_a_ground_that_is_on_file(
    ground: HeavierGround, fields: dict[str, Any], heavier: str
) -> None:
    found = asked(Circumstances(heavier=frozenset({ground}), **fields))

    assert opened(found)["heavier"] == heavier


@pytest.mark.parametrize(
    ("birth_on", "parts"),
    [
        (None, ["370—730 元", "100—370 元", "PEN-011", "DSC-01"]),
        (dt.date(2012, 3, 10), ["PEN-009", "PEN-009", "PEN-009", "PEN-009"]),
        (dt.date(2012, 3, 9), ["PEN-009", "100—370 元", "0—99.99 元", "PEN-009"]),
        (dt.date(2008, 3, 10), ["PEN-009", "100—370 元", "0—99.99 元", "PEN-009"]),
        (dt.date(2008, 3, 9), ["370—730 元", "100—370 元", "PEN-011", "DSC-01"]),
    ],
)
def test_the_age_on_the_day_of_the_act_opens_and_closes(
    birth_on: dt.date | None, parts: list[str]
) -> None:
    found = asked(party=PartyFacts(PartyKind.PERSON, birth_on=birth_on))

    order = {part: opened(found)[part] for part in ("ordinary", "lighter", "mitigated", "heavier")}
    assert list(order.values()) == parts


def test_an_individual_business_is_shown_both_ranges() -> None:
    both = power(organisation=FineRange(Decimal(500), Decimal(500)))

    found = asked(
        Circumstances(lighter=frozenset({LighterGround.MERIT})),
        party=PartyFacts(PartyKind.INDIVIDUAL_BUSINESS),
        power=both,
        tiers=(),
    )

    assert opened(found)["lighter"] == "100—1000 元；500 元"
    assert opened(found)["mitigated"] == "0—99.99 元；0—499.99 元"


def test_an_item_without_a_fine_opens_no_range() -> None:
    found = asked(power=power(kinds=frozenset({PenaltyKind.WARNING})), tiers=())

    assert found.statutory == ()
    assert opened(found)["ordinary"] == "DSC-01"
    assert "没有规定罚款" in found.openings[0].answer.reason.zh


@pytest.mark.parametrize(
    ("then", "edition", "ordinary", "holds"),
    [
        (power(50, 400), Edition.OF_THE_VIOLATION, "50—400 元", True),
        (power(200, 2000), Edition.OF_THE_DECISION, "100—1000 元", True),
        (power(), Edition.OF_THE_VIOLATION, "100—1000 元", True),
        (power(50, 2000), None, "50—2000 元", False),
    ],
)
def test_the_lighter_of_the_two_editions_is_measured(
    then: PowerFacts, edition: Edition | None, ordinary: str, *, holds: bool
) -> None:
    found = asked(power_then=then, tiers=())

    assert (found.edition, opened(found)["ordinary"]) == (edition, ordinary)
    assert found.edition_answer.holds is holds


def test_what_is_no_longer_illegal_is_not_punished() -> None:
    found = asked(power=power(kinds=frozenset()), power_then=power())

    assert found.must_not_penalise
    assert [each.ground for each in found.no_penalty] == [NoPenaltyGround.NO_LONGER_ILLEGAL]
    assert set(opened(found).values()) == {"PEN-016"}


def test_a_duty_to_spare_closes_every_part_and_comes_before_the_choices() -> None:
    had = Circumstances(
        is_slight=True,
        was_corrected_in_time=True,
        harm=Harm.NONE,
        is_first=True,
        is_faultless=True,
        meets_listed_conditions=True,
    )

    found = asked(had)

    assert [(each.ground, each.is_duty) for each in found.no_penalty] == [
        (NoPenaltyGround.SLIGHT_AND_CORRECTED, True),
        (NoPenaltyGround.NO_FAULT, True),
        (NoPenaltyGround.FIRST_AND_CORRECTED, False),
        (NoPenaltyGround.LISTED, False),
    ]
    assert set(opened(found).values()) == {"PEN-012"}
    assert [each.may_apply for each in found.tiers] == [True, False, False, False]


def test_a_choice_to_spare_is_offered_and_closes_nothing() -> None:
    found = asked(Circumstances(is_first=True, was_corrected_in_time=True, harm=Harm.SLIGHT))

    assert not found.must_not_penalise
    assert [each.ground for each in found.no_penalty] == [NoPenaltyGround.FIRST_AND_CORRECTED]
    assert opened(found)["ordinary"] == "370—730 元"


def test_every_way_to_spare_says_that_the_party_is_educated_or_its_guardian_told() -> None:
    had = Circumstances(
        is_slight=True, was_corrected_in_time=True, harm=Harm.NONE, is_first=True, is_faultless=True
    )
    child = PartyFacts(PartyKind.PERSON, birth_on=dt.date(2015, 1, 1), lacks_capacity=True)

    found = no_penalty_grounds(LAW, DiscretionFacts(DAY, DAY, child, power(), circumstances=had))

    assert [each.ground.value for each in found] == [
        "below_the_age",
        "no_capacity",
        "slight_and_corrected",
        "no_fault",
        "first_and_corrected",
    ]
    assert all(
        "教育" in each.answer.next_step.zh or "监护人" in each.answer.next_step.zh for each in found
    )
