"""`fazhi calendar`: which days of a year are working days, as the State Council announced."""

import argparse
import datetime as dt
import json

from fazhi.cli.plain import year_in_words
from fazhi.cli.terminal import FINDING, GOOD, complain, help_of, written
from fazhi.law.calendar import days_between
from fazhi.law.errors import LawError
from fazhi.law.instrument import Instrument
from fazhi.law.jurisdiction import Law, load_law


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("year", type=int, metavar="YEAR", help=help_of("年份", "the year"))
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Show one year; return the exit code."""
    try:
        law = load_law()
        law.calendar.require(arguments.year)
    except LawError as error:
        complain(error.text.zh, error.text.en)
        return FINDING
    if arguments.json:
        output = json.dumps(as_json(law, arguments.year), ensure_ascii=False, indent=2)
    else:
        words = year_in_words(law.calendar, arguments.year, _notices(law, arguments.year))
        output = written(words, between="\n\n")
    print(output)  # noqa: T201 -- this is what was asked for
    return GOOD


def as_json(law: Law, year: int) -> dict[str, object]:
    """Return a year as the published schema has it (docs/commands/calendar.schema.json)."""
    calendar = law.calendar
    days = list(days_between(dt.date(year, 1, 1), dt.date(year, 12, 31)))
    return {
        "year": year,
        "notices": [
            {"title": notice.title, "number": notice.number} for notice in _notices(law, year)
        ],
        "working_days": sum(map(calendar.is_working_day, days)),
        "days": [
            {
                "day": day.isoformat(),
                "kind": calendar.kind_of(day),
                "is_working_day": calendar.is_working_day(day),
                "festival": str(calendar.festival_of(day) or "") or None,
            }
            for day in days
        ],
    }


def _notices(law: Law, year: int) -> list[Instrument]:
    return [law.instrument(citation.instrument) for citation in law.calendar.years[year].because]
