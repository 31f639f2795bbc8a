"""Execution (处罚的执行): hardship, stays, proceeds, confiscated goods and complaints."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fazhi.law.answer import Answer
from fazhi.law.rule import rule_text


class Disposal(StrEnum):
    """What becomes of confiscated goods (没收财物的处理)."""

    PUBLIC_AUCTION = "public_auction"
    BY_STATE_RULES = "by_state_rules"
    DESTRUCTION = "destruction"
    OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class DeferralFacts:
    """A deferral of payment or payment by instalments (延期、分期缴纳)."""

    applied: bool = False
    hardship_shown: bool = False
    approved: bool = False
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class ComplaintFacts:
    """A complaint about a penalty (申诉、检举) and what the authority did about it."""

    examined: bool = False
    error_found: bool = False
    corrected: bool = False


def deferral_is_open(deferral: DeferralFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第六十六条第二款: on application, for real hardship, approved (EXE-009)."""
    return rule_text("EXE-009").judge(
        day,
        {
            "not_applied": not deferral.applied,
            "hardship_not_shown": not deferral.hardship_shown,
            "not_approved": not deferral.approved,
        },
        until=deferral.until,
    )


def is_carried_out(*, day: dt.date, stay_ordered: bool) -> Answer:
    """《行政处罚法》第七十三条第一款: remedies alone do not stay the penalty (EXE-010)."""
    return rule_text("EXE-010").answer(holds=not stay_ordered, day=day)


def figure_is_lawful(*, day: dt.date, ties_proceeds_to_appraisal: bool) -> Answer:
    """《行政处罚法》第七十四条: no figure ties proceeds to appraisal (EXE-011)."""
    return rule_text("EXE-011").answer(holds=not ties_proceeds_to_appraisal, day=day)


def goods_are_disposed_of(
    disposal: Disposal, *, day: dt.date, must_be_destroyed: bool = False
) -> tuple[Answer, ...]:
    """《行政处罚法》第七十四条第一款: auction or state rules, destruction only by law (EXE-012)."""
    destroyed = disposal is Disposal.DESTRUCTION
    return rule_text("EXE-012").judge(
        day,
        {
            "not_to_be_destroyed": destroyed and not must_be_destroyed,
            "to_be_destroyed": must_be_destroyed and not destroyed,
            "not_by_the_rules": disposal is Disposal.OTHERWISE and not must_be_destroyed,
        },
    )


def complaint_was_handled(complaint: ComplaintFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《行政处罚法》第七十五条第二款: examined, and corrected where wrong (EXE-013)."""
    return rule_text("EXE-013").judge(
        day,
        {
            "not_examined": not complaint.examined,
            "not_corrected": complaint.error_found and not complaint.corrected,
        },
    )
