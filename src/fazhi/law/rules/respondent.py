"""The authority as respondent (被申请人、被告): what it owes when its decision is challenged.

What the party or the court decides, such as the order of remedies, is told and never blocks the
record of it: rooms ask, keep the answer and go on.
"""

import datetime as dt
from enum import StrEnum

from fazhi.law.answer import Answer, Text
from fazhi.law.deadline import Deadline
from fazhi.law.facts import ProcedureKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.reconsideration import review_comes_first
from fazhi.law.rules.timeliness import by_deadline

_ANSWER = Text("提交答复和全部证据", "hand in the answer with all evidence")


class RemedyKind(StrEnum):
    """Which remedy was taken (行政复议、行政诉讼)."""

    RECONSIDERATION = "reconsideration"
    LITIGATION = "litigation"


def answer_deadline(
    law: Law, kind: RemedyKind, *, received_on: dt.date, is_simple: bool = False
) -> Deadline:
    """Return by when the answer is due, from the day the copy was received (REM-008, REM-017)."""
    if kind is RemedyKind.LITIGATION:
        return law.deadline("SUIT_ANSWER").from_(received_on)
    return law.deadline("REVIEW_ANSWER_SIMPLE" if is_simple else "REVIEW_ANSWER").from_(received_on)


def answered_in_time(
    law: Law,
    kind: RemedyKind,
    *,
    day: dt.date,
    received_on: dt.date,
    answered_on: dt.date | None = None,
    is_simple: bool = False,
) -> tuple[Answer, ...]:
    """《行政复议法》第四十八条、第七十条: a late answer is none (REM-008, REM-017).

    Of reconsiderations that began before 2024 only the period is known, not what its lapse means.
    """
    rule = "REM-017" if kind is RemedyKind.LITIGATION else "REM-008"
    if not rule_text(rule).in_force(received_on):
        return ()
    deadline = answer_deadline(law, kind, received_on=received_on, is_simple=is_simple)
    return (by_deadline(rule, deadline, day=day, done_on=answered_on, step=_ANSWER),)


def review_came_first(
    kind: RemedyKind, *, day: dt.date, procedure: ProcedureKind, was_reviewed: bool
) -> tuple[Answer, ...]:
    """《行政复议法》第二十三条: after a penalty on the spot reconsideration comes first (REM-004).

    `day` is that of the decision. Whether a suit is heard all the same is for the court.
    """
    is_direct = kind is RemedyKind.LITIGATION and not was_reviewed
    if not is_direct or not review_comes_first(procedure, day=day):
        return ()
    return (rule_text("REM-004").refused_on(day, "direct_suit"),)


def one_remedy_at_a_time(
    kind: RemedyKind, *, day: dt.date, under_way: frozenset[RemedyKind]
) -> tuple[Answer, ...]:
    """《行政复议法》第二十九条: no suit during reconsideration, and none beside it (REM-021)."""
    rule = rule_text("REM-021")
    if not rule.in_force(day):
        return ()
    others = under_way - {kind}
    return (rule.answer(holds=not others, day=day),)


def head_attended(
    kind: RemedyKind, *, day: dt.date, by_head: bool, reason: str
) -> tuple[Answer, ...]:
    """《行政复议法》第五十一条: the head attends, or says why not (REM-010, REM-018).

    `day` is that of the hearing.
    """
    rule = rule_text("REM-018" if kind is RemedyKind.LITIGATION else "REM-010")
    if not rule.in_force(day):
        return ()
    return (rule.answer(holds=by_head or bool(reason.strip()), day=day),)
