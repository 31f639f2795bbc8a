"""From which day a document counts as served, mode by mode (ORD-015, ORD-016)."""

import datetime as dt

import pytest

from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.service import effective_on
from fazhi.law.service_facts import Mode

LAW = load_law("ningbo")
DAY = dt.date(2026, 3, 12)


@pytest.mark.parametrize("mode", [mode for mode in Mode if mode is not Mode.ANNOUNCEMENT])
def test_a_delivery_counts_from_its_own_day(mode: Mode) -> None:
    assert effective_on(LAW, mode=mode, day=DAY) == DAY


def test_an_announcement_counts_when_its_thirty_days_have_passed() -> None:
    found = effective_on(LAW, mode=Mode.ANNOUNCEMENT, day=DAY)

    assert found == dt.date(2026, 4, 13)  # the thirtieth day, 2026-04-11, is a Saturday


def test_the_day_stays_open_while_the_calendar_of_the_year_is_not_published() -> None:
    found = effective_on(LAW, mode=Mode.ANNOUNCEMENT, day=dt.date(2026, 12, 10))

    assert found is None
