"""What holds of every period, whatever its start, length, pauses and extension."""

import calendar as months
import datetime as dt
from itertools import pairwise

import chinese_calendar
from hypothesis import assume, given, settings
from hypothesis import strategies as some

from fazhi.law.calendar import days_between
from fazhi.law.counting import add_months
from fazhi.law.deadline import Deadline, Pause
from fazhi.law.deadline_rule import Direction, Owner, Unit
from tests.factories.law import CALENDAR, reckoner

ONE_DAY = dt.timedelta(days=1)
starts = some.dates(dt.date(2020, 1, 1), dt.date(2025, 6, 30))
lengths = some.integers(1, 120)
unhurried = settings(deadline=None, database=None)


@some.composite
def pauses(draw: some.DrawFn, start: dt.date) -> list[Pause]:
    """Draw some pauses one after another, all of them after the start."""
    drawn, day = [], start
    for _ in range(draw(some.integers(0, 3))):
        first = day + ONE_DAY * draw(some.integers(1, 20))
        day = first + ONE_DAY * draw(some.integers(0, 9))
        drawn.append(Pause(first, day))
    return drawn


def length_of(drawn: list[Pause]) -> int:
    return sum((pause.last - pause.first).days + 1 for pause in drawn)


@unhurried
@given(start=starts, number=lengths)
def test_an_authoritys_calendar_days_end_on_exactly_that_day(start: dt.date, number: int) -> None:
    deadline = reckoner(number, Unit.CALENDAR_DAYS, owner=Owner.AUTHORITY).from_(start)

    assert deadline.due_on == start + ONE_DAY * number


@unhurried
@given(start=starts, number=lengths)
def test_a_partys_last_day_is_the_first_working_day_from_the_raw_end(
    start: dt.date, number: int
) -> None:
    deadline = reckoner(number, Unit.CALENDAR_DAYS).from_(start)

    assert deadline.raw_on == start + ONE_DAY * number
    assert deadline.due_on is not None
    assert chinese_calendar.is_workday(deadline.due_on)
    between = days_between(deadline.raw_on, deadline.due_on - ONE_DAY)
    assert [day for day in between if chinese_calendar.is_workday(day)] == []


@unhurried
@given(start=starts, number=lengths)
def test_an_authority_is_warned_on_the_last_working_day_that_is_in_time(
    start: dt.date, number: int
) -> None:
    deadline = reckoner(number, Unit.CALENDAR_DAYS, owner=Owner.AUTHORITY).from_(start)

    assert deadline.due_on is not None
    assert deadline.warn_on is not None
    assert chinese_calendar.is_workday(deadline.warn_on)
    after = days_between(deadline.warn_on + ONE_DAY, deadline.due_on)
    assert [day for day in after if chinese_calendar.is_workday(day)] == []


@unhurried
@given(start=starts, number=some.integers(1, 40))
def test_working_days_are_that_many_days_of_work_in_order(start: dt.date, number: int) -> None:
    deadline = reckoner(number, Unit.WORKING_DAYS).from_(start)

    assert len(deadline.counted) == number
    assert deadline.due_on == deadline.counted[-1]
    assert all(earlier < later for earlier, later in pairwise((start, *deadline.counted)))
    assert all(map(chinese_calendar.is_workday, deadline.counted))
    assert number == CALENDAR.working_days_between(start, deadline.counted[-1])


@unhurried
@given(start=starts, number=some.integers(1, 30))
def test_counting_back_from_a_working_deadline_returns_to_the_eve_of_the_first_day(
    start: dt.date, number: int
) -> None:
    forwards = reckoner(number, Unit.WORKING_DAYS).from_(start)
    assert forwards.due_on is not None

    backwards = reckoner(
        number, Unit.WORKING_DAYS, owner=Owner.AUTHORITY, direction=Direction.BEFORE
    ).from_(forwards.due_on + ONE_DAY)

    assert backwards.due_on == forwards.counted[0]
    assert backwards.counted == forwards.counted


@unhurried
@given(data=some.data(), start=starts, number=some.integers(60, 120))
def test_pauses_move_the_end_of_calendar_days_by_exactly_their_days(
    data: some.DataObject, start: dt.date, number: int
) -> None:
    drawn = data.draw(pauses(start))
    pausable = reckoner(number, Unit.CALENDAR_DAYS, owner=Owner.AUTHORITY, pausable=True)
    assume(not drawn or drawn[-1].first <= start + ONE_DAY * number)

    deadline = pausable.from_(start, pauses=drawn)

    assert deadline.due_on == start + ONE_DAY * (number + length_of(drawn))


@unhurried
@given(data=some.data(), start=starts, number=some.integers(60, 90))
def test_pauses_take_their_working_days_out_of_the_count(
    data: some.DataObject, start: dt.date, number: int
) -> None:
    drawn = data.draw(pauses(start))

    deadline = reckoner(number, Unit.WORKING_DAYS, pausable=True).from_(start, pauses=drawn)

    assert deadline.due_on is not None
    paused = {day for pause in drawn for day in days_between(*pause)}
    worked = [
        day
        for day in days_between(start + ONE_DAY, deadline.due_on)
        if chinese_calendar.is_workday(day) and day not in paused
    ]
    assert list(deadline.counted) == worked
    assert len(worked) == number


@unhurried
@given(start=starts, number=lengths, extend=some.integers(1, 60))
def test_an_extension_is_the_same_as_a_longer_period(
    start: dt.date, number: int, extend: int
) -> None:
    extended = reckoner(number, Unit.CALENDAR_DAYS, extend=extend).from_(start, extend=True)
    longer = reckoner(number + extend, Unit.CALENDAR_DAYS).from_(start)

    assert extended.due_on == longer.due_on


@unhurried
@given(start=starts, number=some.integers(1, 36))
def test_months_end_on_the_same_number_or_on_the_last_day(start: dt.date, number: int) -> None:
    end = add_months(start, number)

    assert (end.year - start.year) * 12 + end.month - start.month == number
    last_day = months.monthrange(end.year, end.month)[1]
    assert end.day == min(start.day, last_day)


@unhurried
@given(start=starts, number=some.integers(1, 20), unit=some.sampled_from(list(Unit)[:2]))
def test_a_later_start_never_ends_earlier(start: dt.date, number: int, unit: Unit) -> None:
    ends = [reckoner(number, unit).from_(day).due_on for day in (start, start + ONE_DAY)]

    assert ends == sorted(day for day in ends if day is not None)


@unhurried
@given(start=some.dates(dt.date(2020, 3, 1), dt.date(2026, 12, 31)), number=some.integers(1, 15))
def test_the_latest_start_is_the_last_from_which_the_period_has_run_out(
    start: dt.date, number: int
) -> None:
    wait = reckoner(number, Unit.WORKING_DAYS)

    latest = wait.latest_start(start)

    assert _has_run_out(wait.from_(latest), start)
    assert not _has_run_out(wait.from_(latest + ONE_DAY), start)


@unhurried
@given(start=some.dates(dt.date(2026, 6, 1), dt.date(2026, 12, 31)), number=some.integers(1, 80))
def test_a_provisional_bound_is_never_after_what_a_notice_may_bring(
    start: dt.date, number: int
) -> None:
    deadline = reckoner(number, Unit.WORKING_DAYS).from_(start)

    if deadline.provisional:
        assert deadline.earliest_on is not None
        assert deadline.earliest_on.year == 2027
        beyond = (deadline.earliest_on - dt.date(2026, 12, 31)).days
        assert beyond + len(deadline.counted) == number
    else:
        assert deadline.due_on == deadline.counted[-1]


@unhurried
@given(data=some.data(), start=starts, number=lengths, unit=some.sampled_from(list(Unit)[:2]))
def test_the_explanation_numbers_every_counted_day_once_and_in_order(
    data: some.DataObject, start: dt.date, number: int, unit: Unit
) -> None:
    drawn = [pause for pause in data.draw(pauses(start)) if pause.first <= start + ONE_DAY * number]
    drawn = drawn if number > length_of(drawn) else []

    deadline = reckoner(number, unit, pausable=True).from_(start, pauses=drawn)

    numbered = [day.number for day in deadline.days if day.number is not None]
    assert numbered == list(range(1, number + 1))
    assert [day.day for day in deadline.days] == sorted(day.day for day in deadline.days)
    assert deadline.days[0].day == start
    assert deadline.days[-1].day == deadline.due_on


def _has_run_out(deadline: Deadline, day: dt.date) -> bool:
    return deadline.passed_from is not None and deadline.passed_from <= day
