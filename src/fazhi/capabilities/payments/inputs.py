"""What the actions of payments are given."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from fazhi.capabilities.payments.choices import CashGround, Channel, PauseGround, PaymentPart
from fazhi.kernel.models import Dossier

if TYPE_CHECKING:
    from fazhi.capabilities.payments.models import Deferral, LateFinePause, Payment, Receivable


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivableInput:
    """A fine to be paid: the period of payment runs from the day the decision was served."""

    dossier: Dossier
    amount: Decimal
    served_on: dt.date
    on_the_spot: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PaymentInput:
    """Money that came in. `receipt_number` is that of the official receipt of the treasury.

    Cash taken on the spot needs its `ground`; where that is not the small amount, also what is on
    record of it in `request`: why later enforcement would be hard, or how the party asked to pay at
    once. Of cash taken on water, the hand-in period begins on `landed_on`.
    """

    receivable: "Receivable"
    amount: Decimal
    paid_on: dt.date
    channel: Channel
    receipt_number: str
    part: PaymentPart = PaymentPart.FINE
    ground: CashGround | None = None
    request: str = ""
    collected_by_id: UUID | None = None
    landed_on: dt.date | None = None
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandInInput:
    """Cash handed by the officer to the authority."""

    payment: "Payment"
    handed_in_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class BankingInput:
    """Cash paid by the authority into the bank account of the treasury."""

    payment: "Payment"
    banked_on: dt.date
    reference: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseInput:
    """A time for which no late fine is counted; `until` is absent while it lasts."""

    receivable: "Receivable"
    ground: PauseGround
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseEnd:
    """The last day of a time for which no late fine was counted."""

    pause: "LateFinePause"
    until: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class ReductionInput:
    """A fine that review body or court lowered to `amount`."""

    receivable: "Receivable"
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverInput:
    """A late fine that an agreement on the enforcement waives, and why (行政强制法第四十二条)."""

    receivable: "Receivable"
    amount: Decimal
    reason: str


@dataclass(frozen=True, slots=True)
class InstalmentInput:
    """One part of the fine, and the day by which it is paid."""

    due_on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralInput:
    """An application to pay by `until`, or in instalments; without `applied_on` nobody applied."""

    receivable: "Receivable"
    applied_on: dt.date | None
    hardship: str
    until: dt.date | None = None
    instalments: tuple[InstalmentInput, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeferralDecision:
    """What the head decides on an application, and why."""

    deferral: "Deferral"
    is_approved: bool
    reason: str
