"""Seats from which tests act."""

from typing import TYPE_CHECKING
from uuid import UUID

if TYPE_CHECKING:
    from fazhi.kernel.access import Seat
    from fazhi.kernel.choices import Role

AUTHORITY = "330211004000"
OTHER_AUTHORITY = "330211005000"


def make_seat(
    *roles: "Role", authority: str = AUTHORITY, account_id: UUID | None = None, name: str = "测试员"
) -> "Seat":
    """Return the seat of a person with these roles; there is no account behind it."""
    from fazhi.kernel.access import Seat  # noqa: PLC0415 -- Django may not be ready yet
    from fazhi.kernel.identifiers import new_id  # noqa: PLC0415 -- as above

    return Seat(
        authority=authority, account_id=account_id or new_id(), name=name, roles=frozenset(roles)
    )
