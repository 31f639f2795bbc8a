"""What processes keep of an authority's registers in memory, and how a change is seen at once.

Every action on a register draws the authority's token anew in its own transaction. What was read
under another token is never used again, in whichever process it is kept; an action that was rolled
back leaves the token, and so what is kept, as it was.
"""

import secrets
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from django.db import connection

from fazhi.registers.places.models import RegisterVersion

Kept = TypeVar("Kept")

#: Authorities kept in memory by one process; a district has about ten.
CAPACITY = 64

# Written out, because this statement stands before every hot action and the ORM would cost more
# than the database.
_TOKEN = "SELECT token FROM registers_places_registerversion WHERE authority = %s"  # noqa: S105 -- a statement


def touch(authority: str) -> None:
    """Draw the token of an authority anew; called by every action that changes a register."""
    # Not a record but a key of memory, so it is not drawn from the injected entropy: two tests or
    # two replays with one seed must never take each other's rows for their own.
    token = secrets.token_hex(16)
    RegisterVersion.objects.bulk_create(
        [RegisterVersion(authority=authority, token=token)],
        update_conflicts=True,
        unique_fields=["authority"],
        update_fields=["token"],
    )


def current(authority: str) -> str:
    """Return the token of an authority's registers, in one statement; empty before any entry."""
    with connection.cursor() as cursor:
        cursor.execute(_TOKEN, [authority])
        row = cursor.fetchone()
    return row[0] if row else ""


class Memory(Generic[Kept]):
    """Keeps what `load(authority)` returned until the authority's registers change."""

    def __init__(self, load: Callable[[str], Kept]) -> None:
        """Keep nothing yet."""
        self._load = load
        self._kept: OrderedDict[str, tuple[str, Kept]] = OrderedDict()
        self._lock = Lock()

    def of(self, authority: str, token: str | None = None) -> Kept:
        """Return what is kept under the present token, or load it; the token may be given."""
        present = current(authority) if token is None else token
        with self._lock:
            held = self._kept.get(authority)
            if held and held[0] == present and present:
                self._kept.move_to_end(authority)
                return held[1]
        loaded = self._load(authority)
        with self._lock:
            self._kept[authority] = (present, loaded)
            self._kept.move_to_end(authority)
            while len(self._kept) > CAPACITY:
                self._kept.popitem(last=False)
        return loaded
