"""Competence (权限与管辖): whether this sub-district may act at all, here and in its own name."""

import datetime as dt

from fazhi.law.answer import Answer
from fazhi.law.facts import Issuer, PenaltyKind, PowerFacts
from fazhi.law.rule import rule_text


def takes_no_liberty(*, day: dt.date, kinds: frozenset[PenaltyKind]) -> Answer:
    """《行政处罚法》第十八条第三款: detention is never the sub-district's (PEN-019)."""
    return rule_text("PEN-019").answer(holds=PenaltyKind.DETENTION not in kinds, day=day)


def inside_area(*, day: dt.date, is_inside: bool) -> Answer:
    """《行政处罚法》第二十二条: the authority of the place where it happened (PEN-003)."""
    return rule_text("PEN-003").answer(holds=is_inside, day=day)


def power_is_held(power: PowerFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第二十四条、第三十八条: a claimed, published item with a basis (PEN-001)."""
    return rule_text("PEN-001").judge(
        day,
        {
            "not_claimed": not power.is_claimed,
            "not_published": power.is_claimed and not power.is_published,
            "not_in_force": power.is_claimed and not power.covers(day),
            "basis_not_recorded": not power.basis_recorded,
        },
        power=power.code,
    )


def power_is_held_throughout(power: PowerFacts, *, filed_on: dt.date, day: dt.date) -> Answer:
    """Tell whether the item was held on filing and still is on the day of the decision (T-31)."""
    withdrawn = power.covers(filed_on) and not power.covers(day)
    return rule_text("T-31").answer(holds=not withdrawn, day=day, power=power.code, filed=filed_on)


def issued_in_own_name(*, day: dt.date, issuer: Issuer) -> Answer:
    """《行政处罚法》第二十四条: the sub-district office signs, never its team (PEN-002, T-30)."""
    if issuer is Issuer.TEAM:
        return rule_text("T-30").refused_on(day)
    return rule_text("PEN-002").answer(holds=issuer is Issuer.AUTHORITY, day=day)
