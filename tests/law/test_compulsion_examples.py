"""The worked examples of compulsion, counted by hand: the seizure (E5) and the court (E8)."""

import datetime as dt

import pytest

from fazhi.law.citation import Citation
from fazhi.law.deadline_rule import Unit
from fazhi.law.enforcement_facts import CourtApplicationFacts
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.compulsion import court_application, remedies_end
from fazhi.law.rules.court_enforcement import application_clocks, latest_demand

LAW = load_law()
SERVED_ON = dt.date(2024, 3, 15)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_d_02_up_to_ten_days_of_the_compulsion_law_are_working_days() -> None:
    units = [LAW.unit_of(Citation("行政强制法", 54), number) for number in (3, 10, 15, 30)]

    assert units == [
        Unit.WORKING_DAYS,
        Unit.WORKING_DAYS,
        Unit.CALENDAR_DAYS,
        Unit.CALENDAR_DAYS,
    ]


def test_e5_a_seizure_is_decided_before_the_holiday_and_the_extension_before_the_weekend() -> None:
    first = LAW.deadline("SEIZE").from_(day("2026-01-20"))
    extended = LAW.deadline("SEIZE").from_(day("2026-01-20"), extend=True)

    assert (first.due_on, first.warn_on) == (day("2026-02-19"), day("2026-02-14"))
    assert (extended.due_on, extended.warn_on) == (day("2026-03-21"), day("2026-03-20"))


def test_e8_remedies_lapse_and_the_court_is_asked_within_three_months() -> None:
    review = LAW.deadline("REVIEW").from_(SERVED_ON)
    suit = LAW.deadline("SUIT").from_(SERVED_ON)
    facts = CourtApplicationFacts(day=day("2024-12-13"), decision_served_on=SERVED_ON)

    (clock,) = application_clocks(LAW, facts)

    assert (review.due_on, suit.due_on) == (day("2024-05-14"), day("2024-09-18"))
    assert remedies_end(LAW, served_on=SERVED_ON) == day("2024-09-18")
    assert (clock.due_on, clock.warn_on) == (day("2024-12-18"), day("2024-12-13"))
    assert clock.safe_on == day("2024-12-15")


@pytest.mark.parametrize(
    ("apply_on", "demand_by"), [("2024-12-18", "2024-12-03"), ("2024-12-13", "2024-11-28")]
)
def test_e8_the_demand_is_served_ten_working_days_before(apply_on: str, demand_by: str) -> None:
    assert latest_demand(LAW, apply_on=day(apply_on)) == day(demand_by)


def test_t_10_a_deferral_moves_the_clock_only_if_it_ends_later() -> None:
    ends = (day("2024-06-30"), day("2024-12-31"))

    dues = [
        court_application(LAW, served_on=SERVED_ON, review_first=True, instalments_end_on=end)[
            -1
        ].due_on
        for end in ends
    ]

    assert dues == [day("2024-12-18"), day("2025-03-31")]


def test_t_11_two_clocks_run_only_where_remedies_were_told() -> None:
    told = court_application(LAW, served_on=SERVED_ON, review_first=True)
    untold = court_application(LAW, served_on=SERVED_ON, review_first=True, remedies_told=False)

    assert [clock.due_on for clock in told] == [day("2024-08-14"), day("2024-12-18")]
    assert [clock.due_on for clock in untold] == [day("2025-06-17")]
