"""Deadline rules (期限规则) as data: how long, counted how, from what, for whom, on which ground.

The number and its unit are dated and cited. Two laws may both say "ten days" and mean different
things, so nothing here is ever derived from the number alone.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.dated import closed, in_force
from fazhi.law.errors import NotInForceError
from fazhi.law.reading import Entry


class Unit(StrEnum):
    """What a period is counted in."""

    WORKING_DAYS = "working_days"
    CALENDAR_DAYS = "calendar_days"
    HOURS = "hours"
    MONTHS = "months"
    YEARS = "years"

    @property
    def is_days(self) -> bool:
        """Tell whether the period is counted day by day."""
        return self in {Unit.WORKING_DAYS, Unit.CALENDAR_DAYS}

    @property
    def label(self) -> Text:
        """The name of this unit after a number."""
        return _UNIT_LABELS[self]


_UNIT_LABELS = {
    Unit.WORKING_DAYS: Text("个工作日", "working days"),
    Unit.CALENDAR_DAYS: Text("日", "days"),
    Unit.HOURS: Text("小时", "hours"),
    Unit.MONTHS: Text("个月", "months"),
    Unit.YEARS: Text("年", "years"),
}


class Owner(StrEnum):
    """Whose period it is: it decides how a last day that is a rest day is read (P-02)."""

    PARTY = "party"
    AUTHORITY = "authority"
    OTHER = "other"

    @property
    def label(self) -> Text:
        """Who that is."""
        return _OWNER_LABELS[self]


_OWNER_LABELS = {
    Owner.PARTY: Text("当事人", "the party"),
    Owner.AUTHORITY: Text("本机关", "the authority"),
    Owner.OTHER: Text("其他机关", "another body"),
}


class Direction(StrEnum):
    """Whether the period runs after its anchor or must lie before it."""

    AFTER = "after"
    BEFORE = "before"


@dataclass(frozen=True, slots=True)
class Term:
    """One version of a rule's number: in force from `since`, resting on `because`.

    `extend` is what one extension adds and `maximum` the most that a period with a least and a most
    may take; both are 0 where the law has none. `warn` is the hour of an early warning.
    """

    number: int
    unit: Unit
    because: tuple[Citation, ...]
    since: dt.date
    until: dt.date | None
    verified: str
    extend: int = 0
    maximum: int = 0
    warn: int = 0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The event from which a period is counted (起算事由), such as the service of a decision."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class DeadlineRule:
    """One statutory period (法定期限): everything the counting needs, as data.

    `clear` periods lie wholly between the act and the event they precede. `minimum` periods must at
    least be given. `anchor_rolls` says that the anchor is itself the end of a party's period, which
    may have been rolled. `start_day_in_question` says that it is disputed whether the first day
    counts, so the last days are doubtful.
    """

    name: str
    label: Text
    anchor: Anchor
    owner: Owner
    terms: tuple[Term, ...]
    checked_on: dt.date
    direction: Direction = Direction.AFTER
    clear: bool = False
    pausable: bool = False
    minimum: bool = False
    anchor_rolls: bool = False
    start_day_in_question: bool = False
    overlay: str = ""
    note: Text | None = None

    def at(self, day: dt.date) -> Term:
        """Return the number in force on a day; refuse a day that no version covers."""
        if (term := in_force(self.terms, day)) is not None:
            return term
        raise NotInForceError(
            Text(
                zh=f"{day} 没有有效的期限规则“{self.label.zh}”（{self.name}）",
                en=f"No version of the deadline “{self.label.en}” ({self.name}) holds on {day}",
            )
        )


def read_anchors(entry: Entry) -> dict[str, Anchor]:
    """Read one `anchors.yaml`: the events that periods are counted from."""
    anchors = {}
    for name, content in entry.named():
        anchors[name] = Anchor(name, _label(content))
        content.finish()
    return anchors


def read_deadlines(entry: Entry, anchors: Mapping[str, Anchor]) -> dict[str, DeadlineRule]:
    """Read one file of deadline rules, each under its identifier."""
    return {name: _rule(name, content, anchors) for name, content in entry.named()}


def _rule(name: str, entry: Entry, anchors: Mapping[str, Anchor]) -> DeadlineRule:
    verified = entry.verified()
    rule = DeadlineRule(
        name=name,
        label=_label(entry),
        anchor=anchors[entry.choice("anchor", anchors.keys())],
        owner=Owner(entry.choice("owner", set(Owner))),
        terms=closed([_term(each, verified) for each in entry.entries("versions")], entry),
        checked_on=entry.day("checked_on"),
        direction=Direction(entry.choice("direction", set(Direction), Direction.AFTER)),
        clear=entry.flag("clear"),
        pausable=entry.flag("pausable"),
        minimum=entry.flag("minimum"),
        anchor_rolls=entry.flag("anchor_rolls"),
        start_day_in_question=entry.flag("start_day_in_question"),
        overlay=entry.text("overlay") if entry.has("overlay") else "",
        note=_note(entry),
    )
    entry.finish()
    _refuse_contradictions(rule, entry)
    return rule


def _refuse_contradictions(rule: DeadlineRule, entry: Entry) -> None:
    in_days = all(term.unit.is_days for term in rule.terms)
    if rule.pausable and not in_days:
        raise entry.error("pausable", "只有按日计算的期限可以扣除", "only days can be paused")
    if rule.direction is Direction.BEFORE and not in_days:
        raise entry.error("direction", "只有按日计算的期限可以倒推", "only days count backwards")
    if rule.direction is Direction.BEFORE and rule.owner is Owner.PARTY:
        raise entry.error("direction", "当事人的期限不倒推", "a party's period runs forwards")
    if rule.clear and rule.direction is Direction.AFTER:
        raise entry.error("clear", "只有倒推的期限有此项", "only a period before an event is clear")


def _term(entry: Entry, verified: str) -> Term:
    unit = Unit(entry.choice("unit", set(Unit)))
    term = Term(
        number=entry.whole("number"),
        unit=unit,
        because=entry.cite(),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        verified=entry.verified(verified),
        extend=entry.whole("extend", 0),
        maximum=entry.whole("maximum", 0),
        warn=entry.whole("warn", 0),
    )
    if term.maximum and term.maximum <= term.number:
        raise entry.error("maximum", "应当大于 number", "must be above number")
    if term.warn and (unit is not Unit.HOURS or term.warn >= term.number):
        raise entry.error("warn", "应当是小时数，且小于 number", "must be hours, below number")
    entry.finish()
    return term


def _label(entry: Entry) -> Text:
    return Text(zh=entry.text("label"), en=entry.text("label_en"))


def _note(entry: Entry) -> Text | None:
    if not entry.has("note"):
        return None
    return Text(zh=entry.text("note"), en=entry.text("note_en"))
