"""Clocks of enforcement (强制执行的起算): when remedies are over, until when the court is asked."""

import datetime as dt

from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law


def remedies_end(law: Law, *, served_on: dt.date, remedies_told: bool = True) -> dt.date | None:
    """Return the last day on which the party may still apply for reconsideration or sue.

    Both periods must be over; untold, they may run up to a year from knowing the content
    (《行政复议法》第二十条第三款, 《行诉解释》第六十四条). None while the calendar does not tell.
    """
    periods = ("REVIEW", "SUIT") if remedies_told else ("SUIT_UNTOLD",)
    ends = [law.deadline(period).from_(served_on).due_on for period in periods]
    known = [end for end in ends if end is not None]
    return max(known) if len(known) == len(ends) else None


def suit_end(law: Law, *, served_on: dt.date, remedies_told: bool = True) -> Deadline:
    """Return the end of the period for suit (起诉期限届满), from which the three months run."""
    return law.deadline("SUIT" if remedies_told else "SUIT_UNTOLD").from_(served_on)


def court_application(
    law: Law,
    *,
    served_on: dt.date,
    review_first: bool,
    remedies_told: bool = True,
    instalments_end_on: dt.date | None = None,
) -> tuple[Deadline, ...]:
    """Return the clocks for asking the court to enforce a decision, the earliest first.

    The three months run from the end of the period for suit (T-10), with an approved deferral or
    instalments from the end of those if that is later. Where reconsideration must come first
    and nobody applied, the party can no longer sue, so they may be said to run from the end of the
    sixty days already: both clocks run, and the authority minds the earlier (COE-028).
    """
    clock = law.deadline("COURT_APPLY")
    suit = suit_end(law, served_on=served_on, remedies_told=remedies_told)
    last = instalments_end_on
    if last is not None and suit.due_on is not None and last > suit.due_on:
        return (clock.from_(last),)
    if not (review_first and remedies_told):
        return (clock.after(suit),)
    return (clock.after(law.deadline("REVIEW").from_(served_on)), clock.after(suit))
