"""What is owed: opening it, lowering it, cancelling it."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.payments.actions.recording import (
    last_day,
    locked_receivables,
    record,
    restate,
)
from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.errors import (
    SettledReceivableError,
)
from fazhi.capabilities.payments.inputs import ReceivableInput, ReductionInput
from fazhi.capabilities.payments.models import (
    Receivable,
    ReceivableCancellation,
    ReceivableReduction,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id
from fazhi.law.jurisdiction import load_law


def open_receivable(seat: Seat, receivable: ReceivableInput) -> Receivable:
    """Open one fine as owed."""
    return open_receivables(seat, [receivable])[0]


@transaction.atomic
def open_receivables(seat: Seat, receivables: Sequence[ReceivableInput]) -> list[Receivable]:
    """Open fines as owed, all or none; the period of payment runs from the day of service."""
    if not receivables:
        return []
    reckoner, now = load_law().deadline("PAY"), clock.now()
    deadlines = {day: reckoner.from_(day) for day in {each.served_on for each in receivables}}
    rows = [
        Receivable(
            id=new_id(),
            authority=seat.authority,
            dossier=given.dossier,
            amount=given.amount,
            is_on_the_spot=given.on_the_spot,
            served_on=given.served_on,
            due_on=last_day(deadlines[given.served_on]),
            opened_at=now,
        )
        for given in receivables
    ]
    Receivable.objects.bulk_create(rows)
    provisions = next(iter(deadlines.values())).because
    dossiers = [row.dossier for row in rows]
    entry = record(seat, "receivable.opened", rows, dossiers, provisions)
    Receivable.objects.filter(pk__in=[row.pk for row in rows]).update(entry=entry)
    return rows


def cancel_receivable(seat: Seat, receivable: Receivable, *, reason: str) -> Receivable:
    """Cancel one receivable."""
    return cancel_receivables(seat, [receivable], reason=reason)[0]


@transaction.atomic
def cancel_receivables(
    seat: Seat, receivables: Sequence[Receivable], *, reason: str
) -> list[Receivable]:
    """Cancel what is owed, because its decision fell; what was paid is to be paid back."""
    if not reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    if not receivables:
        return []
    locked = list(locked_receivables(seat, receivables).values())
    if any(row.status == ReceivableStatus.CANCELLED for row in locked):
        raise SettledReceivableError(_("这笔应缴罚款此前已撤销。"))
    now = clock.now()
    ReceivableCancellation.objects.bulk_create(
        ReceivableCancellation(
            receivable=row,
            reason=reason.strip(),
            cancelled_at=now,
            cancelled_by_id=seat.account_id,
        )
        for row in locked
    )
    for row in locked:
        row.status = ReceivableStatus.CANCELLED
    Receivable.objects.bulk_update(locked, ["status"])
    record(seat, "receivable.cancelled", locked, [row.dossier for row in locked])
    return locked


@transaction.atomic
def reduce_receivables(
    seat: Seat, reductions: Sequence[ReductionInput]
) -> list[ReceivableReduction]:
    """Lower fines that review body or court changed, all or none; the late fine follows."""
    if not reductions:
        return []
    locked = locked_receivables(seat, [each.receivable for each in reductions])
    now, rows = clock.now(), []
    for given in reductions:
        receivable = locked[given.receivable.pk]
        _refuse_wrong_reduction(receivable, given)
        rows.append(
            ReceivableReduction(
                receivable=receivable,
                amount_before=receivable.amount,
                amount=given.amount,
                reason=given.reason.strip(),
                reduced_at=now,
                reduced_by_id=seat.account_id,
            )
        )
        receivable.amount = given.amount
        if receivable.fine_paid == given.amount and receivable.fine_paid_on is None:
            receivable.fine_paid_on = clock.day_of(now)
    ReceivableReduction.objects.bulk_create(rows)
    Receivable.objects.bulk_update(locked.values(), ["amount", "fine_paid_on"])
    restate(list(locked.values()))
    record(seat, "receivable.reduced", rows, [row.receivable.dossier for row in rows])
    return rows


def _refuse_wrong_reduction(receivable: Receivable, given: ReductionInput) -> None:
    if receivable.status == ReceivableStatus.CANCELLED:
        raise SettledReceivableError(_("这笔应缴罚款此前已撤销。"))
    if not given.reason.strip():
        raise InputError({"reason": _("请写明理由。")})
    if not 0 < given.amount < receivable.amount:
        words = _("变更后的罚款应当大于零、小于原罚款 {before} 元；不再罚款的，登记为撤销。")
        raise InputError({"amount": words.format(before=receivable.amount)})
    if given.amount < max(receivable.fine_paid, receivable.late_fine_paid):
        words = _("已缴 {paid} 元，多于变更后的罚款；多缴的须先退还当事人，再登记变更的数额。")
        raise InputError({"amount": words.format(paid=receivable.fine_paid)})
