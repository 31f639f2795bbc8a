"""What follows a decision: filing (备案), the fine, closing (结案), each in its turn."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.payments.actions import pause_late_fine
from fazhi.capabilities.payments.choices import PauseGround, PaymentPart
from fazhi.capabilities.payments.errors import ReceiptUsedError, SettledReceivableError
from fazhi.capabilities.payments.inputs import PauseInput
from fazhi.capabilities.payments.models import CashCollection, Payment, Receivable
from fazhi.capabilities.payments.queries import outstanding
from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.kernel.models import Entry
from fazhi.proceedings.cases.actions import close_cases, file_cases, record_fine_payments
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.models import Case, CaseClosure, CaseFiling
from fazhi.proceedings.cases.queries import filing_answer, owed, use_of_powers
from fazhi.proceedings.cases.status import status_of
from tests.factories.cases import NOW, Town, make_town
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.proceedings.cases.payment_table import LATER, Row, entered, make_case, rows

pytestmark = pytest.mark.django_db

ERRORS = {"rule": RefusalError, "input": InputError, "conflict": ConflictError}
#: Three working days after the Tuesday of the decision.
LAST_DAY = dt.date(2026, 3, 13)


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_a_payment_is_answered_as_the_table_says(town: Town, row: Row) -> None:
    given = entered(town, row)

    with clock.standing_at(LATER):
        if not row.refused:
            record_fine_payments(town.clerk, [given])
            assert _rest(given.case_id, given.paid_on) == Decimal(row.leaves)
            return
        with pytest.raises(ERRORS[row.refused]) as refusal:
            record_fine_payments(town.clerk, [given])

    if isinstance(refusal.value, RefusalError):
        answers = {answer.rule: answer for answer in refusal.value.answers}
        assert answers[row.rule].because != ()
        assert answers[row.rule].reason.zh != ""
        assert answers[row.rule].next_step.zh != ""
    assert Payment.objects.count() == 0


@pytest.mark.parametrize("row", rows(refused=True), ids=str)
def test_one_unlawful_payment_refuses_the_whole_batch_and_writes_nothing(
    town: Town, row: Row
) -> None:
    lawful, unlawful = entered(town, rows(refused=False)[0]), entered(town, row)
    before = Entry.objects.count()

    with clock.standing_at(LATER), pytest.raises(ERRORS[row.refused]):
        record_fine_payments(town.clerk, [lawful, unlawful])

    assert (Payment.objects.count(), Entry.objects.count()) == (0, before)
    assert set(Receivable.objects.values_list("fine_paid", flat=True)) == {Decimal(0)}


@pytest.mark.parametrize(
    ("day", "is_in_time"),
    [(clock.day_of(NOW), True), (LAST_DAY, True), (LAST_DAY + dt.timedelta(days=3), False)],
)
def test_a_filing_after_its_last_day_is_marked_late(
    town: Town, day: dt.date, *, is_in_time: bool
) -> None:
    case = make_case(town)

    with clock.standing_at(clock.at_local(day, dt.time(16))):
        (filed,) = file_cases(town.clerk, [case.pk])

    answer = filing_answer(filed, dt.date(2026, 12, 31))
    assert (answer.rule, answer.holds) == ("SIM-007", is_in_time)
    assert answer.because != ()
    assert bool(answer.next_step.zh) is not is_in_time
    assert Entry.objects.get(kind="case.filed").content.value["late"] == (0 if is_in_time else 1)


def test_a_decision_that_waits_too_long_for_its_filing_is_late_before_it_is_filed(
    town: Town,
) -> None:
    case = make_case(town)

    assert case.due_on == LAST_DAY
    assert filing_answer(case, LAST_DAY).holds
    assert not filing_answer(case, LAST_DAY + dt.timedelta(days=1)).holds


def test_filing_ends_its_task_and_starts_the_wait_for_the_fine(town: Town) -> None:
    case = make_case(town)
    assert (Task.objects.get().status, _status(case)) == ("assigned", CaseStatus.DECIDED)

    with clock.standing_at(NOW):
        (filed,) = file_cases(town.clerk, [case.pk])

    assert (Task.objects.get().status, _status(case)) == ("completed", CaseStatus.FILED)
    assert filed.due_on == Receivable.objects.get().due_on == dt.date(2026, 3, 25)
    assert CaseFiling.objects.get().account_id == town.clerk.account_id


def test_a_decision_is_filed_once_and_a_batch_whole(town: Town) -> None:
    filed, waiting = make_case(town), make_case(town)
    file_cases(town.clerk, [filed.pk])

    with pytest.raises(CaseStateError) as refusal:
        file_cases(town.clerk, [waiting.pk, filed.pk])

    assert filed.number in str(refusal.value)
    assert (_status(filed), _status(waiting)) == (CaseStatus.FILED, CaseStatus.DECIDED)
    assert CaseFiling.objects.count() == 1


def test_a_fine_paid_in_two_parts_is_performed_with_the_second(town: Town) -> None:
    first = replace(entered(town, Row("", "", {"amount": "20"})))
    second = replace(first, amount=Decimal(30), receipt_number="票据二")
    case = Case.objects.get()
    file_cases(town.clerk, [case.pk])

    with clock.standing_at(LATER):
        record_fine_payments(town.clerk, [first])
        assert _status(case) == CaseStatus.FILED
        record_fine_payments(town.clerk, [second])

    assert _status(case) == CaseStatus.PERFORMED
    with clock.standing_at(LATER), pytest.raises(SettledReceivableError):
        record_fine_payments(town.clerk, [replace(second, receipt_number="票据三")])


def test_a_receipt_is_recorded_once(town: Town) -> None:
    first, other = (entered(town, Row("", "", {})) for _ in range(2))

    with clock.standing_at(LATER):
        record_fine_payments(town.clerk, [first])
        with pytest.raises(ReceiptUsedError):
            record_fine_payments(town.clerk, [replace(other, receipt_number=first.receipt_number)])

    assert Payment.objects.count() == 1


def test_a_late_fine_keeps_the_case_open_until_it_is_paid(town: Town) -> None:
    late = entered(town, Row("", "", {"paid_on": dt.date(2026, 3, 27)}))
    case = Case.objects.get()
    file_cases(town.clerk, [case.pk])

    with clock.standing_at(LATER):
        record_fine_payments(town.clerk, [late])
        assert (_status(case), _rest(case.pk, LATER.date())) == (CaseStatus.FILED, Decimal(3))
        with pytest.raises(CaseStateError):
            close_cases(town.clerk, [case.pk])
        rest = replace(late, amount=Decimal(3), part=PaymentPart.LATE_FINE, receipt_number="票据二")
        with pytest.raises(InputError):
            record_fine_payments(town.clerk, [replace(rest, amount=Decimal("3.01"))])
        record_fine_payments(town.clerk, [rest])

    assert _status(case) == CaseStatus.PERFORMED


def test_days_of_reconsideration_do_not_count_towards_the_late_fine(town: Town) -> None:
    late = entered(town, Row("", "", {"paid_on": dt.date(2026, 4, 4)}))  # ten days late
    pause = PauseInput(
        receivable=Receivable.objects.get(),
        ground=PauseGround.RECONSIDERATION,
        since=dt.date(2026, 3, 28),
        until=dt.date(2026, 4, 2),
    )

    with clock.standing_at(LATER):
        pause_late_fine(town.clerk, pause)
        record_fine_payments(town.clerk, [late])

    assert _rest(late.case_id, LATER.date()) == Decimal(6)  # four days of three per cent


def test_cash_is_handed_in_within_two_working_days(town: Town) -> None:
    cash = {"channel": "cash_on_spot", "ground": "small_fine", "paid_on": dt.date(2026, 3, 13)}

    with clock.standing_at(LATER):
        record_fine_payments(town.officer, [entered(town, Row("", "", cash))])

    assert CashCollection.objects.get().hand_in_due_on == dt.date(2026, 3, 17)


@pytest.mark.parametrize("steps", [[], ["file"], ["pay"]], ids=["nothing", "filed", "paid"])
def test_a_case_is_not_closed_before_it_is_filed_and_performed(
    town: Town, steps: list[str]
) -> None:
    given = entered(town, Row("", "", {}))
    case = Case.objects.get()
    _walk(town, given, steps)

    with pytest.raises(CaseStateError) as refusal:
        close_cases(town.clerk, [case.pk])

    assert case.number in str(refusal.value)
    assert "《行政处罚法》第五十二条、第六十六条" in str(refusal.value)
    assert "须先备案并履行完毕" in str(refusal.value)
    assert CaseClosure.objects.count() == 0


@pytest.mark.parametrize("steps", [["file", "pay"], ["pay", "file"]])
def test_a_case_that_is_filed_and_performed_is_closed_once(town: Town, steps: list[str]) -> None:
    given = entered(town, Row("", "", {}))
    case = Case.objects.get()
    _walk(town, given, steps)

    with clock.standing_at(LATER):
        (closed,) = close_cases(town.clerk, [case.pk])
        with pytest.raises(CaseStateError):
            close_cases(town.clerk, [case.pk])
        with pytest.raises(CaseStateError):
            file_cases(town.clerk, [case.pk])

    assert (_status(case), closed.due_on) == (CaseStatus.CLOSED, None)
    assert CaseClosure.objects.get().closed_at == LATER


def test_a_warning_is_performed_when_it_is_filed(town: Town) -> None:
    case = make_case(town, Decimal(0))

    file_cases(town.clerk, [case.pk])
    assert _status(case) == CaseStatus.PERFORMED
    close_cases(town.clerk, [case.pk])

    assert _status(case) == CaseStatus.CLOSED


def test_one_case_that_is_not_ready_keeps_the_whole_batch_open(town: Town) -> None:
    ready, open_one = make_case(town, Decimal(0)), make_case(town)
    file_cases(town.clerk, [ready.pk, open_one.pk])

    with pytest.raises(CaseStateError):
        close_cases(town.clerk, [ready.pk, open_one.pk])

    assert _status(ready) == CaseStatus.PERFORMED
    assert CaseClosure.objects.count() == 0


@pytest.mark.parametrize("role", [Role.OFFICER, Role.GRID_WORKER, Role.HEAD, Role.DISPATCHER])
def test_who_does_not_keep_the_files_neither_files_nor_closes(town: Town, role: Role) -> None:
    case = make_case(town)

    for step in (file_cases, close_cases):
        with pytest.raises(ForbiddenError):
            step(make_seat(role), [case.pk])


def test_a_case_of_another_authority_is_unknown(town: Town) -> None:
    given = entered(town, Row("", "", {}))
    neighbour = make_seat(*INSIDERS, authority=OTHER_AUTHORITY)

    for step in (file_cases, close_cases):
        with pytest.raises(NotFoundError):
            step(neighbour, [given.case_id])
    with clock.standing_at(LATER), pytest.raises(NotFoundError):
        record_fine_payments(neighbour, [given])


def test_empty_batches_write_nothing(town: Town) -> None:
    assert file_cases(town.clerk, []) == []
    assert record_fine_payments(town.clerk, []) == []
    assert close_cases(town.clerk, []) == []
    assert Entry.objects.count() == 0


def test_statements_do_not_grow_with_the_batch(town: Town) -> None:
    counts = []
    for count in (2, 8):
        given = [entered(town, Row("", "", {})) for _ in range(count)]
        keys = [one.case_id for one in given]
        with clock.standing_at(LATER), CaptureQueriesContext(connection) as captured:
            file_cases(town.clerk, keys)
            record_fine_payments(town.clerk, given)
            close_cases(town.clerk, keys)
        counts.append(len(captured))

    assert counts[1] <= counts[0]


def test_what_is_owed_is_listed_with_its_late_fine(town: Town) -> None:
    case, warning = make_case(town), make_case(town, Decimal(0))
    file_cases(town.clerk, [case.pk, warning.pk])

    (one,) = owed(town.leader, dt.date(2026, 3, 27))

    assert (one.case.pk, one.outstanding.total) == (case.pk, Decimal(53))


def test_an_item_was_last_used_on_the_day_of_shanghai(town: Town) -> None:
    case = make_case(town)
    early = clock.at_local(dt.date(2026, 3, 10), dt.time(7, 30))  # the 9th in Greenwich
    Case.objects.filter(pk=case.pk).update(decided_at=early)

    use = use_of_powers(AUTHORITY, dt.date(2026, 1, 1), dt.date(2026, 12, 31))[town.power.code]

    assert (use.count, use.last_used_on) == (1, dt.date(2026, 3, 10))


def _walk(town: Town, given: object, steps: list[str]) -> None:
    with clock.standing_at(LATER):
        for step in steps:
            if step == "file":
                file_cases(town.clerk, [given.case_id])  # type: ignore[attr-defined]
            else:
                record_fine_payments(town.clerk, [given])  # type: ignore[list-item]


def _status(case: Case) -> str:
    kept = Case.objects.get(pk=case.pk)
    assert kept.status == status_of(kept)
    return kept.status


def _rest(case_id: object, day: dt.date) -> Decimal:
    receivable = Receivable.objects.prefetch_related("pauses").get(dossier_id=case_id)
    return outstanding(receivable, day).total
