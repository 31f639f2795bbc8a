"""Separation of duty (职责分离): which two parts in one file the same person may not take.

The table is section 13 of the rule table. The gates of the procedure refuse each pair when a step
is taken; here a whole file is read afterwards, whatever way its acts were recorded.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from fazhi.law.answer import Answer
from fazhi.law.rule import rule_text


class Part(StrEnum):
    """What a person did in a file, as far as somebody else must do the rest."""

    INVESTIGATOR = "investigator"
    SQUAD_LEADER = "squad_leader"
    REVIEWER = "reviewer"
    CHAIR = "chair"
    DECIDER = "decider"
    COLLECTOR = "collector"
    CUSTODIAN = "custodian"
    RECUSED = "recused"
    AUXILIARY = "auxiliary"
    ACTED = "acted"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two parts that one person may not take in one file, and the rule that says so.

    `is_later` narrows it to the second part taken after the first: who was recused acts no more.
    """

    one: Part
    other: Part
    rule: str
    case: str = ""
    is_later: bool = False

    @property
    def id(self) -> str:
        """Return the identifier of the pair."""
        return f"{self.one}-{self.other}"


#: Every pair that is refused. A collector is who took money where no law lets officers take it.
PAIRS = (
    Pair(Part.INVESTIGATOR, Part.REVIEWER, "SEP-001"),
    Pair(Part.INVESTIGATOR, Part.CHAIR, "HEA-005"),
    Pair(Part.INVESTIGATOR, Part.DECIDER, "SEP-002"),
    Pair(Part.REVIEWER, Part.DECIDER, "SEP-003"),
    Pair(Part.SQUAD_LEADER, Part.REVIEWER, "MEC-002", "same_person"),
    Pair(Part.SQUAD_LEADER, Part.DECIDER, "MEC-002", "same_person"),
    Pair(Part.DECIDER, Part.COLLECTOR, "EXE-002"),
    Pair(Part.INVESTIGATOR, Part.CUSTODIAN, "SEP-004"),
    Pair(Part.RECUSED, Part.ACTED, "PEN-024", is_later=True),
    Pair(Part.AUXILIARY, Part.ACTED, "ZJ-010"),
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A part that a person took in a file, at a local moment."""

    part: Part
    person: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Breach:
    """A person who took both parts of a pair, the day of the later one, and what the law says."""

    pair: Pair
    person: str
    day: dt.date
    answer: Answer


def breaches(taken: Iterable[Taken]) -> tuple[Breach, ...]:
    """Return the breaches of one file, by pair and person; a rule not yet in force is none."""
    moments: dict[tuple[Part, str], list[dt.datetime]] = defaultdict(list)
    for each in taken:
        moments[each.part, each.person].append(each.at)
    people = sorted({person for _part, person in moments})
    return tuple(
        breach
        for pair in PAIRS
        for person in people
        for breach in _both(pair, person, moments[pair.one, person], moments[pair.other, person])
    )


def applies(pair: Pair, parts: Iterable[Part]) -> bool:
    """Tell whether a file knows both parts of a pair, by whomever, so that it could be broken."""
    return {pair.one, pair.other} <= set(parts)


def _both(
    pair: Pair, person: str, ones: list[dt.datetime], others: list[dt.datetime]
) -> Iterator[Breach]:
    if not ones or not others:
        return
    others = [at for at in others if at > min(ones)] if pair.is_later else others
    if not others:
        return
    day, rule = max([*ones, *others]).date(), rule_text(pair.rule)
    if rule.in_force(day):
        yield Breach(pair, person, day, rule.refused_on(day, pair.case))
