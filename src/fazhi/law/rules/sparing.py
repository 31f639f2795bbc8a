"""No penalty (不予处罚): when the law spares an act, must or may, and what is done instead."""

from collections.abc import Iterator

from fazhi.law.answer import Answer
from fazhi.law.discretion import (
    Circumstances,
    DiscretionFacts,
    Harm,
    NoPenalty,
    NoPenaltyGround,
)
from fazhi.law.facts import Leniency, PartyKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules import liability


def no_penalty_grounds(law: Law, facts: DiscretionFacts) -> tuple[NoPenalty, ...]:
    """Return on what grounds nothing must, or may, be imposed; each answer names its provision.

    《行政处罚法》第三十条、第三十一条、第三十三条、第三十七条: the duties come first.
    """
    found = [*_of_the_party(law, facts), *_of_the_act(facts), *_by_choice(facts)]
    return tuple(sorted(found, key=lambda each: not each.is_duty))


def spared_as_the_law_asks(law: Law, facts: DiscretionFacts) -> tuple[Answer, ...]:
    """Judge whether the act is rightly punished or rightly spared (PEN-012, DSC-02, T-39).

    Age, capacity and edition are judged by their own rules where a penalty is imposed.
    """
    grounds = no_penalty_grounds(law, facts)
    if facts.penalty is None:
        return (*_spared(facts, grounds), *_first_looked_up(facts))
    weighed = facts.weighing.leniency_is_weighed
    against = [
        each.answer
        for each in grounds
        if each.answer.rule in {"PEN-012", "DSC-02"} and (each.is_duty or not weighed)
    ]
    held = rule_text("PEN-012").held_on(facts.day)
    return (*(against or [held]), *_first_looked_up(facts))


def _spared(facts: DiscretionFacts, grounds: tuple[NoPenalty, ...]) -> tuple[Answer, ...]:
    spared = rule_text("PEN-012").judge(
        facts.day,
        {"no_ground": not grounds, "not_educated": not facts.weighing.is_educated},
    )
    is_listed = any(each.ground is NoPenaltyGround.LISTED for each in grounds)
    return spared if is_listed else (*spared, rule_text("DSC-02").held_on(facts.day))


def _first_looked_up(facts: DiscretionFacts) -> tuple[Answer, ...]:
    """Ask that a first act be looked up, and be the first (T-39)."""
    had, looked_up_on = facts.circumstances, facts.weighing.looked_up_on
    if not had.is_first:
        return ()
    return rule_text("T-39").judge(
        facts.day,
        {"not_looked_up": looked_up_on is None, "not_first": bool(had.earlier_on)},
        looked_up=looked_up_on,
        earlier=max(had.earlier_on, default=None),
    )


def _of_the_party(law: Law, facts: DiscretionFacts) -> Iterator[NoPenalty]:
    day, party = facts.day, facts.party
    edition = liability.right_edition(
        facts.power, facts.power_then, day=day, party=party.kind, applied=facts.applied
    )
    if not facts.power.kinds:
        yield NoPenalty(NoPenaltyGround.NO_LONGER_ILLEGAL, is_duty=True, answer=edition)
    if party.birth_on is not None and party.kind is not PartyKind.ORGANISATION:
        (age,) = liability.old_enough(
            law, party, day=day, acted_on=facts.acted_on, leniency=Leniency.MITIGATED
        )
        if not age.holds:
            yield NoPenalty(NoPenaltyGround.BELOW_THE_AGE, is_duty=True, answer=age)
    capacity = liability.can_answer_for_it(party, day=day)
    if not capacity.holds:
        yield NoPenalty(NoPenaltyGround.NO_CAPACITY, is_duty=True, answer=capacity)


def _of_the_act(facts: DiscretionFacts) -> Iterator[NoPenalty]:
    had, rule = facts.circumstances, rule_text("PEN-012")
    if had.is_slight and had.was_corrected_in_time and had.harm is Harm.NONE:
        answer = rule.refused_on(facts.day, "slight_and_corrected")
        yield NoPenalty(NoPenaltyGround.SLIGHT_AND_CORRECTED, is_duty=True, answer=answer)
    if had.is_faultless and not had.fault_is_not_asked:
        answer = rule.refused_on(facts.day, "no_fault")
        yield NoPenalty(NoPenaltyGround.NO_FAULT, is_duty=True, answer=answer)


def _by_choice(facts: DiscretionFacts) -> Iterator[NoPenalty]:
    had = facts.circumstances
    if _is_first_and_corrected(had):
        answer = rule_text("PEN-012").refused_on(facts.day, "first_and_corrected")
        yield NoPenalty(NoPenaltyGround.FIRST_AND_CORRECTED, is_duty=False, answer=answer)
    listed = next((tier.benchmark for tier in facts.tiers if tier.fine is None), None)
    if listed is not None and had.meets_listed_conditions:
        answer = rule_text("DSC-02").refused_on(facts.day, benchmark=listed)
        yield NoPenalty(NoPenaltyGround.LISTED, is_duty=False, answer=answer)


def _is_first_and_corrected(had: Circumstances) -> bool:
    is_first = had.is_first and not had.earlier_on
    is_slight = had.harm in {Harm.NONE, Harm.SLIGHT}
    return is_first and is_slight and had.was_corrected_in_time
