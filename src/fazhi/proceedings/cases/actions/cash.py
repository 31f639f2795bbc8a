"""Cash of fines on its way: handed to the authority, paid into the bank (行政处罚法 art. 71)."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions import bank_cash, hand_in_cash
from fazhi.capabilities.payments.inputs import BankingInput, HandInInput
from fazhi.capabilities.payments.models import CashCollection
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.payment import cash_banked, cash_handed_in
from fazhi.proceedings.cases.access import CASH_KEEPERS


@transaction.atomic
def hand_in_fines(seat: Seat, payment_ids: Sequence[UUID], day: dt.date) -> list[Answer]:
    """Record that officers handed cash to the authority on a day, all or none.

    Returns the answers of EXE-006 to those that came late: they are recorded all the same.
    """
    cash = _collected(seat, payment_ids, day)
    given = [HandInInput(payment=each.payment, handed_in_on=day) for each in cash]
    hand_in_cash(seat, given)
    law = load_law()
    return _late(
        cash_handed_in(law, day=day, collected_on=each.since, handed_in_on=day) for each in cash
    )


@transaction.atomic
def bank_fines(seat: Seat, payment_ids: Sequence[UUID], day: dt.date) -> list[Answer]:
    """Record that the authority paid cash into the bank of the treasury on a day, all or none.

    Returns the answers of EXE-006 to those that came late: they are recorded all the same.
    """
    cash = _collected(seat, payment_ids, day)
    bank_cash(seat, [BankingInput(payment=each.payment, banked_on=day) for each in cash])
    law = load_law()
    return _late(
        cash_banked(law, day=day, handed_in_on=each.hand_in.handed_in_on, banked_on=day)
        for each in cash
    )


def _collected(seat: Seat, payment_ids: Sequence[UUID], day: dt.date) -> list[CashCollection]:
    """Return the cash of these payments, each once; NotFoundError for any of elsewhere."""
    seat.require(*CASH_KEEPERS)
    if not payment_ids:
        raise InputError({"payments": _("请至少选择一笔当场收缴的款项。")})
    if day > clock.today():
        raise InputError({"day": _("日期不能晚于今天。")})
    rows = CashCollection.objects.filter(payment__authority=seat.authority)
    found = rows.select_related("payment", "hand_in").in_bulk(set(payment_ids))
    if len(found) != len(set(payment_ids)):
        raise NotFoundError(_("没有这笔当场收缴的款项。"))
    return list(found.values())


def _late(answers: Iterable[Answer]) -> list[Answer]:
    return [answer for answer in answers if not answer.holds]
