"""Paying later or in parts, lowering a fine, and pausing its late fine."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest

from fazhi.capabilities.payments.actions import (
    decide_deferrals,
    end_late_fine_pauses,
    pause_late_fines,
    record_deferrals,
    record_payment,
    reduce_receivables,
)
from fazhi.capabilities.payments.choices import PauseGround, PaymentPart, ReceivableStatus
from fazhi.capabilities.payments.errors import DeferralStateError, SettledReceivableError
from fazhi.capabilities.payments.inputs import (
    DeferralDecision,
    DeferralInput,
    InstalmentInput,
    PauseEnd,
    PauseInput,
    ReductionInput,
)
from fazhi.capabilities.payments.models import Deferral, Receivable, ReceivableReduction
from fazhi.capabilities.payments.queries import outstanding
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError, RefusalError
from fazhi.kernel.models import Entry
from tests.factories.payments import bank_payment, make_receivable
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

#: Served on the last of August, the fine is due on the fifteenth of September.
SERVED, DUE = dt.date(2026, 8, 31), dt.date(2026, 9, 15)
TODAY = clock.at_local(dt.date(2026, 9, 10), dt.time(9))
UNTIL = dt.date(2026, 12, 31)


def _applied(receivable: Receivable) -> DeferralInput:
    return DeferralInput(
        receivable=receivable,
        applied_on=dt.date(2026, 9, 5),
        hardship="本人失业，家庭成员住院。",
        until=UNTIL,
    )


def _approved(given: DeferralInput) -> Deferral:
    with clock.standing_at(TODAY):
        (row,) = record_deferrals(make_seat(Role.CLERK), [given])
        decision = DeferralDecision(deferral=row, is_approved=True, reason="情况属实。")
        return decide_deferrals(make_seat(Role.HEAD), [decision])[0]


def test_an_approved_deferral_moves_the_due_day_and_the_start_of_the_late_fine() -> None:
    row = _approved(_applied(make_receivable(served_on=SERVED)))

    owed = Receivable.objects.get()
    assert (row.due_on_before, owed.due_on) == (DUE, UNTIL)
    assert outstanding(owed, UNTIL).late_fine == 0
    assert outstanding(owed, UNTIL + dt.timedelta(days=1)).late_fine == Decimal(6)
    kinds = sorted(Entry.objects.values_list("kind", flat=True))
    assert kinds == ["deferral.decided", "deferral.recorded", "receivable.opened"]


def test_a_refused_deferral_leaves_the_due_day() -> None:
    with clock.standing_at(TODAY):
        (row,) = record_deferrals(
            make_seat(Role.CLERK), [_applied(make_receivable(served_on=SERVED))]
        )
        refused = DeferralDecision(deferral=row, is_approved=False, reason="没有困难。")
        decide_deferrals(make_seat(Role.HEAD), [refused])

    owed = Receivable.objects.get()
    assert owed.due_on == DUE
    assert outstanding(owed, dt.date(2026, 9, 16)).late_fine == Decimal(6)


def test_only_the_head_decides_and_never_on_what_he_recorded() -> None:
    head = make_seat(Role.HEAD)
    with clock.standing_at(TODAY):
        (row,) = record_deferrals(head, [_applied(make_receivable(served_on=SERVED))])
        decision = DeferralDecision(deferral=row, is_approved=True, reason="情况属实。")

        with pytest.raises(ForbiddenError):
            decide_deferrals(make_seat(Role.CLERK), [decision])
        with pytest.raises(RefusalError) as refusal:
            decide_deferrals(head, [decision])
        with pytest.raises(NotFoundError):
            decide_deferrals(make_seat(Role.HEAD, authority=OTHER_AUTHORITY), [decision])

    assert [answer.rule for answer in refusal.value.answers] == ["EXE-009"]
    assert Deferral.objects.get().decided_on is None


def test_a_deferral_is_decided_once_and_one_waits_at_a_time() -> None:
    given = _applied(make_receivable(served_on=SERVED))
    row = _approved(given)
    with clock.standing_at(TODAY):
        record_deferrals(make_seat(Role.CLERK), [replace(given, until=dt.date(2027, 3, 1))])

        with pytest.raises(DeferralStateError):
            record_deferrals(make_seat(Role.CLERK), [replace(given, until=dt.date(2027, 3, 1))])
        decision = DeferralDecision(deferral=row, is_approved=True, reason="再来一次")
        with pytest.raises(DeferralStateError):
            decide_deferrals(make_seat(Role.HEAD), [decision])


@pytest.mark.parametrize(
    ("parts", "fits"),
    [
        (((10, "100"), (11, "100")), True),
        (((10, "100"), (11, "99.99")), False),
        (((10, "100"), (10, "100")), False),
        (((10, "200"), (11, "0")), False),
    ],
)
def test_instalments_add_up_to_what_is_owed(
    parts: tuple[tuple[int, str], ...], *, fits: bool
) -> None:
    instalments = tuple(
        InstalmentInput(dt.date(2026, month, 20), Decimal(amount)) for month, amount in parts
    )
    given = replace(
        _applied(make_receivable(served_on=SERVED)), until=None, instalments=instalments
    )

    if not fits:
        with pytest.raises(InputError):
            _approved(given)
        return
    _approved(given)

    assert Receivable.objects.get().due_on == dt.date(2026, 11, 20)


def test_instalments_no_longer_fit_when_a_part_was_paid_before_the_approval() -> None:
    instalments = (InstalmentInput(dt.date(2026, 11, 20), Decimal(200)),)
    given = replace(
        _applied(make_receivable(served_on=SERVED)), until=None, instalments=instalments
    )
    with clock.standing_at(TODAY):
        (row,) = record_deferrals(make_seat(Role.CLERK), [given])
        record_payment(make_seat(), bank_payment(given.receivable, Decimal(50)))
        decision = DeferralDecision(deferral=row, is_approved=True, reason="情况属实。")

        with pytest.raises(InputError):
            decide_deferrals(make_seat(Role.HEAD), [decision])

    assert Receivable.objects.get().due_on == DUE


def test_a_paid_fine_is_not_deferred() -> None:
    receivable = make_receivable(served_on=SERVED)
    record_payment(make_seat(), bank_payment(receivable))

    with clock.standing_at(TODAY), pytest.raises(SettledReceivableError):
        record_deferrals(make_seat(Role.CLERK), [_applied(receivable)])


def test_the_late_fine_runs_on_after_its_pause_ended() -> None:
    receivable = make_receivable(served_on=SERVED)
    given = PauseInput(
        receivable=receivable, ground=PauseGround.LITIGATION, since=dt.date(2026, 9, 17)
    )

    (pause,) = pause_late_fines(make_seat(), [given])
    end_late_fine_pauses(make_seat(), [PauseEnd(pause=pause, until=dt.date(2026, 9, 22))])

    owed = outstanding(Receivable.objects.get(), dt.date(2026, 9, 24))
    assert (owed.days_late, owed.late_fine) == (3, Decimal(18))


def test_a_pause_that_becomes_known_late_settles_a_fine_that_was_paid_late() -> None:
    receivable = make_receivable(served_on=SERVED)
    record_payment(make_seat(), bank_payment(receivable, paid_on=dt.date(2026, 9, 18)))
    assert Receivable.objects.get().status == ReceivableStatus.LATE_FINE_OWED

    given = PauseInput(receivable=receivable, ground=PauseGround.RECONSIDERATION, since=DUE)
    pause_late_fines(make_seat(), [given])

    assert Receivable.objects.get().status == ReceivableStatus.PAID


def test_a_late_fine_that_counts_days_of_litigation_is_refused() -> None:
    receivable = make_receivable(served_on=SERVED)
    pause = PauseInput(
        receivable=receivable,
        ground=PauseGround.LITIGATION,
        since=dt.date(2026, 9, 17),
        until=dt.date(2026, 9, 20),
    )
    pause_late_fines(make_seat(), [pause])
    record_payment(make_seat(), bank_payment(receivable, paid_on=dt.date(2026, 9, 22)))
    late = bank_payment(
        receivable, Decimal(42), dt.date(2026, 9, 22), part=PaymentPart.LATE_FINE,
        receipt_number="ZJ0002",
    )  # fmt: skip

    with pytest.raises(RefusalError) as refusal:
        record_payment(make_seat(), late)
    with pytest.raises(InputError):
        record_payment(make_seat(), replace(late, amount=Decimal("42.01")))
    record_payment(make_seat(), replace(late, amount=Decimal(18)))

    assert [answer.rule for answer in refusal.value.answers] == ["EXE-008"]
    assert Receivable.objects.get().status == ReceivableStatus.PAID


def test_a_lowered_fine_is_owed_in_its_new_amount() -> None:
    receivable = make_receivable(served_on=SERVED)

    reduce_receivables(
        make_seat(), [ReductionInput(receivable=receivable, amount=Decimal(80), reason="复议变更")]
    )

    assert outstanding(Receivable.objects.get(), dt.date(2026, 9, 16)).fine == Decimal(80)
    assert ReceivableReduction.objects.get().amount_before == Decimal(200)


@pytest.mark.parametrize("amount", ["0", "200", "201", "49.99"])
def test_a_fine_is_not_raised_nor_lowered_below_what_was_paid(amount: str) -> None:
    receivable = make_receivable(served_on=SERVED)
    record_payment(make_seat(), bank_payment(receivable, Decimal(50)))

    with pytest.raises(InputError):
        reduce_receivables(
            make_seat(),
            [ReductionInput(receivable=receivable, amount=Decimal(amount), reason="变更")],
        )

    assert Receivable.objects.get().amount == Decimal(200)
