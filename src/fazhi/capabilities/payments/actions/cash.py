"""Cash on its way: from the officer to the authority, from there to the bank."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import last_day, record
from fazhi.capabilities.payments.errors import (
    CashOrderError,
)
from fazhi.capabilities.payments.inputs import (
    BankingInput,
    HandInInput,
)
from fazhi.capabilities.payments.models import (
    CashBanking,
    CashCollection,
    CashHandIn,
    Payment,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.jurisdiction import load_law


@transaction.atomic
def hand_in_cash(seat: Seat, hand_ins: Sequence[HandInInput]) -> list[CashHandIn]:
    """Record cash that officers handed to the authority; the clock of the bank starts."""
    reckoner, now = load_law().deadline("CASH_BANK"), clock.now()
    cash = _locked_cash(seat, [each.payment for each in hand_ins])
    rows = []
    for each in hand_ins:
        collected = cash[each.payment.pk]
        _refuse_before(each.handed_in_on, collected.payment.paid_on)
        rows.append(
            CashHandIn(
                cash=collected,
                handed_in_on=each.handed_in_on,
                bank_due_on=last_day(reckoner.from_(each.handed_in_on)),
                recorded_at=now,
                recorded_by_id=seat.account_id,
            )
        )
    if rows:
        CashHandIn.objects.bulk_create(rows)
        dossiers = [row.cash.payment.receivable.dossier for row in rows]
        entry = record(seat, "cash.handed_in", rows, dossiers)
        CashHandIn.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


@transaction.atomic
def bank_cash(seat: Seat, bankings: Sequence[BankingInput]) -> list[CashBanking]:
    """Record cash that the authority paid into the bank of the treasury."""
    now = clock.now()
    handed = _handed(seat, [each.payment for each in bankings])
    rows = []
    for each in bankings:
        hand_in = handed[each.payment.pk]
        _refuse_before(each.banked_on, hand_in.handed_in_on)
        rows.append(
            CashBanking(
                hand_in=hand_in,
                banked_on=each.banked_on,
                reference=each.reference,
                recorded_at=now,
                recorded_by_id=seat.account_id,
            )
        )
    if rows:
        CashBanking.objects.bulk_create(rows)
        dossiers = [row.hand_in.cash.payment.receivable.dossier for row in rows]
        entry = record(seat, "cash.banked", rows, dossiers)
        CashBanking.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def _locked_cash(seat: Seat, payments: Sequence[Payment]) -> dict[object, CashCollection]:
    keys = [payment.pk for payment in payments]
    rows = CashCollection.objects.select_for_update(of=("self",)).select_related(
        "payment__receivable__dossier"
    )
    found = rows.filter(payment__authority=seat.authority).in_bulk(keys)
    if len(found) != len(set(keys)) or len(keys) != len(set(keys)):
        raise NotFoundError(_("没有这笔当场收缴的款项。"))
    if CashHandIn.objects.filter(pk__in=keys).exists():
        raise CashOrderError(_("其中有款项已经交至机关，不能重复登记。"))
    return dict(found)


def _handed(seat: Seat, payments: Sequence[Payment]) -> dict[object, CashHandIn]:
    keys = [payment.pk for payment in payments]
    rows = CashHandIn.objects.select_for_update(of=("self",)).select_related(
        "cash__payment__receivable__dossier"
    )
    found = rows.filter(cash__payment__authority=seat.authority).in_bulk(keys)
    if len(found) != len(set(keys)) or len(keys) != len(set(keys)):
        raise CashOrderError(_("其中有款项还没有交至机关，不能登记缴付银行。"))
    if CashBanking.objects.filter(pk__in=keys).exists():
        raise CashOrderError(_("其中有款项已经缴付银行，不能重复登记。"))
    return dict(found)


def _refuse_before(day: dt.date, earlier: dt.date) -> None:
    if day < earlier:
        raise InputError(
            {"day": _("{day} 早于上一步的 {earlier}。").format(day=day, earlier=earlier)}
        )
