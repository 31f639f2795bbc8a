"""Watches over cases and their money: filing, payment, cash, remedies, deferrals."""

import datetime as dt
from collections.abc import Iterator

from fazhi.capabilities.payments.queries import cash_overdue, overdue, undecided_deferrals
from fazhi.proceedings.cases.watched import cases_of_dossiers, unanswered_remedies, unfiled_cases
from fazhi.proceedings.supervision.rules import Look, Observation, watches

_DAY = dt.timedelta(days=1)


@watches("case_not_filed")
def cases_not_filed(look: Look) -> Iterator[Observation]:
    """Look for on-the-spot decisions past their day of filing."""
    for case in unfiled_cases(look.seat, look.day):
        yield Observation(
            subject=str(case.pk),
            title=f"{case.number} 应于 {case.due_on} 前备案",
            since=(case.due_on or look.day) + _DAY,
            dossier=case.dossier,
        )


@watches("fine_unpaid")
def fines_unpaid(look: Look) -> Iterator[Observation]:
    """Look for fines past due that were not paid in full."""
    rows = list(overdue(look.seat.authority, look.day))
    numbers = cases_of_dossiers(look.seat, [row.dossier_id for row in rows])
    for row in rows:
        yield Observation(
            subject=str(row.pk),
            title=f"{numbers.get(row.dossier_id, '')} 罚款应于 {row.due_on} 前缴纳".strip(),
            since=row.due_on + _DAY,
            dossier=row.dossier,
        )


@watches("cash_kept")
def cash_kept(look: Look) -> Iterator[Observation]:
    """Look for cash that should have reached the office, or the bank."""
    rows = cash_overdue(look.seat.authority, look.day)
    for cash in rows.select_related("payment__receivable__dossier", "collected_by"):
        hand_in = getattr(cash, "hand_in", None)
        due_on = hand_in.bank_due_on if hand_in else cash.hand_in_due_on
        step = "缴付银行" if hand_in else "交至机关"
        collector = cash.collected_by.account_id if cash.collected_by else None
        yield Observation(
            subject=f"{cash.pk}:{'bank' if hand_in else 'office'}",
            title=f"票据 {cash.payment.receipt_number} 的现金应于 {due_on} 前{step}",
            since=due_on + _DAY,
            dossier=cash.payment.receivable.dossier,
            about=(str(collector),) if collector and not hand_in else (),
        )


@watches("remedy_unanswered")
def remedies_unanswered(look: Look) -> Iterator[Observation]:
    """Look for reconsiderations and suits past the day of forwarding, answer or defence."""
    for remedy in unanswered_remedies(look.seat, look.day):
        due_on = remedy.due_on or look.day
        yield Observation(
            subject=f"{remedy.pk}:{due_on}",
            title=f"{remedy.case.number} 的{remedy.get_kind_display()}应于 {due_on} 前办理",
            since=due_on + _DAY,
            dossier=remedy.case.dossier,
        )


@watches("deferral_undecided")
def deferrals_undecided(look: Look) -> Iterator[Observation]:
    """Look for applications to pay later that wait longer than the office allows itself."""
    before = look.day - dt.timedelta(days=look.rule.parameters["days"])
    for deferral in undecided_deferrals(look.seat.authority, before):
        applied_on = deferral.applied_on or before
        yield Observation(
            subject=str(deferral.pk),
            title=f"{applied_on} 的延期、分期缴纳申请没有决定",
            since=applied_on + dt.timedelta(days=look.rule.parameters["days"]) + _DAY,
            dossier=deferral.receivable.dossier,
        )
