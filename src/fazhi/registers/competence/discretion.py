"""Which range and which benchmark tiers an item leaves open, before anything is proposed."""

import datetime as dt
from dataclasses import dataclass, field

from fazhi.kernel.errors import NotFoundError
from fazhi.law.discretion import Circumstances, DiscretionFacts, MeasuredRange
from fazhi.law.facts import PartyFacts, PartyKind
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.discretion import measured_range
from fazhi.registers.competence.errors import UNKNOWN_POWER
from fazhi.registers.competence.facts import benchmark_tiers, power_facts
from fazhi.registers.competence.models import DiscretionBenchmark, Power
from fazhi.registers.competence.queries import competence_index


@dataclass(frozen=True, slots=True)
class DiscretionQuestion:
    """What is asked of an item: against whom, on which day, for an act of when, under what."""

    party: PartyFacts
    day: dt.date
    acted_on: dt.date
    circumstances: Circumstances = field(default_factory=Circumstances)


@dataclass(frozen=True, slots=True)
class Discretion:
    """An item on a day, the benchmarks in force for a kind of party, and the range (裁量幅度)."""

    power: Power
    party: PartyKind
    benchmarks: tuple[DiscretionBenchmark, ...]
    range: MeasuredRange


def discretion_of(authority: str, code: str, question: DiscretionQuestion) -> Discretion:
    """Return the room that an item leaves; raises NotFoundError for one not in the list that day.

    Where the item had another edition on the day of the act, both are measured
    (《行政处罚法》第三十七条); the benchmarks are those of the day of the decision.
    """
    index = competence_index(authority, question.day)
    power = index.powers.get(code)
    if power is None:
        raise NotFoundError(str(UNKNOWN_POWER))
    benchmarks = tuple(index.benchmarks_for(code, question.party.kind))
    then = _edition_of_the_act(power, question)
    facts = DiscretionFacts(
        day=question.day,
        acted_on=question.acted_on,
        party=question.party,
        power=power_facts(power, None),
        power_then=power_facts(then, None) if then else None,
        tiers=benchmark_tiers(benchmarks),
        circumstances=question.circumstances,
    )
    found = measured_range(load_law(), facts)
    return Discretion(power, question.party.kind, benchmarks, found)


def discretion_on(authority: str, code: str, day: dt.date) -> tuple[Discretion, ...]:
    """Return the room for a person and for an organisation, no circumstance being known."""
    return tuple(
        discretion_of(authority, code, DiscretionQuestion(PartyFacts(kind), day=day, acted_on=day))
        for kind in (PartyKind.PERSON, PartyKind.ORGANISATION)
    )


def _edition_of_the_act(power: Power, question: DiscretionQuestion) -> Power | None:
    """Return the version of the day of the act, where the list had another one then."""
    if question.acted_on == question.day:
        return None
    then = competence_index(power.authority, question.acted_on).powers.get(power.code)
    return None if then is None or then.id == power.id else then
