"""Deliberation (集体讨论): the heads discuss a complex or grave case before it is decided."""

import datetime as dt
from collections import Counter

from fazhi.law.answer import Answer
from fazhi.law.facts import DeliberationFacts, Position
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text


def examine_deliberation(law: Law, facts: DeliberationFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Answer everything the law asks of a collective discussion; `day` is that of the decision.

    Nothing is said of days before the revision of 2021, whose text was not read.
    """
    if not rule_text("ORD-006").in_force(day):
        return ()
    return (
        *was_deliberated(law, facts, day=day),
        *may_take_place(facts, day=day),
        *spoke_in_order(facts, day=day),
    )


def may_take_place(facts: DeliberationFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Answer what is asked before a discussion is held or its minutes are made on `day`."""
    if not rule_text("T-27").in_force(day):
        return ()
    return (
        nobody_interested_took_part(facts, day=day),
        *came_before_decision(facts, day=day),
    )


def was_deliberated(law: Law, facts: DeliberationFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第五十七条第二款: the heads discuss it together, with minutes (ORD-006).

    The law names no quorum; that one head is no collective is our reading and only warns.
    """
    needed = law.parameter("penalty.deliberation.heads_minimum").at(day).number
    heads = len({each.key for each in facts.participants if each.is_head})
    was_held = facts.held_on is not None
    return rule_text("ORD-006").judge(
        day,
        {
            "": not was_held,
            "no_minutes": was_held and facts.minutes_on is None,
            "too_few_heads": was_held and heads < needed,
        },
        count=heads,
        needed=needed,
    )


def nobody_interested_took_part(facts: DeliberationFacts, *, day: dt.date) -> Answer:
    """《行政处罚法》第四十三条: who has an interest in the case is not there (PEN-024)."""
    interested = [each for each in facts.participants if each.has_interest]
    if interested:
        return rule_text("PEN-024").refused_on(day, "deliberation", count=len(interested))
    return rule_text("PEN-024").held_on(day)


def spoke_in_order(facts: DeliberationFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《重大行政决策程序暂行条例》第三十条, read for penalties: it only warns (DEC-007).

    The principal head speaks last; a conclusion against the majority has its reasons; dissent is
    recorded with its words.
    """
    return rule_text("DEC-007").judge(
        day,
        {
            "head_not_last": _head_was_not_last(facts),
            "no_reasons_against_majority": _is_against_majority(facts)
            and not facts.reasons_recorded,
            "dissent_not_recorded": any(
                each.position is Position.DISAGREE and not each.is_recorded
                for each in facts.statements
            ),
        },
    )


def came_before_decision(facts: DeliberationFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Tell whether discussion and minutes are not later than the decision (T-27)."""
    return rule_text("T-27").judge(
        day,
        {
            "deliberated_after": _is_after(facts.held_on, facts.decided_on),
            "minutes_after": _is_after(facts.minutes_on, facts.decided_on),
        },
        held=facts.held_on,
        minutes=facts.minutes_on,
        decided=facts.decided_on,
    )


def _head_was_not_last(facts: DeliberationFacts) -> bool:
    speakers = [each.speaker for each in facts.statements]
    return facts.principal in speakers and speakers[-1] != facts.principal


def _is_against_majority(facts: DeliberationFacts) -> bool:
    counted = Counter(each.position for each in facts.statements)
    more = counted[Position.AGREE] - counted[Position.DISAGREE]
    if facts.is_adopted is None:
        return False
    return more < 0 if facts.is_adopted else more > 0


def _is_after(day: dt.date | None, decided_on: dt.date | None) -> bool:
    return day is not None and decided_on is not None and day > decided_on
