"""Rule texts (规则): what each row of the rule table says, kept as data that a lawyer can read.

The records lie in `jurisdictions/<place>/rules/*.yaml`, one mapping per rule identifier. A rule's
function decides whether the rule holds; its record supplies the words, the provisions of that day
and how far their text was verified.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fazhi.law.answer import Answer, Text
from fazhi.law.citation import Citation
from fazhi.law.dated import closed, in_force
from fazhi.law.errors import NotInForceError, UnknownLawError
from fazhi.law.reading import Entry, read

NOTHING = Text(zh="", en="")

_JURISDICTIONS = Path(__file__).parent / "jurisdictions"


@dataclass(frozen=True, slots=True)
class RuleEdition:
    """The provisions on which a rule rests from one day on."""

    since: dt.date
    until: dt.date | None
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Refusal:
    """What is said in one case in which a rule does not hold.

    A case may rest on its own provisions, and may be verified less, or better, than the whole row.
    """

    reason: Text
    next_step: Text
    verified: str
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class RuleText:
    """One row of the rule table, in words.

    `refusals` maps the name of a case to what is said in it; the case without a name is the usual
    one, and a rule that only explains has none. `verified_note` says which part of the row was
    read, where its code mixes several.
    """

    id: str
    title: Text
    text: Text
    verified: str
    verified_note: str
    versions: tuple[RuleEdition, ...]
    held: Text
    refusals: Mapping[str, Refusal]

    def in_force(self, day: dt.date) -> bool:
        """Tell whether the text that was read was the law on that day."""
        return in_force(self.versions, day) is not None

    def cited_on(self, day: dt.date) -> tuple[Citation, ...]:
        """Return the provisions on which the rule rested on a day."""
        return self._edition(day).cite

    def answer(self, *, holds: bool, day: dt.date, **values: object) -> Answer:
        """Return the answer in the words of this rule, its placeholders filled with the values."""
        return self.held_on(day, **values) if holds else self.refused_on(day, **values)

    def held_on(self, day: dt.date, /, **values: object) -> Answer:
        """Return the answer that the rule holds."""
        return Answer(
            holds=True,
            rule=self.id,
            because=self._edition(day).cite,
            reason=self.held.filled(**{"day": day, **values}),
            next_step=NOTHING,
            verified=self.verified,
        )

    def refused_on(self, day: dt.date, case: str = "", /, **values: object) -> Answer:
        """Return the answer that the rule does not hold, in the words of that case."""
        edition, refusal = self._edition(day), self._refusal(case)
        words = {"day": day, **values}
        return Answer(
            holds=False,
            rule=self.id,
            because=refusal.cite or edition.cite,
            reason=refusal.reason.filled(**words),
            next_step=refusal.next_step.filled(**words),
            verified=refusal.verified,
        )

    def judge(
        self, day: dt.date, cases: Mapping[str, bool], /, **values: object
    ) -> tuple[Answer, ...]:
        """Return a refusal for each case that is true, or else the one answer that the rule holds.

        The same values fill every sentence; the cases come in the order in which they are written.
        """
        found = [case for case, is_so in cases.items() if is_so]
        if not found:
            return (self.held_on(day, **values),)
        return tuple(self.refused_on(day, case, **values) for case in found)

    def _edition(self, day: dt.date) -> RuleEdition:
        edition = in_force(self.versions, day)
        if edition is None:
            raise NotInForceError(
                Text(
                    f"规则 {self.id} 在 {day} 没有施行", f"rule {self.id} is not in force on {day}"
                )
            )
        return edition

    def _refusal(self, case: str) -> Refusal:
        if case not in self.refusals:
            raise UnknownLawError(
                Text(
                    f"规则 {self.id} 没有“{case}”这种情形", f"rule {self.id} knows no case `{case}`"
                )
            )
        return self.refusals[case]


def rule_text(rule: str) -> RuleText:
    """Return the record of a rule of the rule table, such as `SIM-001`."""
    rules = all_rules()
    if rule not in rules:
        raise UnknownLawError(Text(f"没有规则 {rule}", f"there is no rule {rule}"))
    return rules[rule]


@cache
def all_rules() -> Mapping[str, RuleText]:
    """Load every rule of every jurisdiction; an identifier means the same rule everywhere."""
    return read_rules(_JURISDICTIONS)


def read_rules(root: Path) -> Mapping[str, RuleText]:
    """Read and check the rule files of the jurisdictions below a folder."""
    rules: dict[str, RuleText] = {}
    for path in sorted(root.glob("*/rules/**/*.yaml")):
        for name, entry in read(path, root).named():
            if name in rules:
                raise entry.error("", "这条规则写了两次", "this rule is recorded twice")
            rules[name] = _read_rule(name, entry)
    return rules


def _read_rule(name: str, entry: Entry) -> RuleText:
    verified = entry.verified()
    rule = RuleText(
        id=name,
        title=read_text(entry, "title"),
        text=read_text(entry, "text"),
        verified=verified,
        verified_note=entry.text("verified_note") if entry.has("verified_note") else "",
        versions=closed([_read_edition(each) for each in entry.entries("versions")], entry),
        held=read_text(entry, "held"),
        refusals=_read_refusals(entry, verified),
    )
    entry.finish()
    return rule


def _read_edition(entry: Entry) -> RuleEdition:
    edition = RuleEdition(entry.day("since"), entry.day_or_none("until"), entry.cite())
    entry.finish()
    return edition


def _read_refusals(entry: Entry, verified: str) -> dict[str, Refusal]:
    refusals: dict[str, Refusal] = {}
    if not entry.has("refused"):
        return refusals
    for name, case in Entry(entry.file, f"{entry.at}.refused", entry.take("refused")).named():
        refusals["" if name == "usual" else name] = _read_refusal(case, verified)
    return refusals


def _read_refusal(case: Entry, verified: str) -> Refusal:
    refusal = Refusal(
        reason=read_text(case, "reason"),
        next_step=read_text(case, "next_step"),
        verified=case.verified(default=verified),
        cite=case.cite() if case.has("cite") else (),
    )
    case.finish()
    return refusal


def read_text(entry: Entry, key: str) -> Text:
    """Read a compulsory sentence in both languages."""
    both = Entry(entry.file, f"{entry.at}.{key}", entry.take(key))
    text = Text(zh=both.text("zh"), en=both.text("en"))
    both.finish()
    return text


def read_words(entry: Entry, key: str) -> tuple[str, ...]:
    """Read a list of words; a key that is absent is an empty one."""
    value = entry.take(key) if entry.has(key) else []
    if not isinstance(value, list):
        raise entry.error(key, "应当是列表", "must be a list")
    return tuple(str(word) for word in value)
