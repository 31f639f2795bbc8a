"""The separation of duties over every pair of parts: what one person may not do in one file."""

import datetime as dt
from itertools import product

import pytest

from fazhi.law.rules.separation import PAIRS, Part, Taken, applies, breaches

MORNING = dt.datetime(2026, 3, 10, 9, tzinfo=dt.UTC)
LATER = MORNING + dt.timedelta(days=1)
APART = {
    (Part.INVESTIGATOR, Part.REVIEWER): "SEP-001",
    (Part.INVESTIGATOR, Part.CHAIR): "HEA-005",
    (Part.INVESTIGATOR, Part.DECIDER): "SEP-002",
    (Part.REVIEWER, Part.DECIDER): "SEP-003",
    (Part.SQUAD_LEADER, Part.REVIEWER): "MEC-002",
    (Part.SQUAD_LEADER, Part.DECIDER): "MEC-002",
    (Part.DECIDER, Part.COLLECTOR): "EXE-002",
    (Part.INVESTIGATOR, Part.CUSTODIAN): "SEP-004",
    (Part.RECUSED, Part.ACTED): "PEN-024",
    (Part.AUXILIARY, Part.ACTED): "ZJ-010",
}


def found(*taken: Taken) -> list[tuple[str, str]]:
    """Return the rule and the person of each breach of one file."""
    return [(each.answer.rule, each.person) for each in breaches(taken)]


@pytest.mark.parametrize(("one", "other"), list(product(Part, Part)))
def test_one_person_in_two_parts_is_found_exactly_where_the_table_says_so(
    one: Part, other: Part
) -> None:
    wanted = APART.get((one, other)) or (
        APART.get((other, one)) if other is not Part.RECUSED else None
    )

    assert found(Taken(one, "a", MORNING), Taken(other, "a", LATER)) == (
        [(wanted, "a")] if wanted else []
    )


@pytest.mark.parametrize(("one", "other"), list(product(Part, Part)))
def test_two_persons_in_two_parts_are_never_found(one: Part, other: Part) -> None:
    taken = Taken(one, "a", MORNING), Taken(other, "b", LATER)

    assert found(*taken) == []
    assert [pair for pair in PAIRS if applies(pair, (one, other))] == [
        pair for pair in PAIRS if {pair.one, pair.other} == {one, other}
    ]


def test_whoever_acted_before_the_recusal_is_not_found_for_it() -> None:
    before, after = (Taken(Part.ACTED, "a", at) for at in (MORNING, LATER))
    recused = Taken(Part.RECUSED, "a", MORNING + dt.timedelta(hours=1))

    assert (found(before, recused), found(before, recused, after)) == ([], [("PEN-024", "a")])


def test_a_breach_carries_the_later_day_its_article_and_the_next_step() -> None:
    (breach,) = breaches([Taken(Part.REVIEWER, "a", MORNING), Taken(Part.INVESTIGATOR, "a", LATER)])

    assert breach.day == LATER.date()
    assert [str(each) for each in breach.answer.because] == ["《行政处罚法》第五十八条第二款"]
    assert (breach.answer.blocks, bool(breach.answer.next_step.zh)) == (True, True)


def test_every_person_and_every_pair_is_named() -> None:
    parts = (Part.INVESTIGATOR, Part.REVIEWER, Part.DECIDER)
    taken = [Taken(part, person, MORNING) for part in parts for person in ("a", "b")]

    assert found(*taken) == [
        (rule, person) for rule in ("SEP-001", "SEP-002", "SEP-003") for person in ("a", "b")
    ]


def test_before_a_rule_was_in_force_nothing_is_found() -> None:
    last = dt.datetime(2021, 12, 31, 9, tzinfo=dt.UTC)
    parts = (Part.AUXILIARY, Part.ACTED)

    assert found(*(Taken(part, "a", last) for part in parts)) == []
    assert found(*(Taken(part, "a", last + dt.timedelta(days=1)) for part in parts)) == [
        ("ZJ-010", "a")
    ]
