"""What came in: by the bank, electronically, or in cash where the law lets officers take it."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import (
    last_day,
    locked_receivables,
    record,
    status_of,
)
from fazhi.capabilities.payments.choices import Channel, PaymentPart, ReceivableStatus
from fazhi.capabilities.payments.errors import (
    ReceiptUsedError,
    SettledReceivableError,
)
from fazhi.capabilities.payments.facts import cash_facts
from fazhi.capabilities.payments.inputs import (
    PaymentInput,
)
from fazhi.capabilities.payments.models import (
    CashCollection,
    Payment,
    Receivable,
)
from fazhi.capabilities.payments.queries import late_fine, settled_late_fine
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.identifiers import new_id
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.late_fine import LateFine, remedies_left_out
from fazhi.law.rules.late_fine import late_fine as unpaused
from fazhi.law.rules.payment import cash_may_be_taken, receipt_was_given

_ZERO = Decimal(0)
_SETTLED = frozenset({ReceivableStatus.PAID, ReceivableStatus.CANCELLED})


def record_payment(seat: Seat, payment: PaymentInput) -> Payment:
    """Record one payment."""
    return record_payments(seat, [payment])[0]


@transaction.atomic
def record_payments(seat: Seat, payments: Sequence[PaymentInput]) -> list[Payment]:
    """Record money that came in, all or none; cash only where the law lets officers take it."""
    if not payments:
        return []
    owed = locked_receivables(seat, [each.receivable for each in payments])
    for each in payments:
        _refuse_unlawful(each)
    _refuse_used_receipts(seat, payments)
    for each in payments:
        _apply(owed[each.receivable.pk], each)
    now = clock.now()
    rows = [_payment(seat, each, owed[each.receivable.pk], now) for each in payments]
    Receivable.objects.bulk_update(
        owed.values(), ["fine_paid", "late_fine_paid", "fine_paid_on", "status"]
    )
    Payment.objects.bulk_create(rows)
    cash = [
        _cash(row, given)
        for row, given in zip(rows, payments, strict=True)
        if given.channel is Channel.CASH_ON_SPOT
    ]
    if cash:
        CashCollection.objects.bulk_create(cash)
    entry = record(seat, "payment.received", rows, [row.receivable.dossier for row in rows])
    Payment.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def _refuse_used_receipts(seat: Seat, payments: Sequence[PaymentInput]) -> None:
    numbers = [each.receipt_number.strip() for each in payments]
    for place, number in enumerate(numbers):
        if not number:
            raise InputError({"receipt_number": _("请登记财政票据号码。")})
        if number in numbers[:place]:
            raise ReceiptUsedError(number)
    used = Payment.objects.filter(authority=seat.authority, receipt_number__in=numbers)
    if (earlier := used.values_list("receipt_number", flat=True).first()) is not None:
        raise ReceiptUsedError(earlier)


def _refuse_unlawful(given: PaymentInput) -> None:
    if given.amount <= _ZERO:
        raise InputError({"amount": _("金额应当大于零。")})
    if given.channel is not Channel.CASH_ON_SPOT:
        return
    if given.ground is None:
        raise InputError({"ground": _("当场收缴须选择法定理由。")})
    receipt = receipt_was_given(given.receipt_number.strip(), day=given.paid_on)
    refuse_if_blocked((*cash_may_be_taken(load_law(), cash_facts(given)), *receipt))


def _apply(receivable: Receivable, given: PaymentInput) -> None:
    """Count a payment towards its receivable; nobody may take more than is owed."""
    if receivable.status in _SETTLED:
        raise SettledReceivableError(
            _("这笔罚款{status}，不能再登记缴款。").format(status=receivable.get_status_display())
        )
    if given.part is PaymentPart.FINE:
        _apply_to_fine(receivable, given)
    else:
        _apply_to_late_fine(receivable, given)


def _apply_to_fine(receivable: Receivable, given: PaymentInput) -> None:
    rest = receivable.amount - receivable.fine_paid
    if given.amount > rest:
        raise InputError(
            {
                "amount": _("罚款还应缴 {rest} 元，登记的 {amount} 元多了。").format(
                    rest=rest, amount=given.amount
                )
            }
        )
    receivable.fine_paid += given.amount
    if receivable.fine_paid == receivable.amount:
        receivable.fine_paid_on = given.paid_on
    receivable.status = status_of(receivable, given.paid_on)


def _apply_to_late_fine(receivable: Receivable, given: PaymentInput) -> None:
    reckoned = late_fine(receivable, given.paid_on)
    owed = reckoned.amount
    rest = owed - settled_late_fine(receivable)
    if given.amount > rest:
        _refuse_days_of_remedies(receivable, given, reckoned)
        raise InputError(
            {"amount": _("加处罚款应为 {owed} 元，还应缴 {rest} 元。").format(owed=owed, rest=rest)}
        )
    receivable.late_fine_paid += given.amount
    receivable.status = status_of(receivable, given.paid_on)


def _refuse_days_of_remedies(
    receivable: Receivable, given: PaymentInput, reckoned: LateFine
) -> None:
    """Refuse a late fine that counts days of reconsideration or litigation (EXE-008)."""
    law, last = load_law(), receivable.fine_paid_on or given.paid_on
    whole = unpaused(law, fine=receivable.amount, due_on=receivable.due_on, day=last)
    if given.amount <= whole.amount - settled_late_fine(receivable):
        day, counted = given.paid_on, whole.days
        refuse_if_blocked([remedies_left_out(reckoned, day=day, counted_days=counted)])


def _payment(seat: Seat, given: PaymentInput, receivable: Receivable, now: dt.datetime) -> Payment:
    return Payment(
        id=new_id(),
        authority=seat.authority,
        receivable=receivable,
        part=given.part,
        amount=given.amount,
        paid_on=given.paid_on,
        channel=given.channel,
        receipt_number=given.receipt_number.strip(),
        reference=given.reference,
        recorded_at=now,
        recorded_by_id=seat.account_id,
    )


def _cash(row: Payment, given: PaymentInput) -> CashCollection:
    since = given.landed_on or given.paid_on
    return CashCollection(
        payment=row,
        ground=given.ground or "",
        reason=given.request.strip(),
        collected_by_id=given.collected_by_id,
        since=since,
        hand_in_due_on=last_day(load_law().deadline("CASH_HANDIN").from_(since)),
    )
