"""The room that an item of the list leaves: the benchmark in force, the edition that applies."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.discretion import BenchmarkTier, Circumstances, Gravity, HeavierGround
from fazhi.law.facts import Edition, FineRange, Leniency, PartyFacts, PartyKind
from fazhi.registers.competence.choices import BenchmarkUnit, TierLevel
from fazhi.registers.competence.discretion import (
    Discretion,
    DiscretionQuestion,
    discretion_of,
    discretion_on,
    person_of_age,
)
from fazhi.registers.competence.facts import benchmark_tiers
from fazhi.registers.places.versions import touch
from tests.factories.competence import make_benchmark, make_power
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY

pytestmark = pytest.mark.django_db

DAY = dt.date(2026, 3, 10)
LOWER, UPPER = (TierLevel.FIRST, 0, 20), (TierLevel.THIRD, 20, 50)


def ranges(found: Discretion) -> dict[Leniency, tuple[FineRange, ...]]:
    """Return the ranges of the parts that are open."""
    return {each.leniency: each.ranges for each in found.range.openings if each.is_open}


def test_the_tiers_in_force_cut_the_range_of_the_kind_of_party_they_are_for() -> None:
    power = make_power()
    benchmark = make_benchmark(power, [LOWER, UPPER], party_kind="person")

    person, organisation = discretion_on(AUTHORITY, power.code, DAY)

    assert (person.benchmarks, organisation.benchmarks) == ((benchmark,), ())
    assert ranges(person)[Leniency.LIGHTER] == (FineRange(Decimal(0), Decimal(20)),)
    assert ranges(organisation)[Leniency.LIGHTER] == (FineRange(None, Decimal(50)),)


def test_a_benchmark_that_has_ended_cuts_nothing() -> None:
    power = make_power()
    benchmark = make_benchmark(power, [LOWER, UPPER])
    benchmark.until = DAY - dt.timedelta(days=1)
    benchmark.save()
    touch(AUTHORITY)

    person, _organisation = discretion_on(AUTHORITY, power.code, DAY)

    assert (person.benchmarks, person.range.tiers) == ((), ())


def test_circumstances_reach_the_law() -> None:
    power = make_power()
    make_benchmark(power, [LOWER, UPPER])
    had = Circumstances(heavier=frozenset({HeavierGround.REFUSES_CORRECTION}))

    found = discretion_of(
        AUTHORITY,
        power.code,
        DiscretionQuestion(PartyFacts(PartyKind.PERSON), DAY, DAY, had),
    )

    assert ranges(found)[Leniency.HEAVIER] == (FineRange(Decimal(20), Decimal(50)),)


@pytest.mark.parametrize(
    ("acted_on", "edition", "maximum"),
    [
        (dt.date(2025, 12, 31), Edition.OF_THE_VIOLATION, 30),
        (dt.date(2026, 1, 1), Edition.OF_THE_DECISION, 50),
    ],
)
def test_the_edition_of_the_day_of_the_act_is_measured_too(
    acted_on: dt.date, edition: Edition, maximum: int
) -> None:
    make_power(code="T-1", fine_max_person=Decimal(30), until=dt.date(2025, 12, 31))
    make_power(code="T-1", version=2, since=dt.date(2026, 1, 1))

    found = discretion_of(
        AUTHORITY, "T-1", DiscretionQuestion(PartyFacts(PartyKind.PERSON), DAY, acted_on)
    )

    assert found.range.edition is edition
    assert found.range.statutory == (FineRange(None, Decimal(maximum)),)


@pytest.mark.parametrize("acted_on", [dt.date(1949, 9, 30), DAY + dt.timedelta(days=1)])
def test_an_act_of_another_time_is_refused(acted_on: dt.date) -> None:
    power = make_power()
    question = DiscretionQuestion(PartyFacts(PartyKind.PERSON), DAY, acted_on)

    with pytest.raises(InputError, match="违法行为的日期"):
        discretion_of(AUTHORITY, power.code, question)


@pytest.mark.parametrize("acted_on", [dt.date(2024, 2, 29), DAY])
@pytest.mark.parametrize(("age", "spares", "is_lenient"), [
    (13, True, True), (14, False, True), (17, False, True), (18, False, False),
])  # fmt: skip
def test_an_age_is_full_on_the_day_of_the_act(
    acted_on: dt.date, age: int, *, spares: bool, is_lenient: bool
) -> None:
    power = make_power()
    party = person_of_age(PartyKind.PERSON, age, acted_on)

    found = discretion_of(AUTHORITY, power.code, DiscretionQuestion(party, DAY, acted_on))

    assert found.range.must_not_penalise is spares
    assert (Leniency.ORDINARY not in ranges(found)) is is_lenient


def test_an_organisation_has_no_age() -> None:
    assert person_of_age(PartyKind.ORGANISATION, 13, DAY).birth_on is None


def test_an_item_of_another_list_or_day_is_not_found() -> None:
    power = make_power(until=dt.date(2026, 3, 9))
    make_power(OTHER_AUTHORITY, code="T-other")

    for code in (power.code, "T-other"):
        with pytest.raises(NotFoundError):
            discretion_on(AUTHORITY, code, DAY)


def test_tiers_keep_their_order_their_unit_and_that_nothing_is_imposed() -> None:
    power = make_power()
    by_area = make_benchmark(power, [UPPER])
    by_area.unit = BenchmarkUnit.YUAN_PER_SQUARE_METRE
    spared = make_benchmark(power, [LOWER])
    spared.tiers.update(is_no_penalty=True, amount_min=None, amount_max=None)

    tiers = benchmark_tiers([by_area, spared])

    assert tiers == (
        BenchmarkTier(
            by_area.code, Gravity.GRAVE, FineRange(Decimal(20), Decimal(50)), is_in_yuan=False
        ),
        BenchmarkTier(spared.code, Gravity.SLIGHT),
    )


def test_the_tiers_of_the_law_are_those_of_the_rows() -> None:
    assert [each.value for each in Gravity] == TierLevel.values
