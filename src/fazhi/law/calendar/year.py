"""One year of the working calendar, as its State Council notice (节假日安排的通知) gave it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.errors import LawError
from fazhi.law.reading import Entry, read

FOLDER = Path(__file__).parent / "years"

_SATURDAY = 5
_DECEMBER = 12


class DayKind(StrEnum):
    """What a day is. A holiday is any day the notice gives off, days moved by 调休 included."""

    WORKING_DAY = "working_day"
    REST_DAY = "rest_day"
    STATUTORY_HOLIDAY = "statutory_holiday"
    MAKE_UP_DAY = "make_up_day"

    @property
    def is_working(self) -> bool:
        """Tell whether authorities work on such a day."""
        return self in {DayKind.WORKING_DAY, DayKind.MAKE_UP_DAY}

    @property
    def label(self) -> Text:
        """The name of this kind of day."""
        return _KIND_LABELS[self]


_KIND_LABELS = {
    DayKind.WORKING_DAY: Text("工作日", "working day"),
    DayKind.REST_DAY: Text("休息日", "rest day"),
    DayKind.STATUTORY_HOLIDAY: Text("节假日", "holiday"),
    DayKind.MAKE_UP_DAY: Text("调休上班日", "make-up day"),
}


@dataclass(frozen=True, eq=False)
class CalendarYear:
    """What the notice for one year names: holidays with their festival, and make-up days.

    All other days are what the week says. A notice may also name the last days of the December
    before: 2022-12-31 was given off by the notice for 2023.
    """

    year: int
    because: tuple[Citation, ...]
    holidays: Mapping[dt.date, Text]
    make_up_days: frozenset[dt.date]

    def __post_init__(self) -> None:
        for day in (*self.holidays, *self.make_up_days):
            if day.year != self.year and (day.year, day.month) != (self.year - 1, _DECEMBER):
                raise LawError(
                    Text(f"{day} 不属于 {self.year} 年", f"{day} does not belong to {self.year}")
                )
        for day in sorted(self.make_up_days):
            if day in self.holidays:
                raise LawError(
                    Text(f"{day} 既放假又上班", f"{day} is both a holiday and a make-up day")
                )
            if day.weekday() < _SATURDAY:
                raise LawError(
                    Text(f"{day} 本来就是工作日", f"{day} is a weekday, not a make-up day")
                )


def published_years(folder: Path = FOLDER) -> tuple[CalendarYear, ...]:
    """Read the years that come with the product, earliest first."""
    return tuple(_read_year(read(path, folder)) for path in sorted(folder.glob("*.yaml")))


def _read_year(entry: Entry) -> CalendarYear:
    year = entry.whole("year")
    because = entry.cite()
    holidays: dict[dt.date, Text] = {}
    for festival in entry.entries("holidays"):
        holidays |= _festival(festival)
    make_up_days = entry.days("make_up_days")
    entry.verified()
    entry.finish()
    try:
        return CalendarYear(year, because, holidays, frozenset(make_up_days))
    except LawError as error:
        raise entry.error("", error.text.zh, error.text.en) from error


def _festival(entry: Entry) -> dict[dt.date, Text]:
    name = Text(zh=entry.text("name"), en=entry.text("name_en"))
    first, last = entry.day("first"), entry.day("last")
    entry.finish()
    if last < first:
        raise entry.error("last", "早于 first", "lies before first")
    return {first + dt.timedelta(days=n): name for n in range((last - first).days + 1)}
