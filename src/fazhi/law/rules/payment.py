"""Payment (缴纳与收缴): by when a fine is paid, and when officers may take cash themselves."""

import datetime as dt

from fazhi.law.answer import Answer, Text
from fazhi.law.deadline import Deadline
from fazhi.law.facts import CashFacts, ProcedureKind
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import by_deadline
from fazhi.law.wording import yuan

_HAND_IN = Text("交至行政机关", "hand the cash in to the authority")
_BANK = Text("缴付指定的银行", "pay the cash into the bank")


def payment_due(law: Law, *, served_on: dt.date) -> Deadline:
    """《行政处罚法》第六十七条第三款: fifteen days from receipt of the decision."""
    return law.deadline("PAY").from_(served_on)


def paid_in_time(
    law: Law, *, day: dt.date, served_on: dt.date, paid_on: dt.date | None = None
) -> Answer:
    """Tell whether the fine was paid, or on `day` can still be paid, in time (EXE-001)."""
    deadline = payment_due(law, served_on=served_on)
    return by_deadline("EXE-001", deadline, day=day, done_on=paid_on)


def cash_may_be_taken(law: Law, cash: CashFacts) -> tuple[Answer, ...]:
    """《行政处罚法》第六十七条至第七十条: when, and for what receipt, cash is taken (EXE-002…005).

    Before the revision of 2021 only the limit is known (EXE-003).
    """
    day = cash.decided_on
    ground = _remote_ground(cash) if cash.is_remote else (_summary_ground(law, cash),)
    apart = rule_text("EXE-002")
    if not apart.in_force(day):
        return ground
    return (
        apart.answer(holds=all(answer.holds for answer in ground), day=day),
        *ground,
        *receipt_was_given(cash.receipt_number, day=day, is_official=cash.receipt_is_official),
    )


def receipt_was_given(number: str, *, day: dt.date, is_official: bool = True) -> tuple[Answer, ...]:
    """《行政处罚法》第七十条: cash only against the official receipt (EXE-005)."""
    return rule_text("EXE-005").judge(
        day,
        {"no_receipt": not number, "not_official": bool(number) and not is_official},
        number=number,
    )


def cash_handed_in(
    law: Law, *, day: dt.date, collected_on: dt.date, handed_in_on: dt.date | None = None
) -> Answer:
    """《行政处罚法》第七十一条: two working days to the authority (EXE-006).

    For cash taken on water `collected_on` is the day of landing.
    """
    deadline = law.deadline("CASH_HANDIN").from_(collected_on)
    return by_deadline("EXE-006", deadline, day=day, done_on=handed_in_on, step=_HAND_IN)


def cash_banked(
    law: Law, *, day: dt.date, handed_in_on: dt.date, banked_on: dt.date | None = None
) -> Answer:
    """《行政处罚法》第七十一条: two more working days to the bank (EXE-006)."""
    deadline = law.deadline("CASH_BANK").from_(handed_in_on)
    return by_deadline("EXE-006", deadline, day=day, done_on=banked_on, step=_BANK)


def _summary_ground(law: Law, cash: CashFacts) -> Answer:
    """《行政处罚法》第六十八条: small, or hard to enforce later; on the spot only (EXE-003)."""
    day, rule = cash.decided_on, rule_text("EXE-003")
    cap = law.parameter("payment.cash.cap_on_the_spot").at(day).amount
    values = {"fine": yuan(cash.fine), "cap": yuan(cap)}
    if cash.procedure is not ProcedureKind.SUMMARY:
        return rule.refused_on(day, "ordinary_procedure", **values)
    if cash.fine <= cap:
        small = Text(f"不超过 {yuan(cap)} 元", f"at most {yuan(cap)} yuan")
        return rule.held_on(day, ground=small.zh, ground_en=small.en, **values)
    if not cash.is_hard_to_enforce_later:
        return rule.refused_on(day, **values)
    if not cash.reason_recorded:
        return rule.refused_on(day, "reason_not_recorded", **values)
    return rule.held_on(
        day, ground="不当场收缴事后难以执行", ground_en="hard to enforce later", **values
    )


def _remote_ground(cash: CashFacts) -> tuple[Answer, ...]:
    """《行政处罚法》第六十九条: remote places, at the party's own request (EXE-004)."""
    return rule_text("EXE-004").judge(
        cash.decided_on,
        {
            "party_did_not_ask": not cash.party_asked,
            "reason_not_recorded": not cash.reason_recorded,
        },
    )
