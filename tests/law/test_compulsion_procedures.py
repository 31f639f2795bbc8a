"""The procedures of compulsion name what is still owed, and what was done in the wrong order."""

import datetime as dt
from dataclasses import replace

import pytest

from fazhi.law.compulsion_facts import ExtensionFacts, MeasureFacts, MeasureKind, UrgencyFacts
from fazhi.law.enforcement_facts import (
    BuildingArea,
    ClearedPlace,
    DemolitionFacts,
    ImmediateFacts,
    MandateFacts,
    OrderingBody,
    SlotFacts,
    SubstituteFacts,
)
from fazhi.law.jurisdiction import load_law
from fazhi.law.procedure import Procedure
from fazhi.law.procedures.compulsory_enforcement import (
    COMPULSORY_ENFORCEMENT,
    DEMOLITION,
    SUBSTITUTE_PERFORMANCE,
)
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.procedures.court_application import COURT_APPLICATION

NINE = dt.datetime(2026, 3, 10, 9, 0, tzinfo=dt.UTC)
TEN = dt.datetime(2026, 3, 10, 10, 0, tzinfo=dt.UTC)
DAY = NINE.date()
SEIZED = MeasureFacts(MeasureKind.SEIZURE, taken_at=NINE, asked_at=TEN)
DEMOLISHED = DemolitionFacts(
    SlotFacts(NINE, TEN), DAY, MandateFacts(BuildingArea.URBAN, OrderingBody.HOLDER_OF_POWER)
)
IN_VILLAGE = replace(
    DEMOLISHED, mandate=MandateFacts(BuildingArea.VILLAGE, OrderingBody.TOWN_GOVERNMENT)
)
PROCEDURES = [
    COMPULSORY_MEASURE,
    COMPULSORY_ENFORCEMENT,
    DEMOLITION,
    SUBSTITUTE_PERFORMANCE,
    COURT_APPLICATION,
]


def names(steps: object) -> list[str]:
    return [step.name for step in steps]


def test_before_a_seizure_approval_notice_and_hearing_are_owed() -> None:
    owed = COMPULSORY_MEASURE.missing("measure", done={"certificate_shown"}, facts=SEIZED)

    assert names(owed) == ["approval", "party_notified", "notice", "statement_and_defence"]


def test_in_urgency_the_approval_follows_the_measure() -> None:
    urgent = replace(SEIZED, urgency=UrgencyFacts())

    owed = COMPULSORY_MEASURE.owed(done={"certificate_shown", "party_notified"}, facts=urgent)

    assert names(owed) == [
        "notice",
        "statement_and_defence",
        "measure",
        "scene_record",
        "inventory",
        "service",
        "approval_under_urgency",
        "keeping",
        "handling",
        "lifting",
        "return_of_items",
    ]


def test_things_that_were_confiscated_are_not_returned_and_an_extension_is_told() -> None:
    facts = replace(SEIZED, extension=ExtensionFacts(), disposed_on=DAY)
    done = {"approval", "certificate_shown", "party_notified", "notice", "statement_and_defence"}

    owed = COMPULSORY_MEASURE.owed(
        done | {"measure", "scene_record", "inventory", "service"}, facts
    )

    assert names(owed) == ["keeping", "extension", "extension_notice", "handling"]


def test_a_decision_to_enforce_needs_a_demand_that_was_served_and_answered() -> None:
    owed = COMPULSORY_ENFORCEMENT.missing("enforcement", done={"demand"}, facts=None)

    assert names(owed) == [
        "service_of_demand",
        "statement_and_defence",
        "enforcement_decision",
        "service",
    ]


def test_a_demolition_in_a_village_needs_no_mandate_of_the_district() -> None:
    in_town = DEMOLITION.missing("demolition", done={"announcement"}, facts=DEMOLISHED)
    in_village = DEMOLITION.missing("demolition", done={"announcement"}, facts=IN_VILLAGE)

    assert names(in_town) == ["remedy_expiry", "mandate", "notice_to_attend", "inventory"]
    assert names(in_village) == ["remedy_expiry", "notice_to_attend", "inventory"]


def test_clearing_at_once_needs_no_demand_but_tells_an_absent_party() -> None:
    ordinary = SubstituteFacts(DAY)
    at_once = replace(ordinary, immediate=ImmediateFacts(ClearedPlace.ROAD))
    before_the_party = replace(
        ordinary, immediate=ImmediateFacts(ClearedPlace.ROAD, party_present=True)
    )

    owed = [
        names(SUBSTITUTE_PERFORMANCE.owed((), facts))
        for facts in (ordinary, at_once, before_the_party)
    ]

    assert owed == [
        [
            "demand",
            "substitute_performance_decision",
            "renewed_demand",
            "substitute_performance",
            "signature",
        ],
        ["substitute_performance", "party_notified"],
        ["substitute_performance"],
    ]


def test_an_application_before_the_demand_was_served_is_out_of_order() -> None:
    found = COURT_APPLICATION.order_violations(
        {"court_enforcement_application": NINE, "service_of_demand": TEN}
    )

    assert [(each.step.name, each.before.name) for each in found] == [
        ("court_enforcement_application", "service_of_demand")
    ]


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_every_step_holds_under_an_instrument_in_force_and_follows_known_steps(
    procedure: Procedure,
) -> None:
    known = {step.name for step in procedure.steps}

    for step in procedure.steps:
        assert step.since >= dt.date(2012, 1, 1)
        assert load_law().instrument(step.cite.instrument).in_force_on(step.since)
        assert set(step.after) <= known


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_before_the_law_was_in_force_there_are_no_steps(procedure: Procedure) -> None:
    assert procedure.in_force(dt.date(2011, 12, 31)).steps == ()
