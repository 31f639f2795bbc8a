"""Until when a thing may be held, as the law of its ground says."""

import datetime as dt

from fazhi.capabilities.evidence.choices import HeldAs
from fazhi.law.custody_facts import HoldingKind
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.custody import holding_term

#: The task of deciding what becomes of things held.
HOLDING_TASK = "holding.outcome"


def term_of(kind: HeldAs, since: dt.date) -> Deadline | None:
    """Return until when a thing may be held; None where no period of days runs."""
    return holding_term(load_law(), HoldingKind(kind.value), since)
