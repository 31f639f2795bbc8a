"""Late fines that are waived under an agreement: after the fine was paid, once, and no more."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.capabilities.payments.actions import record_payment, waive_late_fines
from fazhi.capabilities.payments.choices import PaymentPart
from fazhi.capabilities.payments.errors import SettledReceivableError
from fazhi.capabilities.payments.inputs import WaiverInput
from fazhi.capabilities.payments.models import LateFineWaiver, Receivable
from fazhi.capabilities.payments.queries import outstanding
from fazhi.kernel import clock
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Entry
from tests.factories.payments import bank_payment, make_receivable
from tests.factories.seats import make_seat

pytestmark = pytest.mark.django_db

#: The fine of 200 is due on 2026-10-08; paid ten days late it has grown by 60.
PAID_ON = dt.date(2026, 10, 18)
LATER = clock.at_local(dt.date(2026, 10, 20), dt.time(10))


def waive(receivable: Receivable, amount: str, reason: str = "已清理现场。") -> LateFineWaiver:
    given = WaiverInput(receivable=receivable, amount=Decimal(amount), reason=reason)
    with clock.standing_at(LATER):
        return waive_late_fines(make_seat(), [given])[0]


def paid() -> Receivable:
    """Return a receivable whose fine was paid late."""
    receivable = make_receivable()
    record_payment(make_seat(), bank_payment(receivable, paid_on=PAID_ON))
    return Receivable.objects.get(pk=receivable.pk)


def test_the_whole_late_fine_may_be_waived_and_nothing_is_owed_then() -> None:
    receivable = paid()
    before = outstanding(receivable, LATER.date()).late_fine

    waive(receivable, str(before))

    receivable.refresh_from_db()
    assert (before, receivable.status) == (Decimal(60), "paid")
    assert outstanding(receivable, LATER.date()).total == 0
    assert Entry.objects.get(kind="late_fine.waived").provisions == [
        "《行政强制法》第四十二条第一款"
    ]


def test_what_is_left_of_the_late_fine_is_still_owed_and_no_more_is_taken() -> None:
    receivable = paid()
    waive(receivable, "50")
    rest = bank_payment(
        receivable, Decimal(11), LATER.date(), receipt_number="ZJ0002", part=PaymentPart.LATE_FINE
    )

    with pytest.raises(InputError):
        record_payment(make_seat(), rest)

    receivable.refresh_from_db()
    assert (receivable.status, outstanding(receivable, LATER.date()).late_fine) == (
        "late_fine_owed", Decimal(10),
    )  # fmt: skip


@pytest.mark.parametrize(("amount", "reason"), [("0", "因"), ("60.01", "因"), ("10", " ")])
def test_no_more_than_the_late_fine_is_waived_and_not_without_reason(
    amount: str, reason: str
) -> None:
    receivable = paid()

    with pytest.raises(InputError):
        waive(receivable, amount, reason)


def test_nothing_is_waived_before_the_fine_is_paid_and_nothing_twice() -> None:
    unpaid, receivable = make_receivable(), paid()
    waive(receivable, "10")

    for row in (unpaid, receivable):
        with pytest.raises(SettledReceivableError):
            waive(row, "10")
