"""The working calendar (工作日历): which days are working days, as the State Council announced.

A weekend may be a make-up day and a weekday a holiday; only the yearly notice of the General Office
of the State Council tells. A year whose notice is not here has no day that could be counted: the
calendar refuses it and never guesses.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Self

from fazhi.law.answer import Text
from fazhi.law.calendar.year import CalendarYear, DayKind, published_years
from fazhi.law.citation import Citation
from fazhi.law.errors import CalendarNotPublishedError

__all__ = ["CalendarYear", "DayKind", "WorkingCalendar", "notice_of"]

ONE_DAY = dt.timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, eq=False)
class WorkingCalendar:
    """The days of all published years (工作日历), with the kind of each.

    The product brings the years it knows; `with_years` adds or corrects some, such as an
    administrator enters when a new notice comes out.
    """

    years: Mapping[int, CalendarYear]

    @classmethod
    def load(cls) -> Self:
        """Return the calendar that comes with the product."""
        return cls.of(published_years())

    @classmethod
    def of(cls, years: Iterable[CalendarYear]) -> Self:
        """Make a calendar of these years; where a year comes twice, the later one holds."""
        latest = {year.year: year for year in years}
        return cls(MappingProxyType(dict(sorted(latest.items()))))

    def with_years(self, years: Iterable[CalendarYear]) -> Self:
        """Return this calendar with further or corrected years."""
        return self.of([*self.years.values(), *years])

    def published(self, year: int) -> bool:
        """Tell whether the notice for a year is in this calendar."""
        return year in self.years

    def require(self, year: int) -> None:
        """Refuse a year whose notice is not in this calendar."""
        if not self.published(year):
            raise CalendarNotPublishedError(year, _not_published(year))

    @cached_property
    def last_year(self) -> int:
        """The last year whose notice is in this calendar."""
        return max(self.years, default=0)

    def kind_of(self, day: dt.date) -> DayKind:
        """Return what a day is; a year without its notice raises CalendarNotPublishedError."""
        self.require(day.year)
        week_says = DayKind.REST_DAY if day.weekday() >= _SATURDAY else DayKind.WORKING_DAY
        return self._named.get(day, week_says)

    def festival_of(self, day: dt.date) -> Text | None:
        """Return the festival for which a day is off, such as 春节."""
        return self._festivals.get(day)

    def is_working_day(self, day: dt.date) -> bool:
        """Tell whether a day is a working day, make-up days included."""
        self.require(day.year)
        return self._working[day]

    def add_working_days(self, day: dt.date, number: int) -> dt.date:
        """Return the nth working day after a day; with a negative number, before it."""
        step = ONE_DAY if number > 0 else -ONE_DAY
        for _ in range(abs(number)):
            day += step
            while not self.is_working_day(day):
                day += step
        return day

    def working_days_between(self, first: dt.date, last: dt.date) -> int:
        """Count the working days after `first` up to and including `last`."""
        return sum(self.is_working_day(day) for day in days_between(first + ONE_DAY, last))

    def last_working_day_on_or_before(self, day: dt.date) -> dt.date:
        """Return the day itself when it is a working day, else the last one before it."""
        while not self.is_working_day(day):
            day -= ONE_DAY
        return day

    def first_working_day_on_or_after(self, day: dt.date) -> dt.date:
        """Return the day itself when it is a working day, else the next one."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def next_working_day(self, day: dt.date) -> dt.date:
        """Return the first working day after a day."""
        return self.add_working_days(day, 1)

    @cached_property
    def _working(self) -> Mapping[dt.date, bool]:
        return {
            day: self.kind_of(day).is_working
            for year in self.years
            for day in days_between(dt.date(year, 1, 1), dt.date(year, 12, 31))
        }

    @cached_property
    def _named(self) -> Mapping[dt.date, DayKind]:
        # A later notice may name days of the December before, so it is laid over the earlier one.
        named: dict[dt.date, DayKind] = {}
        for year in self.years.values():
            named |= dict.fromkeys(year.holidays, DayKind.STATUTORY_HOLIDAY)
            named |= dict.fromkeys(year.make_up_days, DayKind.MAKE_UP_DAY)
        return named

    @cached_property
    def _festivals(self) -> Mapping[dt.date, Text]:
        return {day: name for year in self.years.values() for day, name in year.holidays.items()}


def days_between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    """Yield each day from `first` to `last`, both included."""
    for number in range((last - first).days + 1):
        yield first + number * ONE_DAY


def notice_of(year: int) -> Citation:
    """Return the notice that makes the calendar of a year, whether it has come out or not."""
    return Citation(f"国务院办公厅关于{year}年部分节假日安排的通知")


def _not_published(year: int) -> Text:
    return Text(
        zh=f"日历中没有{notice_of(year)}，{year} 年的工作日无法计算",
        en=f"The calendar has no State Council holiday notice for {year}, so no working day of "
        f"{year} can be counted",
    )
