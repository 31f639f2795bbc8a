"""The period of a figure: from one day to another, both inclusive, with boundaries in Shanghai."""

import datetime as dt
from dataclasses import dataclass
from typing import Self

from django.db.models import Q

from fazhi.kernel.clock import at_local


@dataclass(frozen=True, slots=True)
class Period:
    """A span of days, such as a year."""

    since: dt.date
    until: dt.date

    def __post_init__(self) -> None:
        """Refuse a span that ends before it begins."""
        if self.until < self.since:
            raise ValueError(f"a period cannot end on {self.until} and begin on {self.since}")

    @classmethod
    def of_year(cls, year: int) -> Self:
        """Return the whole of a year."""
        return cls(dt.date(year, 1, 1), dt.date(year, 12, 31))

    @property
    def previous(self) -> "Period":
        """Return the same days a year before; the 29th of February becomes the 28th."""
        return Period(_year_before(self.since), _year_before(self.until))

    def holds(self, field: str) -> Q:
        """Return the condition that a moment lies in the period."""
        after = at_local(self.until + dt.timedelta(days=1))
        return Q(**{f"{field}__gte": at_local(self.since), f"{field}__lt": after})


def _year_before(day: dt.date) -> dt.date:
    is_leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if is_leap_day else day.day)
