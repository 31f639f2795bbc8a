"""The summary procedure names what is still owed, and what was done in the wrong order."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fazhi.law.citation import Citation
from fazhi.law.errors import UnknownLawError
from fazhi.law.facts import (
    OfficerFacts,
    OnTheSpotFacts,
    PartyFacts,
    PartyKind,
    PenaltyFacts,
    PenaltyKind,
    PowerFacts,
    RemedyFacts,
    ViolationFacts,
)
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedures.penalty_summary import SUMMARY

DAY = dt.date(2026, 3, 10)
NINE = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
TEN = dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC)
FINED = OnTheSpotFacts(
    day=DAY,
    at=NINE,
    party=PartyFacts(PartyKind.PERSON),
    violation=ViolationFacts(DAY, DAY),
    power=PowerFacts("demonstration-001", dt.date(2022, 1, 1)),
    penalty=PenaltyFacts(frozenset({PenaltyKind.FINE}), Decimal(50)),
    officers=(OfficerFacts("first", certified_on_day=True),),
    remedy=RemedyFacts("演示区人民政府", "演示人民法院"),
)
WARNED = replace(FINED, penalty=PenaltyFacts(frozenset({PenaltyKind.WARNING})))
CORRECTED_FIRST = replace(FINED, power=replace(FINED.power, needs_correction_first=True))
ON_THE_DAY = SUMMARY.in_force(DAY)


def names(steps: object) -> list[str]:
    return [step.name for step in steps]


def test_before_the_decision_the_certificate_the_facts_the_notice_and_the_defence_are_owed() -> (
    None
):
    owed = ON_THE_DAY.missing("decision", done=(), facts=FINED)

    assert names(owed) == [
        "certificate_shown",
        "gather_evidence",
        "prior_notice",
        "statement_and_defence",
    ]


def test_an_item_that_orders_correction_first_owes_the_order_and_the_reinspection_too() -> None:
    owed = ON_THE_DAY.missing("decision", done={"certificate_shown"}, facts=CORRECTED_FIRST)

    assert names(owed) == [
        "gather_evidence",
        "order_to_correct",
        "reinspection",
        "prior_notice",
        "statement_and_defence",
    ]


def test_a_warning_needs_no_payment_before_closure() -> None:
    done = {step.name for step in ON_THE_DAY.steps} - {"performance", "closure"}

    assert names(ON_THE_DAY.missing("closure", done, WARNED)) == []
    assert names(ON_THE_DAY.missing("closure", done, FINED)) == ["performance"]


def test_everything_still_owed_is_named_in_the_order_of_the_law() -> None:
    done = {"certificate_shown", "gather_evidence", "prior_notice", "statement_and_defence"}

    assert names(ON_THE_DAY.owed(done, FINED)) == [
        "decision",
        "service",
        "report_for_record",
        "performance",
        "closure",
    ]


def test_a_decision_before_the_defence_was_heard_is_out_of_order() -> None:
    found = ON_THE_DAY.order_violations({"statement_and_defence": TEN, "decision": NINE})

    assert [(each.step.name, each.before.name) for each in found] == [
        ("decision", "statement_and_defence")
    ]


def test_steps_at_the_same_moment_are_in_order() -> None:
    found = ON_THE_DAY.order_violations({"statement_and_defence": NINE, "decision": NINE})

    assert found == ()


def test_before_the_revision_only_the_decision_is_known_under_the_article_of_that_time() -> None:
    former = SUMMARY.in_force(dt.date(2021, 7, 14))

    assert [(step.name, step.cite) for step in former.steps] == [
        ("decision", Citation("行政处罚法(1996)", 33))
    ]
    assert former.missing("decision", done=(), facts=FINED) == ()


def test_on_the_first_day_of_the_revision_its_own_article_is_cited() -> None:
    revised = SUMMARY.in_force(dt.date(2021, 7, 15))

    assert revised.step("decision").cite == Citation("行政处罚法(2021)", 51)


def test_an_unknown_step_is_an_error() -> None:
    with pytest.raises(UnknownLawError):
        ON_THE_DAY.step("public_flogging")


def test_every_step_rests_on_an_instrument_in_force_and_follows_known_steps() -> None:
    known = {step.name for step in SUMMARY.steps}

    for step in SUMMARY.steps:
        assert load_law().instrument(step.cite.instrument).in_force_on(step.since)
        assert set(step.after) <= known
