"""Seats from which tests act."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from fazhi.kernel.access import Seat
    from fazhi.kernel.choices import Role

#: Until when a second factor counts that tests need not think of.
FOR_GOOD = dt.datetime(9999, 12, 30, tzinfo=dt.UTC)
AUTHORITY = "330211004000"
OTHER_AUTHORITY = "330211005000"


def make_seat(
    *roles: "Role", authority: str = AUTHORITY, account_id: UUID | None = None, name: str = "测试员"
) -> "Seat":
    """Return the seat of a person with these roles who has given the second factor for good.

    There is no account behind it.
    """
    from fazhi.kernel.access import Seat  # noqa: PLC0415 -- Django may not be ready yet
    from fazhi.kernel.identifiers import new_id  # noqa: PLC0415 -- as above

    return Seat(
        authority=authority,
        account_id=account_id or new_id(),
        name=name,
        roles=frozenset(roles),
        factor_until=FOR_GOOD,
    )
