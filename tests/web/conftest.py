"""What the tests of pages share: a fresh cache, and the client of an account."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from fazhi.kernel.choices import Role
from tests.factories.accounts import make_account, sign_in_client


@pytest.fixture(autouse=True)
def _fresh() -> Iterator[None]:
    """Forget what one test left for the next."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def staff(db: None) -> Callable[..., Client]:
    """Return a function that gives the client of a new account with these roles."""
    del db

    def signed_in(*roles: Role, username: str = "zhou.hai") -> Client:
        return sign_in_client(Client(), make_account(*roles, username=username))

    return signed_in
