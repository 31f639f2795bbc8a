"""Deadlines and calendars as plain text, in both languages, for somebody who counts along."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence

from fazhi.law.answer import Text
from fazhi.law.calendar import DayKind, WorkingCalendar, days_between
from fazhi.law.deadline import Deadline
from fazhi.law.deadline_rule import DeadlineRule, Direction, Term, Unit
from fazhi.law.explanation import ExplainedDay
from fazhi.law.instrument import Instrument

#: Reads a sentence in one of the two languages.
Read = Callable[[Text], str]

WEEKDAYS = tuple(
    Text(f"周{sign}", name)
    for sign, name in zip(
        "一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True
    )
)

_MARKS = {
    DayKind.STATUTORY_HOLIDAY: Text("休", "-"),
    DayKind.MAKE_UP_DAY: Text("班", "+"),
    DayKind.REST_DAY: Text("", ""),
    DayKind.WORKING_DAY: Text("", ""),
}
_CELL = 6
_MONTHS = 12


def deadline_in_words(deadline: Deadline) -> Text:
    """Return the whole explanation of a deadline."""
    return _both(lambda read: "\n".join(_deadline_lines(deadline, read)))


def rule_in_words(rule: DeadlineRule) -> Text:
    """Return one line on a rule, as the list of rules shows it."""
    length = _length(rule, rule.terms[-1])
    anchor = rule.anchor.label
    return Text(
        zh=_padded(rule.name, 24) + f"{rule.label.zh}：{length.zh}（{anchor.zh}）",
        en=_padded(rule.name, 24) + f"{rule.label.en}: {length.en} ({anchor.en})",
    )


def year_in_words(calendar: WorkingCalendar, year: int, notices: Sequence[Instrument]) -> Text:
    """Return the twelve months of a year, holidays and make-up days marked."""
    return _both(lambda read: "\n".join(_year_lines(calendar, year, notices, read)))


def _both(written_by: Callable[[Read], str]) -> Text:
    return Text(zh=written_by(lambda text: text.zh), en=written_by(lambda text: text.en))


def _deadline_lines(deadline: Deadline, read: Read) -> Iterator[str]:
    rule, term = deadline.rule, deadline.term
    length, owner = _length(rule, term), rule.owner.label
    yield read(Text(f"{rule.label.zh}（{rule.name}）", f"{rule.label.en} ({rule.name})"))
    yield read(
        Text(
            f"期限：{length.zh}，起算事由：{rule.anchor.label.zh}，期限属于：{owner.zh}",
            f"Period: {length.en}; counted from: {rule.anchor.label.en}; whose: {owner.en}",
        )
    )
    grounds = "；".join(map(str, deadline.because))
    yield read(Text(f"依据：{grounds}", f"Ground: {grounds}"))
    if term.verified not in {"A", "B"}:
        yield read(_UNREAD)
    if rule.note is not None:
        yield read(rule.note)
    yield ""
    if term.unit is not Unit.HOURS:
        yield from _table([_day_row(day, read) for day in deadline.days])
        yield ""
    yield from (read(line) for line in _results(deadline))


_UNREAD = Text(
    "该期限的条文尚未核对原文，仅作提示。",
    "The text of this period has not been checked against the original; it only warns.",
)


def _day_row(day: ExplainedDay, read: Read) -> tuple[str, ...]:
    kind = read(day.kind.label) if day.kind else read(Text("尚未公布", "not published"))
    number = str(day.number) if day.number else ""
    return (day.day.isoformat(), read(WEEKDAYS[day.day.weekday()]), kind, number, read(day.note))


def _results(deadline: Deadline) -> Iterator[Text]:
    if deadline.due_at is not None:
        moment = f"{deadline.due_at:%Y-%m-%d %H:%M}"
        yield Text(f"最迟：{moment}", f"Due: {moment}")
    elif deadline.due_on is not None:
        yield _dated(Text("最后一日", "Due"), deadline.due_on)
    if deadline.warn_at is not None:
        moment = f"{deadline.warn_at:%Y-%m-%d %H:%M}"
        yield Text(f"提醒：{moment}", f"Warning: {moment}")
    if deadline.warn_on is not None:
        yield _dated(Text("本机关最迟办结", "To be done by"), deadline.warn_on)
    if deadline.outer_on is not None and deadline.outer_on != deadline.due_on:
        yield _dated(Text("最宽的读法", "Widest reading"), deadline.outer_on)
    if deadline.earliest_on is not None:
        yield _dated(Text("暂定不早于", "Provisionally not before"), deadline.earliest_on)
    yield from deadline.notes


def _dated(label: Text, day: dt.date) -> Text:
    weekday = WEEKDAYS[day.weekday()]
    return Text(f"{label.zh}：{day}（{weekday.zh}）", f"{label.en}: {day} ({weekday.en})")


def _length(rule: DeadlineRule, term: Term) -> Text:
    unit, number = term.unit.label, term.number
    zh, en = f"{number} {unit.zh}", f"{number} {unit.en if number > 1 else unit.en.rstrip('s')}"
    if rule.direction is Direction.BEFORE:
        zh, en = f"{zh}前", f"{en} before"
    if rule.minimum:
        zh, en = f"至少 {zh}", f"at least {en}"
    if term.maximum:
        zh, en = f"{zh}，至多 {term.maximum} {unit.zh}", f"{en}, at most {term.maximum}"
    if term.extend:
        zh, en = f"{zh}，可延长 {term.extend} {unit.zh}", f"{en}, extendable by {term.extend}"
    return Text(zh, en)


def _year_lines(
    calendar: WorkingCalendar, year: int, notices: Sequence[Instrument], read: Read
) -> Iterator[str]:
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    working = sum(map(calendar.is_working_day, days_between(first, last)))
    grounds = "、".join(f"《{notice.title}》{notice.number}" for notice in notices)
    yield read(
        Text(
            f"{year} 年：{working} 个工作日（休：放假，班：调休上班）",
            f"{year}: {working} working days (-: holiday, +: make-up day)",
        )
    )
    yield read(Text(f"依据：{grounds}", f"Ground: {grounds}"))
    for month in range(1, _MONTHS + 1):
        yield from _month_lines(calendar, dt.date(year, month, 1), read)


def _month_lines(calendar: WorkingCalendar, first: dt.date, read: Read) -> Iterator[str]:
    beyond = (first.replace(day=28) + dt.timedelta(days=4)).replace(day=1)
    days = list(days_between(first, beyond - dt.timedelta(days=1)))
    working = sum(map(calendar.is_working_day, days))
    yield ""
    yield read(Text(f"{first:%Y-%m}　{working} 个工作日", f"{first:%Y-%m}  {working} working days"))
    cells = [""] * first.weekday() + [_cell(calendar, day, read) for day in days]
    yield "".join(_padded(read(name), _CELL) for name in WEEKDAYS).rstrip()
    for start in range(0, len(cells), len(WEEKDAYS)):
        week = cells[start : start + len(WEEKDAYS)]
        yield "".join(_padded(cell, _CELL) for cell in week).rstrip()


def _cell(calendar: WorkingCalendar, day: dt.date, read: Read) -> str:
    return f"{day.day}{read(_MARKS[calendar.kind_of(day)])}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  ".join(map(_padded, row, widths)).rstrip()


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: Iterable[str]) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
