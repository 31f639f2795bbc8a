"""What is kept in memory is used only under the token under which it was read."""

import pytest
from django.db import transaction

from fazhi.registers.places import versions
from fazhi.registers.places.versions import Memory, current, touch
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY

pytestmark = pytest.mark.django_db


class Loads:
    """Counts how often something was loaded."""

    def __init__(self) -> None:
        """Count from nought."""
        self.authorities: list[str] = []

    def __call__(self, authority: str) -> int:
        """Load."""
        self.authorities.append(authority)
        return len(self.authorities)


def test_what_is_kept_is_not_loaded_twice() -> None:
    loads = Loads()
    memory = Memory(loads)
    touch(AUTHORITY)

    answers = [memory.of(AUTHORITY), memory.of(AUTHORITY), memory.of(AUTHORITY, current(AUTHORITY))]

    assert answers == [1, 1, 1]


def test_a_change_makes_it_load_again_for_that_authority_only() -> None:
    loads = Loads()
    memory = Memory(loads)
    touch(AUTHORITY)
    touch(OTHER_AUTHORITY)
    memory.of(AUTHORITY)
    memory.of(OTHER_AUTHORITY)

    touch(AUTHORITY)

    assert [memory.of(AUTHORITY), memory.of(OTHER_AUTHORITY)] == [3, 2]


def test_before_any_entry_nothing_is_kept() -> None:
    memory = Memory(Loads())

    assert [memory.of(AUTHORITY), memory.of(AUTHORITY)] == [1, 2]


def test_a_change_that_was_rolled_back_was_never_there() -> None:
    memory = Memory(Loads())
    touch(AUTHORITY)
    memory.of(AUTHORITY)

    with transaction.atomic():
        touch(AUTHORITY)
        memory.of(AUTHORITY)
        transaction.set_rollback(True)

    assert memory.of(AUTHORITY) == 3


def test_what_was_asked_for_longest_ago_is_forgotten_first(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(versions, "CAPACITY", 1)
    memory = Memory(Loads())
    touch(AUTHORITY)
    touch(OTHER_AUTHORITY)

    answers = [memory.of(AUTHORITY), memory.of(OTHER_AUTHORITY), memory.of(AUTHORITY)]

    assert answers == [1, 2, 3]
