"""A lawyer from outside signs, decides, reviews and exports nothing, whatever the action.

Every action of the house is called as a lawyer, with the second factor given and every other role
beside his own: not one of them may write.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction

from fazhi.kernel import attachments
from fazhi.kernel.access import Seat, narrowed
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import ForbiddenError
from fazhi.kernel.factor_guard import DECLARED, FactorGround
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Account, Dossier, Entry
from tests.architecture.source import action_files, actions_of, name_of
from tests.architecture.test_signing_asks_for_the_factor import function_of
from tests.factories.accounts import make_account
from tests.factories.seats import AUTHORITY, FOR_GOOD, make_seat
from tests.kernel.sample_files import photo

#: Everything that a lawyer may do.
OPEN = {"record_look", "give_advice"}


def lawyer(*roles: Role) -> Seat:
    """Return the seat of a lawyer with whatever other roles he may have got."""
    account = make_seat().account_id
    return Seat(AUTHORITY, account, "宋清", frozenset({Role.LAWYER, *roles}), FOR_GOOD)


def _guarded() -> Iterator[tuple[str, Any]]:
    for path in action_files():
        for name in actions_of(path):
            action = function_of(path, name)
            if isinstance(getattr(action, DECLARED, None), FactorGround):
                yield f"{name_of(path)}:{name}", action


GUARDED = dict(_guarded())


def test_there_are_actions_to_refuse() -> None:
    assert len(GUARDED) > 20


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("others", [(), INSIDERS], ids=["lawyer", "lawyer with every role"])
def test_every_action_that_signs_seals_or_exports_refuses_a_lawyer(
    name: str, others: tuple[Role, ...]
) -> None:
    action = GUARDED[name]
    count = action.__wrapped__.__wrapped__ if hasattr(action.__wrapped__, "__wrapped__") else None
    code = (count or action.__wrapped__).__code__

    with pytest.raises(ForbiddenError, match="外聘律师"):
        action(lawyer(*others), *[None] * (code.co_argcount - 1))


@pytest.mark.parametrize("role", INSIDERS)
def test_no_role_of_the_house_counts_beside_that_of_a_lawyer(role: Role) -> None:
    seat = lawyer(role)

    assert not seat.has(role)
    assert not seat.has(*Role)
    assert seat.has(Role.LAWYER)
    with pytest.raises(ForbiddenError):
        seat.require(role)


@pytest.mark.django_db
def test_no_entry_is_written_for_a_lawyer_but_for_what_is_open_to_him() -> None:
    with transaction.atomic():
        with pytest.raises(ForbiddenError):
            record(Act("case.decided", by=lawyer()), {})
        record(Act("advice.given", by=lawyer(), is_open_to_outsiders=True), {})

    assert [each.kind for each in Entry.objects.all()] == ["advice.given"]


def test_only_looking_and_advising_are_open_to_outsiders() -> None:
    opening = {
        name
        for path in action_files()
        for name in actions_of(path)
        if "is_open_to_outsiders=True" in _source(path, name)
    }

    assert opening == OPEN


@pytest.mark.django_db
def test_the_rows_of_an_authority_are_none_to_an_outsider() -> None:
    make_account(Role.HEAD)
    Dossier.objects.create(authority=AUTHORITY, kind="case", opened_at="2026-01-01T00:00Z")

    assert narrowed(Account.objects.all(), make_seat(Role.HEAD)).exists()
    assert not narrowed(Account.objects.all(), lawyer()).exists()
    assert not narrowed(Dossier.objects.all(), lawyer(*INSIDERS)).exists()


@pytest.mark.django_db
def test_a_lawyer_stores_no_file() -> None:
    with pytest.raises(ForbiddenError):
        attachments.store(lawyer(), photo(), "p.jpg", attachments.PHOTOS)


def _source(path: Any, name: str) -> str:
    import inspect  # noqa: PLC0415 -- only here

    return inspect.getsource(function_of(path, name))
