"""Substitute performance (代履行): clearing away and restoring in the place of the party."""

from fazhi.law.answer import Answer
from fazhi.law.deadline import Timeliness
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.enforcement_facts import ClearedPlace, ImmediateFacts, SubstituteFacts
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import due


def examine_substitute_performance(law: Law, facts: SubstituteFacts) -> tuple[Answer, ...]:
    """Return every answer to a substitute performance, at once or after a demand."""
    if facts.immediate is not None:
        return clearing_at_once_is_open(facts, facts.immediate)
    return (
        *substitute_performance_is_open(facts),
        *missing_particulars(
            DocumentKind.SUBSTITUTE_PERFORMANCE_DECISION, facts.decision, day=facts.day
        ),
        *substitute_performance_is_carried_out(law, facts),
    )


def substitute_performance_is_open(facts: SubstituteFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十条: a duty to clear, demanded, and harm of three kinds (COE-020)."""
    return rule_text("COE-020").judge(
        facts.day,
        {
            "other_duty": not facts.is_duty_to_clear,
            "no_demand": facts.demand_served_on is None,
            "no_harm": not facts.harms,
            "performer_interested": facts.performer_has_interest,
        },
    )


def substitute_performance_is_carried_out(law: Law, facts: SubstituteFacts) -> tuple[Answer, ...]:
    """《行政强制法》第五十一条: decision, three working days, supervisor, cost (COE-020)."""
    latest = law.deadline("SUBST_URGE").from_(facts.day)
    again = facts.demanded_again_on
    return rule_text("COE-020").judge(
        facts.day,
        {
            "decision_not_served": facts.decision_served_on is None
            or facts.decision_served_on > facts.day,
            "demanded_too_late": again is None or latest.judge(again) is Timeliness.LATE,
            "performed": facts.is_performed,
            "no_supervisor": not facts.supervisor_present,
            "not_signed": not facts.all_signed,
            "cost_above_estimate": facts.cost_above_estimate,
            "by_force": facts.by_force,
        },
        due=due(latest),
    )


def clearing_at_once_is_open(
    facts: SubstituteFacts, immediate: ImmediateFacts
) -> tuple[Answer, ...]:
    """《行政强制法》第五十二条: at once on roads, rivers and in public places (COE-021)."""
    untold = not immediate.party_present and not immediate.party_told_afterwards
    return rule_text("COE-021").judge(
        facts.day,
        {
            "other_place": immediate.place is ClearedPlace.OTHER,
            "not_at_once": not immediate.must_go_at_once,
            "party_can_clear": not immediate.party_is_unable,
            "party_not_told": untold,
        },
    )
