"""Timelines (案件时间线): a case told plainly, from outside the system, read into facts and acts.

    jurisdiction: ningbo
    party: { kind: person, birth_on: 1985-06-01 }
    power: { code: demo-001, since: 2022-01-01, person: { minimum: 500, maximum: 5000 } }
    violation: { ended_on: 2023-06-30 }
    officers:
      host: { certified_until: 2025-12-31 }
      co_host: {}
    acts:
      - { act: case_filing, at: 2023-07-05 09:00, source: patrol }
      - { act: gather_evidence, at: 2023-07-06, officers: [host, co_host] }

An act that no procedure knows is an error. What is not told is assumed and stated: `assumptions`
say what was taken to be so.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fazhi.law.answer import Text
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.errors import LawDataError, UnknownLawError
from fazhi.law.facts import (
    FineRange,
    OfficerFacts,
    PartyFacts,
    PartyKind,
    PenaltyKind,
    PowerFacts,
    ViolationFacts,
)
from fazhi.law.particulars import Holds, ParticularError, particular
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.reading import Entry

_UNTOLD = "（时间线未写明）"
_STEPS = {step.name: step for step in ORDINARY.steps}


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that a timeline does not tell and that was taken to be so (推定)."""

    act: str
    text: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case as it was told: the facts without acts, the acts in their order, what was assumed."""

    place: str
    facts: OrdinaryFacts
    acts: tuple[CaseAct, ...]
    assumptions: tuple[Assumption, ...]


def read_timeline(content: object, *, file: str = "timeline") -> Timeline:
    """Read a timeline; LawDataError names the line that cannot be read and says why."""
    entry = Entry(file, "", content)
    reader = _Reader(file)
    for told in ("title", "number"):
        if entry.has(told):
            entry.take(told)
    place = entry.text("jurisdiction") if entry.has("jurisdiction") else "ningbo"
    if entry.has("procedure"):
        entry.choice("procedure", {"ordinary"})
    officers = reader.officers(entry)
    facts = OrdinaryFacts(
        party=reader.party(entry),
        power=reader.power(entry),
        violation=reader.violation(entry),
        decides_grave=entry.flag("decides_grave") if entry.has("decides_grave") else True,
    )
    acts = tuple(reader.acts(entry, officers))
    entry.finish()
    return Timeline(place, facts, acts, tuple(reader.assumptions))


@dataclass(frozen=True, slots=True)
class _Officer:
    """An officer as a timeline tells: the days on which the certificate held."""

    key: str
    since: dt.date | None = None
    until: dt.date | None = None
    is_auxiliary: bool = False
    has_interest: bool = False

    def on(self, day: dt.date) -> OfficerFacts:
        begun = self.since is None or self.since <= day
        held = begun and (self.until is None or day <= self.until)
        return OfficerFacts(
            self.key,
            certified_on_day=held,
            is_auxiliary=self.is_auxiliary,
            has_interest=self.has_interest,
        )


class _Reader:
    """Reads one timeline, collecting what it had to assume."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.assumptions: list[Assumption] = []
        self._last: dt.datetime | None = None

    def assume(self, act: str, zh: str, en: str) -> None:
        """Keep what was taken to be so."""
        self.assumptions.append(Assumption(act, Text(zh, en)))

    def party(self, entry: Entry) -> PartyFacts:
        told = self._inside(entry, "party")
        kind = PartyKind(told.choice("kind", [each.value for each in PartyKind], "person"))
        birth_on = told.day_or_none("birth_on")
        if birth_on is None and kind is PartyKind.PERSON:
            birth_on = dt.date(1980, 1, 1)
            self.assume("", "当事人推定为成年人", "the party is taken to be of age")
        party = PartyFacts(kind, birth_on, lacks_capacity=told.flag("lacks_capacity"))
        told.finish()
        return party

    def power(self, entry: Entry) -> PowerFacts:
        told = self._inside(entry, "power")
        since = told.day_or_none("since")
        if since is None:
            since = dt.date(2021, 7, 15)
            self.assume("", "执法事项推定已依法认领", "the power is taken to be claimed")
        power = PowerFacts(
            code=told.text("code") if told.has("code") else "—",
            since=since,
            until=told.day_or_none("until"),
            kinds=self._kinds(told),
            person=self._range(told, "person"),
            organisation=self._range(told, "organisation"),
            needs_correction_first=told.flag("needs_correction_first"),
        )
        told.finish()
        return power

    def violation(self, entry: Entry) -> ViolationFacts:
        told = self._inside(entry, "violation")
        ended_on = told.day("ended_on")
        discovered_on = told.day_or_none("discovered_on")
        if discovered_on is None:
            self.assume("", "推定当日发现", "taken to be discovered the same day")
        violation = ViolationFacts(
            ended_on=ended_on,
            discovered_on=discovered_on or ended_on,
            is_inside_area=not told.flag("is_outside_area"),
            is_gravely_harmful=told.flag("is_gravely_harmful"),
        )
        told.finish()
        return violation

    def officers(self, entry: Entry) -> Mapping[str, _Officer]:
        found = {}
        for key, told in self._inside(entry, "officers").named():
            found[key] = _Officer(
                key,
                told.day_or_none("certified_since"),
                told.day_or_none("certified_until"),
                told.flag("is_auxiliary"),
                told.flag("has_interest"),
            )
            told.finish()
        return found

    def acts(self, entry: Entry, officers: Mapping[str, _Officer]) -> list[CaseAct]:
        return [self._act(told, officers) for told in entry.entries("acts")]

    def _act(self, told: Entry, officers: Mapping[str, _Officer]) -> CaseAct:
        name = told.choice("act", _STEPS)
        step, at = _STEPS[name], self._moment(told)
        act = CaseAct(
            step=name,
            at=at,
            officers=self._who(told, step, at, officers),
            by=self._signer(told, step),
            says=self._says(told, step, at),
        )
        told.finish()
        return act

    def _moment(self, told: Entry) -> dt.datetime:
        value = told.take("at")
        if isinstance(value, str):
            try:
                value = dt.datetime.fromisoformat(value)
            except ValueError as error:
                raise self._no_moment(told) from error
        if isinstance(value, dt.datetime):
            self._last = value
            return value
        if not isinstance(value, dt.date):
            raise self._no_moment(told)
        same_day = self._last is not None and self._last.date() == value
        self._last = self._last if same_day else dt.datetime.combine(value, dt.time())
        assert self._last is not None  # noqa: S101 -- set in both branches above
        return self._last

    def _no_moment(self, told: Entry) -> LawDataError:
        return told.error(
            "at", "应当是 2026-03-10 09:00 这样的时间", "must be a moment such as 2026-03-10 09:00"
        )

    def _who(
        self, told: Entry, step: Step, at: dt.datetime, known: Mapping[str, _Officer]
    ) -> tuple[OfficerFacts, ...]:
        if told.has("officers"):
            names = told.take("officers")
            if not isinstance(names, list) or any(name not in known for name in names):
                raise told.error("officers", "写了没有登记的人员", "names somebody unknown")
            return tuple(known[name].on(at.date()) for name in names)
        if step.by != ("officers",):
            return ()
        self.assume(
            step.name, "推定由两名持证人员办理", "taken to be done by two certified officers"
        )
        return tuple(OfficerFacts(f"assumed-{place}", certified_on_day=True) for place in (1, 2))

    def _signer(self, told: Entry, step: Step) -> str:
        if told.has("by"):
            return told.text("by")
        return "" if step.by == ("officers",) else f"assumed-{step.by[0]}"

    def _says(self, told: Entry, step: Step, at: dt.datetime) -> Mapping[str, object]:
        says: dict[str, object] = {}
        for key, value in told.rest().items():
            try:
                says[key] = particular(key).reads(value)
            except (ParticularError, UnknownLawError) as error:
                raise told.error(key, f"“{value}”不合要求", str(error)) from error
        for key in step.contains:
            if key not in says and (value := self._assumed(step, key, at)) is not None:
                says[key] = value
        return says

    def _assumed(self, step: Step, key: str, at: dt.datetime) -> object:
        one = particular(key)
        value: object = {
            Holds.TEXT: _UNTOLD,
            Holds.LONG_TEXT: _UNTOLD,
            Holds.WORDS: (_UNTOLD,),
            Holds.DAY: at.date(),
        }.get(one.holds, one.assumed)
        if value is not None and value != _UNTOLD and not isinstance(value, tuple):
            self.assume(step.name, f"{one.label.zh}推定为 {value}", f"{one.label.en}: {value}")
        return value

    def _kinds(self, told: Entry) -> frozenset[PenaltyKind]:
        if not told.has("kinds"):
            return frozenset({PenaltyKind.WARNING, PenaltyKind.FINE})
        words = told.take("kinds")
        known = [each.value for each in PenaltyKind]
        if not isinstance(words, list) or any(word not in known for word in words):
            raise told.error("kinds", "应当是处罚种类的列表", "must be a list of kinds of penalty")
        return frozenset(PenaltyKind(word) for word in words)

    def _range(self, told: Entry, key: str) -> FineRange | None:
        if not told.has(key):
            return None
        ends = self._inside(told, key)
        found = FineRange(self._amount(ends, "minimum"), self._amount(ends, "maximum"))
        ends.finish()
        return found

    def _amount(self, told: Entry, key: str) -> Decimal | None:
        if not told.has(key):
            return None
        value = told.take(key)
        if isinstance(value, bool) or not isinstance(value, int | Decimal | float):
            raise told.error(key, "应当是金额", "must be an amount")
        return Decimal(str(value))

    def _inside(self, entry: Entry, key: str) -> Entry:
        content = entry.take(key) if entry.has(key) else {}
        return Entry(self.file, f"{entry.at}.{key}".strip("."), content)
