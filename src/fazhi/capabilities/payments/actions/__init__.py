"""The verbs of payments: open what is owed, record what came, hand cash on, defer, cancel."""

from fazhi.capabilities.payments.actions.cash import bank_cash, hand_in_cash
from fazhi.capabilities.payments.actions.deferrals import decide_deferrals, record_deferrals
from fazhi.capabilities.payments.actions.pauses import (
    end_late_fine_pauses,
    pause_late_fine,
    pause_late_fines,
)
from fazhi.capabilities.payments.actions.receivables import (
    cancel_receivable,
    cancel_receivables,
    open_receivable,
    open_receivables,
    reduce_receivables,
)
from fazhi.capabilities.payments.actions.received import record_payment, record_payments
from fazhi.capabilities.payments.actions.waivers import waive_late_fines

__all__ = [
    "bank_cash",
    "cancel_receivable",
    "cancel_receivables",
    "decide_deferrals",
    "end_late_fine_pauses",
    "hand_in_cash",
    "open_receivable",
    "open_receivables",
    "pause_late_fine",
    "pause_late_fines",
    "record_deferrals",
    "record_payment",
    "record_payments",
    "reduce_receivables",
    "waive_late_fines",
]
