"""The office's own terms of answering: the register, and the starting values beside it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from fazhi.law.errors import CalendarNotPublishedError
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.leads.choices import TermSubject
from fazhi.proceedings.leads.models import ResponseTerm

_FILE = Path(__file__).with_name("response_terms.yaml")
_WEEK, _DAYS_A_WEEK = 5, 7


@dataclass(frozen=True, slots=True)
class Term:
    """A term on a day: how many working days, since when, by which rule of the office, and why."""

    subject: TermSubject
    working_days: int
    since: dt.date
    cite: str
    reason: str = ""


@cache
def starting_terms() -> tuple[Term, ...]:
    """Return the terms that hold until the register says something else."""
    content = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return tuple(Term(**(each | {"subject": TermSubject(each["subject"])})) for each in content)


def terms_on(authority: str, day: dt.date) -> list[Term]:
    """Return the term of each subject on a day, in the order of the list."""
    rows = list(ResponseTerm.objects.filter(authority=authority))
    return [_term(rows, subject, day) for subject in TermSubject]


def due_days(authority: str, wanted: Sequence[tuple[TermSubject, dt.date]]) -> list[dt.date]:
    """Return by which day what was received on a day must be answered."""
    rows = list(ResponseTerm.objects.filter(authority=authority))
    return [_last_day(day, _term(rows, subject, day).working_days) for subject, day in wanted]


def _term(rows: Sequence[ResponseTerm], subject: TermSubject, day: dt.date) -> Term:
    """Return the term of a day: that of the register; before it began, the starting value."""
    for row in rows:
        if row.subject == subject and row.holds_on(day):
            return Term(subject, row.working_days, row.since, row.cite, row.reason)
    return next(each for each in starting_terms() if each.subject is subject)


def _last_day(day: dt.date, working_days: int) -> dt.date:
    """Return the last day; a lower bound where the holidays of a year are not yet published."""
    try:
        return load_law().calendar.add_working_days(day, working_days)
    except CalendarNotPublishedError:
        weeks, rest = divmod(working_days, _WEEK)
        return day + dt.timedelta(days=weeks * _DAYS_A_WEEK + rest)
