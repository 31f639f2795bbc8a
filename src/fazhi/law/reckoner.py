"""The reckoner (期限计算): counts a period of the law from its anchor.

    law.deadline("PAY").from_(served_on)
    law.deadline("SEIZE").from_(seized_on, extend=True, pauses=[Pause(sent_on, returned_on)])
    law.deadline("COURT_APPLY").after(law.deadline("SUIT").from_(served_on))

The first day is excluded. A party's period that ends on a rest day ends on the next working day; an
authority's does not, and carries the last working day on or before its end as a warning (P-02).
Hours run from their moment. Months and years end on the day of the same number, or on the last day
of a shorter month. Where the count leaves the published calendar, the answer is provisional.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from fazhi.law.answer import Text
from fazhi.law.calendar import ONE_DAY, WorkingCalendar, notice_of
from fazhi.law.counting import Count, Counter, days_of
from fazhi.law.deadline import Deadline, Pause, day_of, moment_of
from fazhi.law.deadline_rule import DeadlineRule, Owner, Term, Unit
from fazhi.law.errors import NoExtensionError, NotPausableError, PauseOutsidePeriodError


@dataclass(frozen=True, slots=True)
class Reckoner:
    """A deadline rule together with the calendar it is counted in."""

    rule: DeadlineRule
    calendar: WorkingCalendar = field(repr=False)

    def from_(
        self,
        start: dt.date | dt.datetime,
        *,
        extend: bool = False,
        pauses: Sequence[tuple[dt.date, dt.date]] = (),
    ) -> Deadline:
        """Count the period from its anchor; hours need a moment, for all else a day is enough.

        `extend` adds the rule's own extension once. `pauses` are days that do not count, the first
        and the last of each included.
        """
        term = self.rule.at(day_of(start))
        number = term.number + (self._extension(term) if extend else 0)
        ordered = self._pauses(pauses, day_of(start))
        base = Deadline(self.rule, term, self.calendar, start, ordered)
        if term.unit is Unit.HOURS:
            return self._in_hours(base, number)
        return self._in_days(base, number)

    def after(self, earlier: Deadline) -> Deadline:
        """Count the period from the end of an earlier one.

        The due day follows the earlier end as it was rolled, the safe day as it was before (P-02).
        """
        if earlier.due_on is None or earlier.raw_on is None:
            bound = self.from_(earlier.earliest_on or day_of(earlier.start))
            unknown = replace(bound, due_on=None, warn_on=None, safe_on=None, outer_on=None)
            earliest_on = bound.due_on or bound.earliest_on
            return replace(
                unknown, raw_on=None, provisional=True, earliest_on=earliest_on, notes=earlier.notes
            )
        later, safe_on = self.from_(earlier.due_on), self.from_(earlier.raw_on).raw_on
        return replace(later, safe_on=safe_on, warn_on=self._warning(later.term, safe_on))

    def latest_start(self, before: dt.date) -> dt.date:
        """Return the last day from which the period has surely run out before another day."""
        start = before - ONE_DAY
        while (passed := self.from_(start).passed_from) is None or passed > before:
            start -= ONE_DAY
        return start

    def _in_hours(self, base: Deadline, number: int) -> Deadline:
        start = moment_of(self.rule, base.start)
        due_at = start + dt.timedelta(hours=number)
        warn_at = start + dt.timedelta(hours=base.term.warn) if base.term.warn else None
        due_on = day_of(due_at)
        return replace(
            base, due_at=due_at, warn_at=warn_at, due_on=due_on, safe_on=due_on, outer_on=due_on
        )

    def _in_days(self, base: Deadline, number: int) -> Deadline:
        start, counter = day_of(base.start), self._counter(base.term, base.pauses)
        period = counter.count(start, number)
        raw = counter.count(start, number + 1) if self.rule.clear else period
        due = self._due(counter, raw)
        self._refuse_pauses_after(due.last, base.pauses)
        known = replace(
            base, raw_on=raw.end, counted=period.counted, due_on=due.end, notes=_notes(due.missing)
        )
        if due.end is None:
            return replace(known, provisional=True, earliest_on=due.last)
        safe_on = self._safe(counter, start, number, due.end)
        outer = period if self.rule.clear else due
        if base.term.maximum:
            outer = counter.count(start, base.term.maximum)
        warn_on = self._warning(base.term, safe_on)
        notes = _no_warning(safe_on.year) if self._warns and warn_on is None else ()
        return replace(known, safe_on=safe_on, outer_on=outer.end, warn_on=warn_on, notes=notes)

    def _due(self, counter: Counter, raw: Count) -> Count:
        if self.rule.owner is not Owner.PARTY or raw.end is None:
            return raw
        return counter.rolled(raw.end)

    def _safe(self, counter: Counter, start: dt.date, number: int, due_on: dt.date) -> dt.date:
        """Return the last day that is in time on every reading, the shortest included."""
        if self.rule.start_day_in_question:
            # Were the first day counted, the period would be full a day earlier; on that day too
            # it may be said to have passed (E17).
            return counter.count(start - ONE_DAY, number).last - ONE_DAY
        if self.rule.anchor_rolls:
            return counter.count(counter.unrolled(start), number).last
        return due_on

    def _warning(self, term: Term, safe_on: dt.date | None) -> dt.date | None:
        if safe_on is None or not self._warns:
            return None
        return self._counter(term).warned(safe_on)

    @property
    def _warns(self) -> bool:
        return self.rule.owner is Owner.AUTHORITY and not self.rule.minimum

    def _counter(self, term: Term, pauses: Sequence[Pause] = ()) -> Counter:
        return Counter(self.calendar, term.unit, self.rule.direction, days_of(pauses))

    def _extension(self, term: Term) -> int:
        if not term.extend:
            label = self.rule.label
            raise NoExtensionError(
                Text(f"“{label.zh}”没有延长的规定", f"The law knows no extension of “{label.en}”")
            )
        return term.extend

    def _pauses(
        self, pauses: Sequence[tuple[dt.date, dt.date]], start: dt.date
    ) -> tuple[Pause, ...]:
        if pauses and not self.rule.pausable:
            label = self.rule.label
            raise NotPausableError(
                Text(f"“{label.zh}”不能扣除期间", f"Nothing stops the clock of “{label.en}”")
            )
        ordered = tuple(sorted(Pause(*pause) for pause in pauses))
        earliest = start
        for pause in ordered:
            if pause.last < pause.first:
                raise _outside(pause, Text("结束日早于开始日", "it ends before it begins"))
            if pause.first < start:
                raise _outside(pause, Text("在起算日之前开始", "it begins before the period"))
            if pause.first < earliest:
                raise _outside(pause, Text("与另一段重叠", "it overlaps another pause"))
            earliest = pause.last + ONE_DAY
        return ordered

    def _refuse_pauses_after(self, end: dt.date, pauses: Sequence[Pause]) -> None:
        for pause in pauses:
            if pause.first > end:
                raise _outside(
                    pause, Text(f"期限已在 {end} 届满", f"the period has ended on {end}")
                )


def _outside(pause: Pause, why: Text) -> PauseOutsidePeriodError:
    first, last = pause
    return PauseOutsidePeriodError(
        Text(
            f"不能扣除 {first} 至 {last}：{why.zh}",
            f"{first} to {last} cannot be a pause: {why.en}",
        )
    )


def _notes(missing: int | None) -> tuple[Text, ...]:
    if missing is None:
        return ()
    notice = notice_of(missing)
    return (
        Text(
            f"{notice}尚未载入日历，最后一日暂不能确定",
            f"{notice} (the holiday notice for {missing}) is not in the calendar: the last day "
            "cannot be told yet",
        ),
    )


def _no_warning(missing: int) -> tuple[Text, ...]:
    notice = notice_of(missing)
    return (
        Text(
            f"{notice}尚未载入日历，提醒日暂不能确定",
            f"{notice} (the holiday notice for {missing}) is not in the calendar: the day of the "
            "warning cannot be told yet",
        ),
    )
