"""A timeline from outside is read with clear errors and judged with stated assumptions."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.errors import LawDataError, LawError, UnknownLawError
from fazhi.law.examiner import Severity, examine, examine_file, read_points
from fazhi.law.facts import FineRange, PartyFacts, PartyKind, PowerFacts, ViolationFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.particulars import ParticularError, particular
from fazhi.law.reading import Entry
from fazhi.law.rules.ordinary import examine_act
from fazhi.law.timeline import read_timeline
from tests.law.ordinary_files import CASES, told

LAW = load_law()
NOON = dt.datetime(2023, 7, 27, 12, tzinfo=dt.UTC)
FACTS = OrdinaryFacts(
    PartyFacts(PartyKind.ORGANISATION),
    PowerFacts("demo-001", dt.date(2022, 1, 1)),
    ViolationFacts(dt.date(2023, 7, 1), dt.date(2023, 7, 1)),
)


def shortest(**changes: Any) -> dict[str, Any]:
    """Return the shortest timeline that can be read, with what is different."""
    filing = {"act": "case_filing", "at": "2023-07-05 09:00"}
    return {"violation": {"ended_on": dt.date(2023, 7, 1)}, "acts": [filing], **changes}


def test_what_is_not_told_is_assumed_and_said() -> None:
    acts = [{"act": "case_filing", "at": dt.date(2023, 7, 5)},
            {"act": "gather_evidence", "at": dt.date(2023, 7, 5)}]  # fmt: skip

    timeline = read_timeline(shortest(title="甲案", acts=acts))

    assert [each.text.en for each in timeline.assumptions] == [
        "the party is taken to be of age",
        "the power is taken to be claimed",
        "taken to be discovered the same day",
        "Source of the case: A report",
        "Discovered on: 2023-07-05",
        "taken to be done by two certified officers",
        "Kind of evidence: Documentary",
    ]
    assert examine(LAW, timeline).findings[0].severity is Severity.NOTE


def test_two_acts_of_one_day_keep_their_order() -> None:
    acts = [{"act": "case_filing", "at": dt.datetime(2023, 7, 5, 9)},  # noqa: DTZ001 -- as YAML
            {"act": "gather_evidence", "at": dt.date(2023, 7, 5)}]  # fmt: skip

    timeline = read_timeline(shortest(acts=acts))

    assert [f"{act.at:%H:%M}" for act in timeline.acts] == ["09:00", "09:00"]


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"acts": [{"act": "dance", "at": dt.date(2023, 7, 5)}]}, "acts[0].act"),
        ({"acts": [{"act": "case_filing", "at": "soon"}]}, "acts[0].at"),
        ({"acts": [{"act": "case_filing", "at": 5}]}, "acts[0].at"),
        ({"acts": [{"act": "case_filing", "at": dt.date(2023, 7, 5), "mood": 1}]}, "acts[0].mood"),
        (
            {"acts": [{"act": "decision", "at": dt.date(2023, 7, 5), "fine": "a lot"}]},
            "acts[0].fine",
        ),
        (
            {"acts": [{"act": "gather_evidence", "at": dt.date(2023, 7, 5), "officers": ["x"]}]},
            "acts[0].officers",
        ),
        ({"power": {"kinds": ["whipping"]}}, "power.kinds"),
        ({"power": {"person": {"minimum": "much"}}}, "power.person.minimum"),
        ({"power": {"person": {"minimum": Decimal("NaN")}}}, "power.person.minimum"),
        ({"violation": {}}, "violation.ended_on"),
        ({"witness": "somebody"}, "witness"),
        ({"procedure": "secret"}, "procedure"),
        ({"acts": []}, "acts"),
    ],
)
def test_what_cannot_be_read_is_named(changes: Mapping[str, Any], where: str) -> None:
    with pytest.raises(LawDataError) as caught:
        read_timeline(shortest(**changes), file="case.yaml")

    assert (caught.value.file, caught.value.key) == ("case.yaml", where)


def test_a_range_of_an_organisation_and_its_power_are_read() -> None:
    power = {"code": "甲", "kinds": ["fine"], "organisation": {"maximum": 2.5}}

    facts = read_timeline(
        shortest(power=power, number=1, jurisdiction="zhejiang", decides_grave=True)
    ).facts

    assert facts.power.code == "甲"
    assert facts.power.organisation == FineRange(None, Decimal("2.5"))


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("facts", 1), ("due_on", "tomorrow"), ("due_on", NOON), ("fine", True), ("fine", -1),
        ("fine", "NaN"), ("fine", []), ("agents", -1), ("agents", True), ("is_proved", "yes"),
        ("mode", "pigeon"), ("kinds", ["whipping"]), ("kinds", "fine"), ("handlers", [1]),
    ],
)  # fmt: skip
def test_a_particular_refuses_what_it_does_not_hold(key: str, value: object) -> None:
    with pytest.raises(ParticularError):
        particular(key).reads(value)


def test_a_particular_that_is_not_known_is_an_error() -> None:
    with pytest.raises(UnknownLawError):
        particular("mood")


def test_every_statutory_period_of_a_file_has_its_day_and_whether_it_was_met() -> None:
    timeline = read_timeline(told(CASES["举行了听证"]))

    found = {
        each.deadline.rule.name: (str(each.deadline.due_on), each.done_on and str(each.done_on),
                                each.is_met)
        for each in examine(LAW, timeline).deadlines
    }  # fmt: skip

    assert found == {
        "LIMITATION": ("2025-07-01", "2023-07-03", True),
        "PEN_DECIDE": ("2023-10-03", "2023-08-04", True),
        "HEAR_REQUEST": ("2023-07-20", "2023-07-14", True),
        "HEAR_NOTICE": ("2023-07-19", "2023-07-18", True),
        "PEN_SERVE": ("2023-08-15", "2023-08-05", True),
        "PUB_PENALTY": ("2023-08-15", None, None),
        "PAY": ("2023-08-21", "2023-08-06", True),
        "REVIEW": ("2023-10-07", None, None),
        "SUIT": ("2024-02-05", None, None),
    }


def test_a_period_that_ran_out_with_nothing_done_is_not_met() -> None:
    acts = (
        CaseAct("case_filing", NOON, by="head"),
        CaseAct("gather_evidence", NOON.replace(year=2024), by="head"),
    )

    _, decide = examine_file(LAW, FACTS, acts).deadlines

    assert (decide.done_on, decide.is_met) == (None, False)


def test_an_empty_file_has_nothing_to_find() -> None:
    examination = examine_file(LAW, FACTS, ())

    assert (examination.findings, examination.deadlines, examination.score) == ((), (), 100)


def test_a_service_without_its_day_starts_no_period() -> None:
    acts = (
        CaseAct("decision_service", NOON),
        CaseAct("hearing_notice", NOON),
        CaseAct("decision", NOON, by="head"),
    )

    names = [each.deadline.rule.name for each in examine_file(LAW, FACTS, acts).deadlines]

    assert names == ["LIMITATION", "PEN_SERVE"]


def test_the_score_takes_each_fault_once() -> None:
    lawful = examine(LAW, read_timeline(told(CASES["合法的案件"])))
    not_told = examine(LAW, read_timeline(told(CASES["告知没有送达"])))

    assert (lawful.score, not_told.score) == (100, 80)


def test_points_for_a_rule_that_does_not_exist_are_an_error() -> None:
    content = {
        "since": dt.date(2023, 1, 1), "cite": {"instrument": "街道执法办案机制"},
        "verified": "I", "full": 100, "refuse": 1, "warn": 1, "rules": {"XXX-001": 5},
    }  # fmt: skip

    with pytest.raises(LawError):
        read_points(Entry("points.yaml", "", content))


def test_the_document_of_a_decision_must_state_everything() -> None:
    says = {"conclusion": "penalty", "number": "一号", "document": {"party": "甲"}}
    complete = dict.fromkeys(
        ("party", "address", "violation", "evidence", "kinds", "basis", "performance", "remedy",
         "authority", "decided_at"), "有")  # fmt: skip

    lacking = examine_act(LAW, FACTS, CaseAct("decision", NOON, by="head", says=says))
    full = examine_act(
        LAW, FACTS, CaseAct("decision", NOON, by="head", says={**says, "document": complete})
    )

    assert sum(each.rule == "ORD-010" for each in lacking if not each.holds) == 9
    assert [each.holds for each in full if each.rule == "ORD-010"] == [True]


def test_an_older_day_knows_neither_the_mechanism_nor_the_step() -> None:
    day = dt.datetime(2022, 7, 27, 12, tzinfo=dt.UTC)
    approval = CaseAct("head_approval", day, by="head", says={"outcome": "passed"})

    rules = {each.rule for each in examine_act(LAW, FACTS, approval)}

    assert rules & {"MEC-001", "MEC-002"} == {"MEC-002"}
