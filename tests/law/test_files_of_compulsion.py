"""What the files of measures and enforcement answer about themselves."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import MeasureKind
from fazhi.law.deadline import CHINA
from fazhi.law.enforcement_reading import stages_of
from fazhi.law.enforcement_windows import windows_of
from fazhi.law.jurisdiction import load_law
from fazhi.law.measure_file import MeasureFile
from fazhi.law.particulars import read_back, written
from fazhi.law.rules import measure_steps
from fazhi.law.rules.separation import PAIRS
from tests.law.enforcement_files import act
from tests.law.test_enforcement_gates import DECIDED, demolition, own
from tests.law.test_measures_at_random import GIVEN, HELD, HOST, RELATED

LAW = load_law()
AT = dt.datetime(2026, 1, 20, 9, tzinfo=CHINA)
SEIZED = CaseAct("measure", AT, officers=(HOST,))


def measure(*acts: CaseAct) -> MeasureFile:
    return MeasureFile(
        kind=MeasureKind.SEIZURE, basis=GIVEN, power=HELD, items=(RELATED, RELATED), acts=acts
    )


def test_a_measure_stands_while_anything_is_held_or_not_returned() -> None:
    freed = CaseAct("lifting", AT, says={"item_numbers": (1, 2)})
    returned = CaseAct("return_of_items", AT, says={"item_numbers": (1, 2)})

    files = (measure(), measure(SEIZED), measure(SEIZED, freed), measure(SEIZED, freed, returned))

    assert [each.is_standing for each in files] == [False, True, True, False]


def test_what_is_done_at_the_scene_is_done_with_the_measure() -> None:
    assert measure().done == {}
    assert measure(SEIZED).done["inventory"] == AT


def test_a_file_in_order_and_one_with_things_kept_back_are_told_apart() -> None:
    freed = CaseAct("lifting", AT, says={"item_numbers": (1,), "lifting_reason": "unrelated"})

    whole, kept_back = measure(SEIZED), measure(SEIZED, freed)

    told = [
        [each.rule for each in measure_steps.examine_measure_file(LAW, file, AT)]
        for file in (whole, kept_back)
    ]
    assert told[1].count("COE-009") == told[0].count("COE-009") + 1


def test_that_the_head_stood_apart_is_asked_since_the_law_says_so() -> None:
    early = replace(SEIZED, at=AT.replace(year=2013))

    asked = [list(measure_steps._apart(each, "host", each)) for each in (SEIZED, early)]  # noqa: SLF001 -- the gates refuse such days before

    assert [[answer.holds for answer in answers] for answers in asked] == [[False], []]


def test_stages_are_days_with_amounts() -> None:
    agreed = act("enforcement_agreement", "2024-10-23", stages=("2024-11-01 1000", "2024-12-31"))

    assert stages_of(agreed) == (
        (dt.date(2024, 11, 1), Decimal(1000)),
        (dt.date(2024, 12, 31), Decimal(0)),
    )
    assert stages_of(act("enforcement_agreement", "2024-10-23", stages=None)) == ()
    with pytest.raises(ValueError, match="2024-11-01 many"):
        stages_of(act("enforcement_agreement", "2024-10-23", stages=["2024-11-01 many"]))


def test_each_stage_that_is_not_paid_is_a_window_that_lapses() -> None:
    stages = ("2024-11-01 1000", "2024-12-01 2000")
    agreed = act("enforcement_agreement", "2024-10-23", stages=stages)
    file = own(*DECIDED, agreed, paid=Decimal(1000))

    (window,) = [each for each in windows_of(LAW, file) if "stage" in each.name]

    assert window.due_on == dt.date(2024, 12, 1)
    days = (dt.date(2024, 12, 1), dt.date(2024, 12, 2))
    assert [window.is_lapsed(day) for day in days] == [False, True]


def test_a_demolition_not_announced_yet_has_no_day_to_demolish_by() -> None:
    told = [each.name for each in windows_of(LAW, demolition())]
    unknown = [
        each.name for each in windows_of(LAW, demolition(decision_served_on=dt.date(2031, 1, 2)))
    ]

    assert ("self_demolition" in told, "remedies" in told) == (False, True)
    assert "self_demolition" not in unknown


def test_particulars_are_stored_as_text_and_read_back() -> None:
    says = {"due_on": dt.date(2026, 3, 1), "fine": Decimal(200), "reason": "", "place": "二楼"}

    stored = written(says)

    assert stored == {"due_on": "2026-03-01", "fine": "200", "place": "二楼"}
    assert read_back(stored)["due_on"] == dt.date(2026, 3, 1)
    assert read_back(stored)["fine"] == Decimal(200)


def test_a_pair_of_duties_has_a_name() -> None:
    assert PAIRS[0].id == "investigator-reviewer"
