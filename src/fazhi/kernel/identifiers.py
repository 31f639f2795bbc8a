"""Identifiers: UUIDs of version 7 for rows, short random codes for addresses and for citizens."""

import random
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from fazhi.kernel import clock

#: Crockford's alphabet: no I, L, O, U, so that a code can be read out on the telephone.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_LAST_COUNT = 0xFFF  # the counter has the 12 bits that version 7 leaves between time and variant


class _Source:
    """Where random bytes come from, and the tick of the last identifier made with them."""

    def __init__(self, chance: random.Random | None = None, *, ascends: bool) -> None:
        self._chance = chance
        self._ascends = ascends
        self._lock = threading.Lock()
        self._asked = 0
        self._last = (0, 0)

    def random_bytes(self, count: int) -> bytes:
        return self._chance.randbytes(count) if self._chance else secrets.token_bytes(count)

    def next_tick(self, milliseconds: int) -> tuple[int, int]:
        """Return time and counter, above those before; a simulated clock may be set back."""
        with self._lock:
            before, counter = self._last
            was_set_back = milliseconds < self._asked and not self._ascends
            self._asked = milliseconds
            if milliseconds > before or was_set_back:
                self._last = (milliseconds, 0)
            elif counter < _LAST_COUNT:
                self._last = (before, counter + 1)
            else:
                self._last = (before + 1, 0)
            return self._last


_running = _Source(ascends=True)
#: A clock that stands may stand in the future: the running source must not be drawn there.
_standing = _Source(ascends=False)
_seeded: ContextVar[_Source | None] = ContextVar("seeded source", default=None)


def random_bytes(count: int) -> bytes:
    """Return random bytes: from the system, or from the seed that was injected."""
    return (_seeded.get() or _running).random_bytes(count)


def new_id() -> UUID:
    """Return a UUID of version 7: milliseconds, then a counter, then random bits.

    Identifiers made by one process ascend, also within one millisecond and over all its threads.
    """
    source = _seeded.get() or (_standing if clock.is_standing() else _running)
    milliseconds, counter = source.next_tick(int(clock.now().timestamp() * 1000))
    tail = int.from_bytes(source.random_bytes(8), "big") >> 2
    return UUID(int=milliseconds << 80 | 7 << 76 | counter << 64 | 0b10 << 62 | tail)


def new_code(length: int = 16) -> str:
    """Return a random code of 5 bits a character; 16 characters, 80 bits, cannot be guessed."""
    number = int.from_bytes(random_bytes((length * 5 + 7) // 8), "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(length))


def is_seeded() -> bool:
    """Tell whether identifiers, codes and salts are drawn from a seed."""
    return _seeded.get() is not None


@contextmanager
def seeded(chance: random.Random) -> Iterator[None]:
    """Draw identifiers, codes and salts from a seeded source: for simulations and tests.

    The same seed under the same clock gives the same identifiers, whatever other threads draw.
    """
    token = _seeded.set(_Source(chance, ascends=False))
    try:
        yield
    finally:
        _seeded.reset(token)
