"""Deadline rules made for tests: a number and a unit, the rest as in the simplest of laws."""

import datetime as dt
from typing import Any

from fazhi.law.answer import Text
from fazhi.law.calendar import WorkingCalendar
from fazhi.law.citation import Citation
from fazhi.law.deadline_rule import Anchor, DeadlineRule, Owner, Term, Unit
from fazhi.law.reckoner import Reckoner

CALENDAR = WorkingCalendar.load()
SINCE = dt.date(2000, 1, 1)


def reckoner(number: int, unit: Unit, *, owner: Owner = Owner.PARTY, **given: Any) -> Reckoner:
    """Return a rule of that length, with the calendar of the product."""
    of_term = {key: given.pop(key) for key in ("extend", "maximum", "warn") if key in given}
    term = Term(number, unit, (Citation("试验法", 1),), SINCE, None, "A", **of_term)
    rule = DeadlineRule(
        name="TRIAL",
        label=Text("试验期限", "Trial period"),
        anchor=Anchor("served", Text("送达之日", "service")),
        owner=owner,
        terms=(term,),
        checked_on=SINCE,
        **given,
    )
    return Reckoner(rule, CALENDAR)
