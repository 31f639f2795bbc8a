"""Co-operation (协助、移送): what a body owes that is asked, or that found what is not its own."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.rule import rule_text


def assistance_is_given(*, day: dt.date, is_within_powers: bool, is_declined: bool) -> Answer:
    """《行政处罚法》第二十六条: what lies within the powers asked is to be given (PEN-005)."""
    return rule_text("PEN-005").answer(holds=not (is_within_powers and is_declined), day=day)


def found_elsewhere_is_handed_over(
    *, day: dt.date, is_own_finding: bool, is_handed_over: bool
) -> tuple[Answer, ...]:
    """《浙江省综合行政执法条例》第十八条: what officers find beyond their powers goes on (ZJ-005).

    Who sent something to this house still holds it; what its own officers found, nobody else does.
    """
    rule = rule_text("ZJ-005")
    if not rule.in_force(day):
        return ()
    return (rule.answer(holds=is_handed_over or not is_own_finding, day=day),)
