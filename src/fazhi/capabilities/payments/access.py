"""Who may see receivables and payments: the staff of the authority."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.models import Payment, Receivable
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError


def visible_receivables(seat: Seat) -> QuerySet[Receivable]:
    """Return the receivables that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return Receivable.objects.none()
    return Receivable.objects.filter(authority=seat.authority)


def visible_payments(seat: Seat) -> QuerySet[Payment]:
    """Return the payments that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return Payment.objects.none()
    return Payment.objects.filter(authority=seat.authority)


def receivable_for(seat: Seat, receivable_id: UUID) -> Receivable:
    """Return one receivable; an unknown one and one of another authority are answered alike."""
    receivable = visible_receivables(seat).filter(pk=receivable_id).first()
    if receivable is None:
        raise NotFoundError(_("没有这笔应缴罚款。"))
    return receivable
