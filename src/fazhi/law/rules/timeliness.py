"""Whether something was done, or still can be done, by its deadline (期限内)."""

import datetime as dt

from fazhi.law.answer import Answer, Text
from fazhi.law.deadline import Deadline, Timeliness
from fazhi.law.rule import rule_text


def by_deadline(
    rule: str,
    deadline: Deadline,
    *,
    day: dt.date,
    done_on: dt.date | None,
    step: Text | None = None,
) -> Answer:
    """Answer whether the thing was done in time, or on `day` can still be done in time.

    Where the calendar ends before the deadline, nothing is called late that may be in time.
    """
    act = done_on or day
    state = _state(done_on, day)
    what = step or Text("办理", "act")
    return rule_text(rule).answer(
        holds=deadline.judge(act) is not Timeliness.LATE,
        day=day,
        due=due(deadline),
        state=state.zh,
        state_en=state.en,
        step=what.zh,
        step_en=what.en,
    )


def due(deadline: Deadline) -> str:
    """Write the last day of a deadline, or its lower bound while the calendar is not published."""
    return str(deadline.due_on) if deadline.due_on else f"≥ {deadline.earliest_on}"


def _state(done_on: dt.date | None, day: dt.date) -> Text:
    if done_on is None:
        return Text(f"至 {day} 尚未办理", f"not done by {day}")
    return Text(f"已于 {done_on} 办理", f"done on {done_on}")
