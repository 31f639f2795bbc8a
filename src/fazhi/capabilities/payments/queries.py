"""Reads of payments: what is owed on a day, what is late. Never a sum for a person."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, Q, QuerySet

from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.facts import stopped_days
from fazhi.capabilities.payments.models import (
    CashCollection,
    CashHandIn,
    Deferral,
    Receivable,
)
from fazhi.kernel.models import Dossier
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules import late_fine as rules


@dataclass(frozen=True, slots=True)
class Outstanding:
    """What is still owed on a day: of the fine and of the late fine."""

    fine: Decimal
    late_fine: Decimal
    days_late: int

    @property
    def total(self) -> Decimal:
        """The whole sum."""
        return self.fine + self.late_fine


def receivable_of(dossier: Dossier) -> Receivable | None:
    """Return what is owed under a dossier that the caller may see, or None."""
    return Receivable.objects.filter(dossier=dossier).prefetch_related("pauses").first()


def outstanding(receivable: Receivable, day: dt.date) -> Outstanding:
    """Return what is still owed on a day; nothing once the receivable was cancelled."""
    if receivable.status == ReceivableStatus.CANCELLED:
        return Outstanding(Decimal(0), Decimal(0), 0)
    late = late_fine(receivable, day)
    return Outstanding(
        fine=receivable.amount - receivable.fine_paid,
        late_fine=max(late.amount - settled_late_fine(receivable), Decimal(0)),
        days_late=late.days,
    )


def late_fine(receivable: Receivable, day: dt.date) -> rules.LateFine:
    """Reckon the late fine up to a day, or up to the day on which the fine was paid in full."""
    last = min(day, receivable.fine_paid_on) if receivable.fine_paid_on else day
    is_late = last > receivable.due_on
    pauses = stopped_days(list(receivable.pauses.all()), last) if is_late else ()
    return rules.late_fine(
        load_law(), fine=receivable.amount, due_on=receivable.due_on, day=last, pauses=pauses
    )


def settled_late_fine(receivable: Receivable) -> Decimal:
    """Return what of the late fine was paid or waived."""
    return Decimal(receivable.late_fine_paid + receivable.late_fine_waived)


def overdue(authority: str, day: dt.date) -> QuerySet[Receivable]:
    """Return the fines of an authority that should have been paid before a day, oldest first."""
    unpaid = Receivable.objects.filter(authority=authority, fine_paid_on__isnull=True)
    late = unpaid.filter(due_on__lt=day).exclude(status=ReceivableStatus.CANCELLED)
    return late.select_related("dossier").order_by("due_on", "id")


def cash_overdue(authority: str, day: dt.date) -> QuerySet[CashCollection]:
    """Return the cash that should have reached the authority, or the bank, before a day."""
    at_hand = Q(hand_in__isnull=True, hand_in_due_on__lt=day)
    at_office = Q(hand_in__isnull=False, hand_in__banking__isnull=True)
    late = at_hand | (at_office & Q(hand_in__bank_due_on__lt=day))
    cash = CashCollection.objects.filter(late, payment__authority=authority)
    return cash.select_related("payment", "hand_in").order_by(F("hand_in_due_on"), "pk")


def own_cash_received(authority: str) -> QuerySet[CashHandIn]:
    """Return the hand-ins of cash that the collector received himself for the authority."""
    rows = CashHandIn.objects.filter(
        cash__payment__authority=authority,
        cash__collected_by__account__isnull=False,
        recorded_by_id=F("cash__collected_by__account"),
    )
    return rows.select_related("cash__payment__receivable__dossier").order_by("handed_in_on", "pk")


def undecided_deferrals(authority: str, before: dt.date) -> QuerySet[Deferral]:
    """Return the applications to pay later made before a day on which nobody decided."""
    rows = Deferral.objects.filter(authority=authority, decided_on=None, applied_on__lt=before)
    return rows.select_related("receivable__dossier").order_by("applied_on", "id")
