"""The verbs of payments: open what is owed, record what came, hand cash on, pause, cancel."""

from fazhi.capabilities.payments.actions.cash import bank_cash, hand_in_cash
from fazhi.capabilities.payments.actions.receivables import (
    cancel_receivable,
    open_receivable,
    open_receivables,
    pause_late_fine,
)
from fazhi.capabilities.payments.actions.received import record_payment, record_payments

__all__ = [
    "bank_cash",
    "cancel_receivable",
    "hand_in_cash",
    "open_receivable",
    "open_receivables",
    "pause_late_fine",
    "record_payment",
    "record_payments",
]
