"""Which range and which benchmark tiers an item leaves open, before anything is proposed."""

import datetime as dt
from dataclasses import dataclass, field

from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.counting import add_months
from fazhi.law.discretion import Circumstances, DiscretionFacts, MeasuredRange
from fazhi.law.facts import PartyFacts, PartyKind
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.discretion import measured_range
from fazhi.registers.competence.errors import ACTED_TOO_EARLY, ACTED_TOO_LATE, UNKNOWN_POWER
from fazhi.registers.competence.facts import benchmark_tiers, power_facts
from fazhi.registers.competence.models import DiscretionBenchmark, Power
from fazhi.registers.competence.queries import competence_index

#: No act before this day is asked about: the administration of today did not exist.
EARLIEST = dt.date(1949, 10, 1)

_ONE_DAY = dt.timedelta(days=1)


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

    An act of the future is refused with InputError. Where the item had another edition on the day
    of the act, both are measured (《行政处罚法》第三十七条); the benchmarks are those of the day.
    """
    _refuse_another_time(question)
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


def person_of_age(
    kind: PartyKind, age: int | None, acted_on: dt.date, *, lacks_capacity: bool = False
) -> PartyFacts:
    """Return a party of which only the age on the day of the act is known; organisations have none.

    The birthday is put on the eve of the act: on its day the age is full.
    """
    if age is None or kind is PartyKind.ORGANISATION:
        return PartyFacts(kind, lacks_capacity=lacks_capacity)
    birth_on = add_months(max(acted_on, EARLIEST), -12 * age) - _ONE_DAY
    return PartyFacts(kind, birth_on=birth_on, lacks_capacity=lacks_capacity)


def _refuse_another_time(question: DiscretionQuestion) -> None:
    if question.acted_on > question.day:
        raise InputError({"acted_on": str(ACTED_TOO_LATE)})
    if question.acted_on < EARLIEST:
        raise InputError({"acted_on": str(ACTED_TOO_EARLY)})


def _edition_of_the_act(power: Power, question: DiscretionQuestion) -> Power | None:
    """Return the version of the day of the act, where the list had another one then."""
    if question.acted_on == question.day:
        return None
    then = competence_index(power.authority, question.acted_on).powers.get(power.code)
    return None if then is None or then.id == power.id else then
