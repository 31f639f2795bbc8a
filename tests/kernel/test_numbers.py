"""Official numbers: no duplicate, no gap that nobody accounts for."""

from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.models import Entry, IssuedNumber, VoidedNumber
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY

pytestmark = pytest.mark.django_db

SeatFactory = Callable[..., Seat]


def test_numbers_of_a_series_ascend_by_one() -> None:
    drawn = [numbers.draw(AUTHORITY, "case", 2026) for _ in range(3)]

    assert drawn == [1, 2, 3]


def test_each_authority_series_and_year_counts_for_itself() -> None:
    numbers.draw_many(AUTHORITY, "case", 2026, 5)

    assert numbers.draw(OTHER_AUTHORITY, "case", 2026) == 1
    assert numbers.draw(AUTHORITY, "notice", 2026) == 1
    assert numbers.draw(AUTHORITY, "case", 2027) == 1
    assert numbers.draw(AUTHORITY, "case", 2026) == 6


def test_many_numbers_are_drawn_with_the_statements_of_one() -> None:
    budget = 2 if connection.vendor == "postgresql" else 1

    with CaptureQueriesContext(
        connection,
    ) as queries:
        drawn = numbers.draw_many(AUTHORITY, "case", 2026, 1_000)

    assert drawn == range(1, 1_001)
    assert len(queries) == budget


def test_an_act_that_is_undone_leaves_no_gap() -> None:
    numbers.draw(AUTHORITY, "case", 2026)
    with transaction.atomic():
        numbers.draw(AUTHORITY, "case", 2026)
        transaction.set_rollback(True)

    assert numbers.draw(AUTHORITY, "case", 2026) == 2
    assert numbers.gaps(AUTHORITY, "case", 2026) == []


@pytest.mark.django_db(transaction=True)
def test_a_number_is_not_drawn_outside_a_transaction() -> None:
    with pytest.raises(RuntimeError, match="in the transaction of the act"):
        numbers.draw(AUTHORITY, "case", 2026)


def test_less_than_one_number_cannot_be_drawn() -> None:
    with pytest.raises(ValueError, match="at least one"):
        numbers.draw_many(AUTHORITY, "case", 2026, 0)


def test_a_number_that_nobody_keeps_is_a_gap_until_it_is_voided(seat: SeatFactory) -> None:
    numbers.kept_by("kept for test")(lambda _authority, _year: [1, 3])
    numbers.draw_many(AUTHORITY, "kept for test", 2026, 3)
    before = numbers.gaps(AUTHORITY, "kept for test", 2026)

    numbers.void(AUTHORITY, "kept for test", 2026, 2, "文书写坏", seat())

    assert before == [2]
    assert numbers.gaps(AUTHORITY, "kept for test", 2026) == []


def test_voiding_leaves_an_entry_that_says_which_number_and_why(seat: SeatFactory) -> None:
    numbers.draw(AUTHORITY, "case", 2026)

    numbers.void(AUTHORITY, "case", 2026, 1, "文书写坏", seat())

    entry = Entry.objects.get()
    assert entry.kind == "number.voided"
    assert entry.content.value == {
        "series": "case",
        "year": 2026,
        "serial": 1,
        "reason": "文书写坏",
    }
    assert VoidedNumber.objects.get().entry == entry


def test_only_a_number_that_was_drawn_can_be_voided(seat: SeatFactory) -> None:
    numbers.draw(AUTHORITY, "case", 2026)

    with pytest.raises(NotFoundError):
        numbers.void(AUTHORITY, "case", 2026, 2, "文书写坏", seat())
    with pytest.raises(NotFoundError):
        numbers.void(AUTHORITY, "case", 2026, 1, "文书写坏", seat(authority=OTHER_AUTHORITY))


def test_a_number_is_voided_once_and_with_a_reason(seat: SeatFactory) -> None:
    numbers.draw(AUTHORITY, "case", 2026)
    with pytest.raises(InputError):
        numbers.void(AUTHORITY, "case", 2026, 1, " ", seat())
    numbers.void(AUTHORITY, "case", 2026, 1, "文书写坏", seat())

    with pytest.raises(ConflictError):
        numbers.void(AUTHORITY, "case", 2026, 1, "又一次", seat())


def test_a_series_that_skips_numbers_shows_them() -> None:
    IssuedNumber.objects.create(authority=AUTHORITY, series="case", year=2026, first=1, last=2)
    IssuedNumber.objects.create(authority=AUTHORITY, series="case", year=2026, first=5, last=6)

    assert numbers.gaps(AUTHORITY, "case", 2026) == [3, 4]


@pytest.mark.parametrize(("first", "last"), [(0, 1), (3, 2)])
def test_the_database_refuses_numbers_that_do_not_ascend(first: int, last: int) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuedNumber.objects.create(
            authority=AUTHORITY, series="case", year=2026, first=first, last=last
        )
