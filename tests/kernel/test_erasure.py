"""Lawful erasure: the content goes, the act stays, and the erasure is itself an act."""

from collections.abc import Callable

import pytest

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.erasure import erase
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry, EntryContent, Erasure
from tests.factories.seats import OTHER_AUTHORITY
from tests.kernel.journals import CITATION, record_cases

pytestmark = pytest.mark.django_db

SeatFactory = Callable[..., Seat]


def test_the_content_goes_and_an_entry_says_what_was_erased_on_what_ground(
    seat: SeatFactory,
) -> None:
    (entry,) = record_cases(1)

    erasure = erase(seat(Role.HEAD), entry, CITATION, "保存期限届满")

    assert not EntryContent.objects.filter(entry=entry).exists()
    assert Entry.objects.filter(id=entry.id).exists()
    assert erasure.ground == "《行政处罚法》第五十一条"
    assert erasure.erased_by.kind == "journal.erased"
    assert erasure.erased_by.provisions == ["《行政处罚法》第五十一条"]
    assert erasure.erased_by.content.value == {"entry": str(entry.id), "reason": "保存期限届满"}


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.HEAD, Role.OPERATOR}))
def test_only_the_head_and_the_operator_may_erase(seat: SeatFactory, role: Role) -> None:
    (entry,) = record_cases(1)

    with pytest.raises(ForbiddenError):
        erase(seat(role), entry, CITATION, "保存期限届满")


def test_an_entry_of_another_authority_does_not_exist_for_this_one(seat: SeatFactory) -> None:
    (entry,) = record_cases(1)

    with pytest.raises(NotFoundError):
        erase(seat(Role.HEAD, authority=OTHER_AUTHORITY), entry, CITATION, "保存期限届满")


def test_an_erasure_needs_a_reason(seat: SeatFactory) -> None:
    (entry,) = record_cases(1)

    with pytest.raises(InputError) as refused:
        erase(seat(Role.HEAD), entry, CITATION, "  ")

    assert refused.value.fields == {"reason": "请写明删除的理由。"}


def test_what_is_erased_is_not_erased_again(seat: SeatFactory) -> None:
    (entry,) = record_cases(1)
    erase(seat(Role.HEAD), entry, CITATION, "保存期限届满")

    with pytest.raises(ConflictError):
        erase(seat(Role.HEAD), entry, CITATION, "保存期限届满")

    assert Erasure.objects.count() == 1


def test_the_proof_of_an_erasure_is_not_erased(seat: SeatFactory) -> None:
    (entry,) = record_cases(1)
    erasure = erase(seat(Role.HEAD), entry, CITATION, "保存期限届满")

    with pytest.raises(InputError):
        erase(seat(Role.HEAD), erasure.erased_by, CITATION, "掩盖")
