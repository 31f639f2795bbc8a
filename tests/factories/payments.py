"""Fines owed and paid in tests."""

import datetime as dt
from decimal import Decimal

from fazhi.capabilities.payments.actions import open_receivable, record_payment
from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.capabilities.payments.inputs import PaymentInput, ReceivableInput
from fazhi.capabilities.payments.models import Payment, Receivable
from tests.factories.documents import make_dossier
from tests.factories.seats import make_seat


def make_receivable(
    amount: Decimal = Decimal(200),
    served_on: dt.date = dt.date(2026, 9, 16),
    *,
    on_the_spot: bool = True,
) -> Receivable:
    """Return a fine owed under a dossier of its own."""
    return open_receivable(
        make_seat(),
        ReceivableInput(
            dossier=make_dossier(), amount=amount, served_on=served_on, on_the_spot=on_the_spot
        ),
    )


def bank_payment(
    receivable: Receivable,
    amount: Decimal = Decimal(200),
    paid_on: dt.date = dt.date(2026, 9, 20),
    *,
    receipt_number: str = "ZJ0001",
    part: PaymentPart = PaymentPart.FINE,
) -> PaymentInput:
    """Return a payment that came through the bank."""
    return PaymentInput(
        receivable=receivable,
        amount=amount,
        paid_on=paid_on,
        channel=Channel.BANK,
        receipt_number=receipt_number,
        part=part,
    )


def cash_payment(
    receivable: Receivable,
    amount: Decimal = Decimal(50),
    ground: CashGround | None = CashGround.SMALL_FINE,
    *,
    receipt_number: str = "ZJ0001",
    request: str = "",
) -> PaymentInput:
    """Return cash taken on the spot on the day of service."""
    return PaymentInput(
        receivable=receivable,
        amount=amount,
        paid_on=receivable.served_on,
        channel=Channel.CASH_ON_SPOT,
        receipt_number=receipt_number,
        ground=ground,
        request=request,
    )


def make_cash(served_on: dt.date = dt.date(2026, 9, 30), receipt_number: str = "ZJ0001") -> Payment:
    """Return fifty yuan taken in cash on the day of service."""
    receivable = make_receivable(Decimal(50), served_on)
    return record_payment(make_seat(), cash_payment(receivable, receipt_number=receipt_number))
