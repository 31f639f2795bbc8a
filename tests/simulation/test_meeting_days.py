"""Meetings of a played year: one a month, on working days, announced on a working day."""

import datetime as dt

from fazhi.law.calendar import WorkingCalendar
from fazhi.simulation.scenario import load_scenario
from fazhi.simulation.stage import Stage
from fazhi.simulation.streams.meetings import NOTICE
from tests.factories.seats import AUTHORITY

CALENDAR = WorkingCalendar.load()


def days_of_meetings(name: str, number: int = 0) -> list[dt.date]:
    """Return the days of the meetings that a scenario plays in one of its sub-districts."""
    scenario = load_scenario(name)
    plan = scenario.authorities[number]
    stage = Stage(scenario, plan, AUTHORITY, scenario.seed, CALENDAR)
    return [day for day in stage.days for _one in range(stage.count("meetings", day))]


def test_twelve_meetings_are_one_in_each_month() -> None:
    days = days_of_meetings("zhuangshi-2023")

    assert [day.month for day in days] == list(range(1, 13))


def test_meetings_are_held_and_announced_on_working_days() -> None:
    days = [*days_of_meetings("zhuangshi-2023"), *days_of_meetings("zhuangshi-2023", 1)]

    assert len(days) == 16
    assert all(CALENDAR.is_working_day(each) for day in days for each in (day, day - NOTICE))
