"""Payments: what is owed and by when, cash only where the law lets officers take it."""

import datetime as dt
import json
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.payments.actions import (
    bank_cash,
    cancel_receivable,
    hand_in_cash,
    open_receivables,
    pause_late_fine,
    record_payment,
    record_payments,
)
from fazhi.capabilities.payments.choices import (
    CashGround,
    PauseGround,
    PaymentPart,
    ReceivableStatus,
)
from fazhi.capabilities.payments.errors import (
    CashOrderError,
    ReceiptUsedError,
    SettledReceivableError,
)
from fazhi.capabilities.payments.inputs import (
    BankingInput,
    HandInInput,
    PauseInput,
    ReceivableInput,
)
from fazhi.capabilities.payments.models import CashCollection, CashHandIn, Payment, Receivable
from fazhi.capabilities.payments.queries import cash_overdue, outstanding, overdue
from fazhi.kernel import journal
from fazhi.kernel.errors import InputError, NotFoundError, RefusalError
from fazhi.kernel.models import Entry
from tests.factories.documents import make_dossier
from tests.factories.payments import bank_payment, cash_payment, make_cash, make_receivable
from tests.factories.seats import AUTHORITY, make_seat

pytestmark = pytest.mark.django_db


def test_a_fine_is_due_fifteen_days_after_service() -> None:
    assert make_receivable(served_on=dt.date(2026, 9, 1)).due_on == dt.date(2026, 9, 16)


def test_a_due_day_in_the_holidays_moves_to_the_first_working_day() -> None:
    # 《行政处罚法》第六十七条: the fifteenth day, 2026-02-20, lies in the Spring Festival.
    assert make_receivable(served_on=dt.date(2026, 2, 5)).due_on == dt.date(2026, 2, 24)


def test_a_fine_paid_in_full_is_paid() -> None:
    receivable = make_receivable()

    record_payment(make_seat(), bank_payment(receivable))

    receivable.refresh_from_db()
    assert receivable.status == ReceivableStatus.PAID
    assert (receivable.fine_paid, receivable.fine_paid_on) == (Decimal(200), dt.date(2026, 9, 20))


def test_a_part_leaves_the_rest_owed() -> None:
    receivable = make_receivable()

    record_payment(make_seat(), bank_payment(receivable, Decimal("50.50")))

    receivable.refresh_from_db()
    assert receivable.status == ReceivableStatus.PARTLY_PAID
    assert outstanding(receivable, dt.date(2026, 9, 20)).total == Decimal("149.50")


def test_nobody_pays_more_than_is_owed() -> None:
    with pytest.raises(InputError) as refused:
        record_payment(make_seat(), bank_payment(make_receivable(), Decimal(201)))

    assert sorted(refused.value.fields) == ["amount"]
    assert Payment.objects.count() == 0


def test_two_payments_of_a_batch_are_counted_together() -> None:
    receivable = make_receivable()
    halves = [
        bank_payment(receivable, Decimal(100), receipt_number="ZJ1"),
        bank_payment(receivable, Decimal(100), receipt_number="ZJ2"),
    ]

    record_payments(make_seat(), halves)

    receivable.refresh_from_db()
    assert receivable.status == ReceivableStatus.PAID


@pytest.mark.parametrize(
    ("amount", "ground", "request_", "rules"),
    [
        (Decimal(101), CashGround.SMALL_FINE, "", {"EXE-002", "EXE-003"}),
        (Decimal(150), CashGround.LATER_DIFFICULT, "", {"EXE-002", "EXE-003"}),
        (Decimal(150), CashGround.REMOTE_ON_REQUEST, "", {"EXE-002", "EXE-004"}),
    ],
)
def test_cash_that_the_law_does_not_allow_is_refused(
    amount: Decimal, ground: CashGround, request_: str, rules: set[str]
) -> None:
    payment = cash_payment(make_receivable(amount), amount, ground, request=request_)

    with pytest.raises(RefusalError) as refused:
        record_payment(make_seat(), payment)

    assert {answer.rule for answer in refused.value.answers} == rules
    assert Payment.objects.count() == 0


@pytest.mark.parametrize(
    ("amount", "ground", "request_"),
    [
        (Decimal(100), CashGround.SMALL_FINE, ""),
        (Decimal(150), CashGround.LATER_DIFFICULT, "当事人系流动摊贩，无固定住所"),
        (Decimal(150), CashGround.REMOTE_ON_REQUEST, "船上检查，当事人当场提出缴纳"),
    ],
)
def test_cash_that_the_law_allows_is_taken(
    amount: Decimal, ground: CashGround, request_: str
) -> None:
    payment = cash_payment(make_receivable(amount), amount, ground, request=request_)

    record_payment(make_seat(), payment)

    assert CashCollection.objects.get().ground == ground


def test_cash_on_an_ordinary_decision_is_refused() -> None:
    receivable = make_receivable(Decimal(50), on_the_spot=False)

    with pytest.raises(RefusalError) as refused:
        record_payment(make_seat(), cash_payment(receivable))

    assert "EXE-003" in {answer.rule for answer in refused.value.answers}


def test_cash_without_a_ground_is_sent_back() -> None:
    with pytest.raises(InputError) as refused:
        record_payment(make_seat(), cash_payment(make_receivable(Decimal(50)), ground=None))

    assert sorted(refused.value.fields) == ["ground"]


def test_every_payment_needs_an_official_receipt_used_once() -> None:
    first, second = make_receivable(), make_receivable()

    with pytest.raises(InputError):
        record_payment(make_seat(), bank_payment(first, receipt_number=" "))
    record_payment(make_seat(), bank_payment(first, receipt_number="ZJ7"))
    with pytest.raises(ReceiptUsedError, match="ZJ7"):
        record_payment(make_seat(), bank_payment(second, receipt_number="ZJ7"))
    with pytest.raises(ReceiptUsedError, match="ZJ8"):
        record_payments(make_seat(), [bank_payment(second, receipt_number="ZJ8")] * 2)


def test_the_database_refuses_a_payment_without_receipt() -> None:
    receivable = make_receivable()

    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.create(
            authority=AUTHORITY,
            receivable=receivable,
            part=PaymentPart.FINE,
            amount=Decimal(1),
            paid_on=dt.date(2026, 9, 20),
            channel="bank",
            receipt_number="",
            recorded_at=receivable.opened_at,
        )


def test_cash_is_handed_in_and_banked_within_two_working_days_each() -> None:
    # 2026-09-30 is the eve of the holidays; 2026-10-10 is a Saturday that works.
    cash = make_cash(dt.date(2026, 9, 30))
    seat = make_seat()

    (handed,) = hand_in_cash(seat, [HandInInput(payment=cash, handed_in_on=dt.date(2026, 10, 9))])
    bank_cash(seat, [BankingInput(payment=cash, banked_on=dt.date(2026, 10, 12))])

    assert cash.cash.hand_in_due_on == dt.date(2026, 10, 9)
    assert handed.bank_due_on == dt.date(2026, 10, 12)
    kinds = Entry.objects.order_by("id").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["cash.handed_in", "cash.banked"]


def test_cash_taken_on_water_counts_from_landing() -> None:
    receivable = make_receivable(Decimal(50), dt.date(2026, 9, 21))
    given = cash_payment(receivable)
    landed = type(given)(
        receivable=receivable,
        amount=given.amount,
        paid_on=given.paid_on,
        channel=given.channel,
        receipt_number="ZJ1",
        ground=CashGround.SMALL_FINE,
        landed_on=dt.date(2026, 9, 22),
    )

    payment = record_payment(make_seat(), landed)

    assert payment.cash.hand_in_due_on == dt.date(2026, 9, 24)


def test_cash_is_handed_in_once_and_banked_only_after_that() -> None:
    cash = make_cash(dt.date(2026, 9, 21))
    seat = make_seat()
    banking = BankingInput(payment=cash, banked_on=dt.date(2026, 9, 23))
    hand_in = HandInInput(payment=cash, handed_in_on=dt.date(2026, 9, 22))

    with pytest.raises(CashOrderError):
        bank_cash(seat, [banking])
    hand_in_cash(seat, [hand_in])
    with pytest.raises(CashOrderError):
        hand_in_cash(seat, [hand_in])
    with pytest.raises(InputError):
        bank_cash(seat, [BankingInput(payment=cash, banked_on=dt.date(2026, 9, 21))])
    bank_cash(seat, [banking])
    with pytest.raises(CashOrderError):
        bank_cash(seat, [banking])

    assert CashHandIn.objects.count() == 1


def test_late_cash_is_found_by_day() -> None:
    cash = make_cash(dt.date(2026, 9, 21))
    on_time, late = dt.date(2026, 9, 23), dt.date(2026, 9, 24)

    assert list(cash_overdue(AUTHORITY, on_time)) == []
    assert list(cash_overdue(AUTHORITY, late)) == [cash.cash]
    hand_in_cash(make_seat(), [HandInInput(payment=cash, handed_in_on=late)])
    assert list(cash_overdue(AUTHORITY, late)) == []
    assert list(cash_overdue(AUTHORITY, dt.date(2026, 9, 30))) == [cash.cash]


def test_the_late_fine_is_three_per_cent_a_day_up_to_the_fine() -> None:
    # Worked example E1: 3,000 yuan served 2026-02-05, due 2026-02-24, paid 2026-03-20.
    receivable = make_receivable(Decimal(3000), dt.date(2026, 2, 5), on_the_spot=False)

    owed = {
        day: outstanding(receivable, day).late_fine
        for day in (
            dt.date(2026, 2, 24),
            dt.date(2026, 3, 20),
            dt.date(2026, 3, 29),
            dt.date(2026, 3, 30),
            dt.date(2026, 12, 1),
        )
    }

    assert list(owed.values()) == [0, Decimal(2160), Decimal(2970), Decimal(3000), Decimal(3000)]


def test_a_fine_paid_late_still_owes_its_late_fine() -> None:
    receivable = make_receivable(Decimal(3000), dt.date(2026, 2, 5), on_the_spot=False)
    seat, paid_on = make_seat(), dt.date(2026, 3, 20)

    record_payment(seat, bank_payment(receivable, Decimal(3000), paid_on))
    receivable.refresh_from_db()
    between = receivable.status, outstanding(receivable, dt.date(2026, 6, 1)).total
    late = bank_payment(
        receivable, Decimal(2160), paid_on, receipt_number="ZJ2", part=PaymentPart.LATE_FINE
    )
    record_payment(seat, late)

    receivable.refresh_from_db()
    assert between == (ReceivableStatus.LATE_FINE_OWED, Decimal(2160))
    assert receivable.status == ReceivableStatus.PAID


def test_more_late_fine_than_the_law_allows_is_refused() -> None:
    receivable = make_receivable(Decimal(3000), dt.date(2026, 2, 5), on_the_spot=False)
    late = bank_payment(receivable, Decimal(2161), dt.date(2026, 3, 20), part=PaymentPart.LATE_FINE)

    with pytest.raises(InputError) as refused:
        record_payment(make_seat(), late)

    assert sorted(refused.value.fields) == ["amount"]


def test_no_late_fine_grows_during_reconsideration() -> None:
    receivable = make_receivable(Decimal(3000), dt.date(2026, 2, 5), on_the_spot=False)

    pause_late_fine(
        make_seat(),
        PauseInput(
            receivable=receivable,
            ground=PauseGround.RECONSIDERATION,
            since=dt.date(2026, 3, 1),
            until=dt.date(2026, 3, 10),
        ),
    )

    owed = outstanding(receivable, dt.date(2026, 3, 20))
    assert (owed.late_fine, owed.days_late) == (Decimal(1260), 14)


def test_a_cancelled_fine_owes_nothing_and_takes_no_payment() -> None:
    receivable = cancel_receivable(make_seat(), make_receivable(), reason="决定已撤销")

    assert outstanding(receivable, dt.date(2027, 1, 1)).total == 0
    with pytest.raises(SettledReceivableError):
        record_payment(make_seat(), bank_payment(receivable))
    with pytest.raises(SettledReceivableError):
        cancel_receivable(make_seat(), receivable, reason="再来一次")


def test_overdue_names_what_is_unpaid_after_its_day() -> None:
    late, paid = make_receivable(), make_receivable()
    make_receivable(served_on=dt.date(2026, 9, 17))
    record_payment(make_seat(), bank_payment(paid))
    due_on = late.due_on

    assert list(overdue(AUTHORITY, due_on)) == []
    assert late in list(overdue(AUTHORITY, due_on + dt.timedelta(days=1)))
    assert paid not in list(overdue(AUTHORITY, dt.date(2027, 1, 1)))


def test_nobody_pays_for_another_authority() -> None:
    with pytest.raises(NotFoundError):
        record_payment(make_seat(authority="330211005000"), bank_payment(make_receivable()))


def test_a_batch_of_payments_needs_as_many_statements_as_one() -> None:
    owed = [make_receivable() for _ in range(12)]
    seat = make_seat()
    payments = [bank_payment(one, receipt_number=f"ZJ{i}") for i, one in enumerate(owed)]

    with CaptureQueriesContext(connection) as first:
        record_payments(seat, payments[:1])
    with CaptureQueriesContext(connection) as second:
        record_payments(seat, payments[1:])

    assert len(second) == len(first)


def test_the_entry_of_a_batch_holds_the_root_over_its_rows() -> None:
    inputs = [
        ReceivableInput(
            dossier=make_dossier(),
            amount=Decimal(50),
            served_on=dt.date(2026, 9, 16),
            on_the_spot=True,
        )
        for _ in range(3)
    ]
    open_receivables(make_seat(), inputs)

    entry = Entry.objects.get(kind="receivable.opened")
    rows = Receivable.objects.filter(entry=entry).order_by("id")
    root = journal.items_root(row.journal_item() for row in rows)
    assert json.loads(entry.content.text)["items_root"] == root.hex()


def test_a_fine_of_nothing_is_refused_by_the_database() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make_receivable(Decimal(0))
