"""Counting (计算): walks the calendar as a period runs, and stops where nobody can know.

A day beyond the last published year is neither a working day nor a rest day. Counting forwards, all
such days together give a lower bound as if each counted; counting backwards, as if none did.
"""

import calendar as months
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from fazhi.law.calendar import ONE_DAY, WorkingCalendar, days_between
from fazhi.law.deadline_rule import Direction, Unit

_MONTHS_IN_YEAR = 12


@dataclass(frozen=True, slots=True)
class Count:
    """Where a period ends: on `last`, the days `counted` one by one for working days.

    When `missing` names a year without its notice, `last` is only a lower bound.
    """

    last: dt.date
    counted: tuple[dt.date, ...] = ()
    missing: int | None = None

    @property
    def end(self) -> dt.date | None:
        """The last day of the period, or None where nobody can know it yet."""
        return self.last if self.missing is None else None


@dataclass(frozen=True, slots=True)
class Counter:
    """Counts one period: its unit, its direction, the days that do not count, in a calendar."""

    calendar: WorkingCalendar
    unit: Unit
    direction: Direction = Direction.AFTER
    paused: frozenset[dt.date] = frozenset()

    def count(self, start: dt.date, number: int) -> Count:
        """Count a number of days, months or years from a day that is itself excluded."""
        match self.unit:
            case Unit.MONTHS:
                return Count(add_months(start, number))
            case Unit.YEARS:
                return Count(add_months(start, number * _MONTHS_IN_YEAR))
            case Unit.CALENDAR_DAYS if not self.paused:
                return Count(start + number * self._step)
            case _:
                return self._walk(start, number)

    def rolled(self, end: dt.date) -> Count:
        """Return the end, or the next working day when it is a rest day."""
        while (working := self.is_working(end)) is False:
            end += ONE_DAY
        return Count(end, missing=end.year if working is None else None)

    def warned(self, end: dt.date) -> dt.date | None:
        """Return the last working day on or before the end, or None while nobody can know it."""
        while (working := self.is_working(end)) is False:
            end -= ONE_DAY
        return end if working else None

    def unrolled(self, anchor: dt.date) -> dt.date:
        """Return the earliest day on which a period rolled to this anchor may have ended."""
        if not self.is_working(anchor):
            return anchor
        while self.is_working(anchor - ONE_DAY) is False:
            anchor -= ONE_DAY
        return anchor

    def is_working(self, day: dt.date) -> bool | None:
        """Tell whether a day is a working day; None when its notice is still to come."""
        if day.year > self.calendar.last_year:
            return None
        return self.calendar.is_working_day(day)

    def _walk(self, start: dt.date, number: int) -> Count:
        forwards = self.direction is Direction.AFTER
        day, found, counted, missing = start, 0, [], None
        while found < number:
            day += self._step
            if day in self.paused:
                continue
            counts = self._counts(day)
            if counts is None:
                missing, counts = missing or day.year, forwards
            elif counts and self.unit is Unit.WORKING_DAYS:
                counted.append(day)
            found += counts
        return Count(day, tuple(sorted(counted)), missing)

    @property
    def _step(self) -> dt.timedelta:
        return ONE_DAY if self.direction is Direction.AFTER else -ONE_DAY

    def _counts(self, day: dt.date) -> bool | None:
        return True if self.unit is Unit.CALENDAR_DAYS else self.is_working(day)


def add_months(day: dt.date, number: int) -> dt.date:
    """Return the day of the same number some months later, or the last day of a shorter month."""
    year, month = divmod(day.year * _MONTHS_IN_YEAR + day.month - 1 + number, _MONTHS_IN_YEAR)
    longest = months.monthrange(year, month + 1)[1]
    return dt.date(year, month + 1, min(day.day, longest))


def days_of(pauses: Iterable[tuple[dt.date, dt.date]]) -> frozenset[dt.date]:
    """Return every day of some pauses, the first and the last of each included."""
    return frozenset(day for first, last in pauses for day in days_between(first, last))
