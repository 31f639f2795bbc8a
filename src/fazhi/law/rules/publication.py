"""What is made public about a penalty, and what is kept (公开与保密)."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import by_deadline


def withdrawn_in_time(
    law: Law, *, day: dt.date, changed_on: dt.date, withdrawn_on: dt.date | None = None
) -> Answer:
    """《行政处罚法》第四十八条第二款: three working days to withdraw, with the reason (PEN-029)."""
    deadline = law.deadline("PUB_WITHDRAW").from_(changed_on)
    return by_deadline("PEN-029", deadline, day=day, done_on=withdrawn_on)


def may_open_file(*, day: dt.date, holds_secrets: bool, reader_handles_case: bool) -> Answer:
    """《行政处罚法》第五十条: secrets and private matters are kept (PEN-030)."""
    return rule_text("PEN-030").answer(holds=reader_handles_case or not holds_secrets, day=day)
