"""What a database is for is written once."""

from collections.abc import Callable

import pytest
from django.conf import settings

from fazhi.kernel import head_file, installation
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.models import Installation
from tests.factories.seats import AUTHORITY
from tests.kernel.journals import record_cases, sequenced

pytestmark = pytest.mark.django_db


def test_installing_again_for_the_same_changes_nothing() -> None:
    before = Installation.objects.get()

    assert installation.install(is_demonstration=True) == before


def test_a_demonstration_database_does_not_become_a_working_one() -> None:
    with pytest.raises(ConflictError, match="演示库"):
        installation.install(is_demonstration=False)


def test_there_is_one_installation_in_a_database() -> None:
    assert str(Installation.objects.get()) == "演示库"
    assert str(Installation(is_demonstration=False)) == "正式库"


def test_a_new_database_sets_the_heads_of_an_older_one_aside(tamper: Callable[..., None]) -> None:
    record_cases(1)
    sequenced()
    left_over = head_file.path_of(AUTHORITY)
    for model in ("treehead", "leaf", "pendingentry", "entrycontent", "entry", "installation"):
        tamper(f"DELETE FROM kernel_{model}")  # noqa: S608 -- a name from the list above

    installation.install(is_demonstration=True)

    assert not left_over.exists()
    (aside,) = settings.HEADS_ROOT.glob("*.old")
    assert aside.name.startswith(f"{AUTHORITY}.until-")


def test_a_database_with_entries_keeps_its_heads(tamper: Callable[..., None]) -> None:
    record_cases(1)
    sequenced()
    tamper("DELETE FROM kernel_installation")

    installation.install(is_demonstration=True)

    assert head_file.path_of(AUTHORITY).exists()
