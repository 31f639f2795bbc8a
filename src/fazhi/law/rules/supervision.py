"""Supervision of enforcement (行政执法监督): what the supervision body may see."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.rule import rule_text


def open_to_supervision(*, day: dt.date, called_for: int, provided: int) -> tuple[Answer, ...]:
    """《行政执法监督条例》第二条、第六条: the body is given the files it calls for (SUP-001).

    The Regulation is in force from its day on; its terms were not read, so there is none here.
    """
    rule = rule_text("SUP-001")
    if not rule.in_force(day):
        return ()
    missing = max(called_for - provided, 0)
    return (rule.answer(holds=not missing, day=day, count=missing),)
