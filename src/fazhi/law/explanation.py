"""The explanation of a deadline (期限说明): day by day, so that a clerk can check it by hand."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fazhi.law.answer import Text
from fazhi.law.calendar import ONE_DAY, DayKind, WorkingCalendar, days_between
from fazhi.law.deadline_rule import Anchor, Unit


@dataclass(frozen=True, slots=True)
class ExplainedDay:
    """One day of the explanation: what it is, its number if it counts, and why it is shown.

    `kind` is None while the notice for its year is still to come.
    """

    day: dt.date
    kind: DayKind | None
    number: int | None
    notes: tuple[Text, ...]

    @property
    def note(self) -> Text:
        """All that is said of this day, in one line."""
        return Text(
            zh="；".join(note.zh for note in self.notes),
            en="; ".join(note.en for note in self.notes),
        )


@dataclass(frozen=True, slots=True)
class Milestones:
    """The days of a deadline that the explanation points at; None where unknown."""

    start: dt.date
    raw_on: dt.date | None
    due_on: dt.date | None
    warn_on: dt.date | None
    outer_on: dt.date | None
    earliest_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything the list of days is made from."""

    calendar: WorkingCalendar
    anchor: Anchor
    unit: Unit
    milestones: Milestones
    paused: frozenset[dt.date]
    counted: tuple[dt.date, ...]

    def days(self) -> tuple[ExplainedDay, ...]:
        """Return the days from the first that matters to the last."""
        numbers = self._numbers()
        return tuple(
            ExplainedDay(day, self._kind(day), numbers.get(day), tuple(self._notes(day)))
            for day in self._shown()
        )

    def _shown(self) -> Iterator[dt.date]:
        marks = self.milestones
        known = (marks.start, marks.raw_on, marks.due_on, marks.warn_on, marks.earliest_on)
        ends = [day for day in known if day is not None]
        if self.unit.is_days:
            yield from days_between(min(ends), max(ends))
            return
        yield marks.start
        yield from days_between(max(min(ends[1:]), marks.start + ONE_DAY), max(ends))

    def _numbers(self) -> dict[dt.date, int]:
        days = self.counted
        if self.unit is Unit.CALENDAR_DAYS:
            start, raw = self.milestones.start, self.milestones.raw_on or self.milestones.start
            first, last = min(start, raw), max(start, raw)
            days = tuple(
                day for day in days_between(first, last) if day != start and day not in self.paused
            )
        backwards = bool(days) and days[-1] < self.milestones.start
        ordered = reversed(days) if backwards else days
        return {day: number for number, day in enumerate(ordered, start=1)}

    def _kind(self, day: dt.date) -> DayKind | None:
        return self.calendar.kind_of(day) if self.calendar.published(day.year) else None

    def _notes(self, day: dt.date) -> Iterator[Text]:
        if (festival := self.calendar.festival_of(day)) is not None:
            yield festival
        marks, anchor = self.milestones, self.anchor.label
        start_note = Text(f"{anchor.zh}，当日不计入", f"{anchor.en}; this day is not counted")
        is_due = day == marks.due_on
        for applies, note in (
            (day == marks.start, start_note),
            (day in self.paused and day != marks.start, _PAUSED),
            (day == marks.raw_on and not is_due, _ROLLED),
            (day == marks.warn_on and not is_due, _WARNED),
            (is_due, _DUE),
            (day == marks.outer_on and not is_due, _OUTER),
            (day == marks.earliest_on, _EARLIEST),
        ):
            if applies:
                yield note


_PAUSED = Text("扣除，不计入期限", "paused, not counted")
_ROLLED = Text("期满日逢休息日，顺延", "the period ends on a rest day and is rolled on")
_WARNED = Text("本机关最迟在此日办结", "the authority should be done by this day")
_DUE = Text("期限最后一日", "last day of the period")
_OUTER = Text("最宽的读法到此为止", "the widest reading ends here")
_EARLIEST = Text("最早可能的最后一日", "the earliest possible last day")
