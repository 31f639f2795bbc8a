"""Questions under the Compulsion Law (行政强制法): until when the court may be asked to enforce."""

import datetime as dt

from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import Law


def court_application(law: Law, *, served_on: dt.date, review_first: bool) -> tuple[Deadline, ...]:
    """Return the clocks for asking the court to enforce a decision, the earliest first.

    The three months run from the end of the period for suit. Where reconsideration must come first
    and nobody applied, the party can no longer sue, so they may be said to run from the end of the
    sixty days already: both clocks run, and the authority minds the earlier (COE-028).
    """
    periods = ("REVIEW", "SUIT") if review_first else ("SUIT",)
    return tuple(
        law.deadline("COURT_APPLY").after(law.deadline(period).from_(served_on))
        for period in periods
    )
