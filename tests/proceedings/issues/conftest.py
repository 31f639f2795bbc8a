"""What the tests of issues share: the ground, and a standing clock."""

from collections.abc import Iterator

import pytest

from fazhi.kernel import clock
from fazhi.registers.places.models import Grid
from tests.factories.issues import NOON, make_ground


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """Let it be noon of a working day."""
    with clock.standing_at(NOON):
        yield


@pytest.fixture
def ground(db: None) -> list[Grid]:
    """Return two grids; the first has a group, the second none."""
    del db
    return make_ground()
