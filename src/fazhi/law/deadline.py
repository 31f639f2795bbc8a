"""Deadlines (期限): the day by which, counted as the law counts, and the reasons for it.

    deadline = law.deadline("SEIZE").from_(seized_on)
    deadline.due_on            # the legal last day
    deadline.warn_on           # the working day on which the authority should be done
    deadline.judge(lifted_on)  # in time, in doubt or late
    deadline.days              # the count, day by day, for the clerk

`fazhi.law.reckoner` says how the days are counted.
"""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from fazhi.law.answer import Text
from fazhi.law.calendar import ONE_DAY, WorkingCalendar
from fazhi.law.citation import Citation
from fazhi.law.counting import days_of
from fazhi.law.deadline_rule import DeadlineRule, Term
from fazhi.law.errors import TimeNeededError
from fazhi.law.explanation import ExplainedDay, Explanation, Milestones

#: Clocks in China read UTC+8 the whole year.
CHINA = dt.timezone(dt.timedelta(hours=8))


class Pause(NamedTuple):
    """Days that do not count (不计入期限), both included."""

    first: dt.date
    last: dt.date


class Timeliness(StrEnum):
    """How an act on some day stands to a deadline."""

    IN_TIME = "in_time"
    IN_DOUBT = "in_doubt"
    LATE = "late"
    TOO_EARLY = "too_early"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A computed deadline (期限届满之日).

    `due_on` is the legal last day (`due_at` the moment, for hours); None when `provisional`, and
    then it is not before `earliest_on`. `warn_on` is the working day on which the authority should
    be done. `raw_on` is the last day before any rolling; up to `safe_on` an act is in time on every
    reading, after `outer_on` on none. `counted` are the days counted, for working days.
    """

    rule: DeadlineRule
    term: Term
    calendar: WorkingCalendar = field(repr=False, compare=False)
    start: dt.date | dt.datetime
    pauses: tuple[Pause, ...] = ()
    due_on: dt.date | None = None
    due_at: dt.datetime | None = None
    warn_on: dt.date | None = None
    warn_at: dt.datetime | None = None
    provisional: bool = False
    earliest_on: dt.date | None = None
    raw_on: dt.date | None = None
    safe_on: dt.date | None = None
    outer_on: dt.date | None = None
    counted: tuple[dt.date, ...] = ()
    notes: tuple[Text, ...] = ()

    @property
    def because(self) -> tuple[Citation, ...]:
        """The provisions that the period rests on."""
        return self.term.because

    @property
    def passed_from(self) -> dt.date | None:
        """The first day on which the period has run out: what had to wait for it may happen."""
        return self.due_on + ONE_DAY if self.due_on else None

    @property
    def days(self) -> tuple[ExplainedDay, ...]:
        """The explanation, day by day."""
        return Explanation(
            calendar=self.calendar,
            anchor=self.rule.anchor,
            unit=self.term.unit,
            milestones=Milestones(
                start=day_of(self.start),
                raw_on=self.raw_on,
                due_on=self.due_on,
                warn_on=self.warn_on,
                outer_on=self.outer_on,
                earliest_on=self.earliest_on,
            ),
            paused=days_of(self.pauses),
            counted=self.counted,
        ).days()

    def days_late(self, day: dt.date) -> int:
        """Count the whole days by which a day is late; 0 when it is not, or nobody can tell yet."""
        return max((day - self.due_on).days, 0) if self.due_on else 0

    def judge(self, act: dt.date | dt.datetime) -> Timeliness:
        """Tell whether an act on a day (or at a moment, for hours) is in time."""
        if self.due_at is not None:
            in_time = moment_of(self.rule, act) <= self.due_at
            return Timeliness.IN_TIME if in_time else Timeliness.LATE
        day = day_of(act)
        return self._judge_least(day) if self.rule.minimum else self._judge_most(day)

    def _judge_most(self, day: dt.date) -> Timeliness:
        safe_on, outer_on = self.safe_on or self.earliest_on, self.outer_on
        if safe_on is not None and day <= safe_on:
            return Timeliness.IN_TIME
        late = outer_on is not None and day > outer_on
        return Timeliness.LATE if late else Timeliness.IN_DOUBT

    def _judge_least(self, day: dt.date) -> Timeliness:
        # A period that must at least be given is over on the day after its last one.
        least = self.due_on or self.earliest_on
        if least is None or day == least:
            return Timeliness.IN_DOUBT
        if day < least:
            return Timeliness.TOO_EARLY
        if self.due_on is None:
            return Timeliness.IN_DOUBT
        late = self.term.maximum and self.outer_on is not None and day > self.outer_on
        return Timeliness.LATE if late else Timeliness.IN_TIME


def day_of(moment: dt.date | dt.datetime) -> dt.date:
    """Return the day in China of a moment; a moment without a zone is read on a clock in China."""
    if not isinstance(moment, dt.datetime):
        return moment
    return (moment.astimezone(CHINA) if moment.tzinfo else moment).date()


def moment_of(rule: DeadlineRule, moment: dt.date | dt.datetime) -> dt.datetime:
    """Return the moment from or at which a period of hours is measured; a day alone is refused."""
    if isinstance(moment, dt.datetime):
        return moment if moment.tzinfo else moment.replace(tzinfo=CHINA)
    raise TimeNeededError(
        Text(
            f"“{rule.label.zh}”按小时计算，须写明时间，如 {moment}T09:30",
            f"“{rule.label.en}” runs in hours: give the time as well, such as {moment}T09:30",
        )
    )
