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
from fazhi.law.deadline import CHINA
from fazhi.law.errors import LawDataError, UnknownLawError
from fazhi.law.facts import (
    FineRange,
    OfficerFacts,
    PartyFacts,
    PartyKind,
    PenaltyKind,
    PowerFacts,
    ProcedureKind,
    RemedyFacts,
    ViolationFacts,
)
from fazhi.law.particulars import Holds, ParticularError, particular
from fazhi.law.reading import Entry
from fazhi.law.timeline_acts import ActForm, act_forms
from fazhi.law.whole_file import REMEDY, Assumption

_UNTOLD = "（时间线未写明）"
_FIRST_YEAR, _LAST_YEAR, _DEEPEST = 1900, 2100, 20
#: More than any fine; what is larger is a slip of the keyboard.
_MOST = Decimal(10) ** 12


@dataclass(frozen=True, slots=True)
class Timeline:
    """A case as it was told: the facts without acts, the acts in their order, what was assumed."""

    place: str
    facts: OrdinaryFacts
    acts: tuple[CaseAct, ...]
    assumptions: tuple[Assumption, ...]
    title: str = ""
    procedure: ProcedureKind = ProcedureKind.ORDINARY
    remedy: RemedyFacts = REMEDY


def read_timeline(content: object, *, file: str = "timeline") -> Timeline:
    """Read a timeline; LawDataError names the line that cannot be read and says why."""
    _refuse_far_days(content, file)
    entry = Entry(file, "", content)
    reader = _Reader(file)
    title = entry.text("title") if entry.has("title") else ""
    if entry.has("number"):
        entry.take("number")
    place = entry.text("jurisdiction") if entry.has("jurisdiction") else "ningbo"
    procedure = ProcedureKind(entry.choice("procedure", list(ProcedureKind), "ordinary"))
    remedy = reader.authority(entry)
    officers = reader.officers(entry)
    facts = OrdinaryFacts(
        party=reader.party(entry),
        power=reader.power(entry),
        violation=reader.violation(entry),
        decides_grave=entry.flag("decides_grave") if entry.has("decides_grave") else True,
    )
    acts = tuple(reader.acts(entry, officers, act_forms(procedure)))
    entry.finish()
    return Timeline(place, facts, acts, tuple(reader.assumptions), title, procedure, remedy)


def _refuse_far_days(content: object, file: str, at: str = "") -> None:
    """Refuse a day far from any file, which no calendar reaches, and what is nested too deeply."""
    if at.count(".") + at.count("[") > _DEEPEST:
        raise LawDataError(file, at, Text("套得太深", "is nested too deeply"))
    if isinstance(content, Mapping):
        for key, value in content.items():
            _refuse_far_days(value, file, f"{at}.{key}".strip("."))
    elif isinstance(content, list):
        for place, value in enumerate(content):
            _refuse_far_days(value, file, f"{at}[{place}]")
    elif isinstance(content, dt.date) and not _FIRST_YEAR <= content.year <= _LAST_YEAR:
        zh, en = f"“{content}”不是案件中的日期", f"{content} is no day of a case"
        raise LawDataError(file, at, Text(zh, en))


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

    def authority(self, entry: Entry) -> RemedyFacts:
        told = self._inside(entry, "authority")
        if told.has("name"):
            told.text("name")
        remedy = RemedyFacts(
            review_body=told.text("review_body") if told.has("review_body") else REMEDY.review_body,
            court=told.text("court") if told.has("court") else REMEDY.court,
        )
        told.finish()
        return remedy

    def acts(
        self, entry: Entry, officers: Mapping[str, _Officer], forms: Mapping[str, ActForm]
    ) -> list[CaseAct]:
        return [self._act(told, officers, forms) for told in entry.entries("acts")]

    def _act(
        self, told: Entry, officers: Mapping[str, _Officer], forms: Mapping[str, ActForm]
    ) -> CaseAct:
        form = forms[told.choice("act", forms)]
        at = self._moment(told)
        act = CaseAct(
            step=form.step.name,
            at=at,
            officers=self._who(told, form, at, officers),
            by=self._signer(told, form),
            says=self._says(told, form, at),
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
            _refuse_far_days(value, self.file, f"{told.at}.at")
        if isinstance(value, dt.datetime):
            local = value.astimezone(CHINA).replace(tzinfo=None) if value.tzinfo else value
            self._last = local
            return local
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
        self, told: Entry, form: ActForm, at: dt.datetime, known: Mapping[str, _Officer]
    ) -> tuple[OfficerFacts, ...]:
        if told.has("officers"):
            names = told.take("officers")
            if not isinstance(names, list) or any(str(name) not in known for name in names):
                raise told.error("officers", "写了没有登记的人员", "names somebody unknown")
            return tuple(known[str(name)].on(at.date()) for name in names)
        if not form.by_two:
            return ()
        self.assume(
            form.step.name, "推定由两名持证人员办理", "taken to be done by two certified officers"
        )
        return tuple(OfficerFacts(f"assumed-{place}", certified_on_day=True) for place in (1, 2))

    def _signer(self, told: Entry, form: ActForm) -> str:
        if told.has("by"):
            return told.text("by")
        return "" if form.by_two else f"assumed-{form.step.by[0]}"

    def _says(self, told: Entry, form: ActForm, at: dt.datetime) -> Mapping[str, object]:
        says = {key: self._read(told, form, key, value) for key, value in told.rest().items()}
        for key in form.needs:
            if key not in says:
                raise told.error(key, "缺少这一项", "is missing")
        for key in form.tells:
            if key not in says and (value := self._assumed(form, key, at)) is not None:
                says[key] = value
        self._presume(form, [key for key in form.presumes if key not in says])
        return {**dict.fromkeys(form.presumes, True), **says}

    def _read(self, told: Entry, form: ActForm, key: str, value: object) -> object:
        if not form.is_open and key not in form.known:
            raise told.error(
                key, f"“{form.step.title.zh}”没有这一项", f"does not belong to {form.step.name}"
            )
        try:
            return particular(key).reads(value)
        except (ParticularError, UnknownLawError) as error:
            raise told.error(key, f"“{value}”不合要求", str(error)) from error

    def _presume(self, form: ActForm, keys: list[str]) -> None:
        if keys:
            labels = [particular(key).label for key in keys]
            zh, en = ("、".join(each.zh for each in labels), "; ".join(each.en for each in labels))
            self.assume(form.step.name, f"推定：{zh}", f"taken to be so: {en}")

    def _assumed(self, form: ActForm, key: str, at: dt.datetime) -> object:
        one = particular(key)
        if not form.is_open:
            value = one.assumed
        else:
            untold: Mapping[Holds, object] = {
                Holds.TEXT: _UNTOLD,
                Holds.LONG_TEXT: _UNTOLD,
                Holds.WORDS: (_UNTOLD,),
                Holds.DAY: at.date(),
            }
            value = untold.get(one.holds, one.assumed)
        if value is not None and value != _UNTOLD and not isinstance(value, tuple):
            shown = one.in_words(value)
            zh, en = f"{one.label.zh}推定为“{shown.zh}”", f"{one.label.en}: {shown.en}"
            self.assume(form.step.name, zh, en)
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
        amount = Decimal(str(value))
        if not amount.is_finite() or not 0 <= amount < _MOST:
            raise told.error(key, "应当是金额", "must be an amount")
        return amount

    def _inside(self, entry: Entry, key: str) -> Entry:
        content = entry.take(key) if entry.has(key) else {}
        return Entry(self.file, f"{entry.at}.{key}".strip("."), content)
