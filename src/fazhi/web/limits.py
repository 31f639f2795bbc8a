"""How often one address may send, and how often it may guess: a flood stops at the door.

Counted in the memory of the process, by a digest of the address: nothing about citizens is kept.
"""

import hashlib
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from fazhi.kernel.errors import FazhiError


class TooOftenError(FazhiError):
    """One address asked more often than people do; nothing was done."""

    def __init__(self) -> None:
        """Say so, and when to come again."""
        super().__init__(_("这个网络刚刚提交得太多，这一次没有收下。请过十分钟再提交。"))


@dataclass(frozen=True, slots=True)
class Limit:
    """So many times in so many seconds from one address; an office or a village may share one."""

    name: str
    times: int
    seconds: int

    def is_reached(self, request: HttpRequest) -> bool:
        """Tell whether the address has used up its number; the answer changes nothing."""
        return bool(cache.get(self._key(request), 0) >= self.times)

    def require(self, request: HttpRequest) -> None:
        """Raise TooOftenError when the address has used up its number."""
        if self.is_reached(request):
            raise TooOftenError

    def count(self, request: HttpRequest) -> None:
        """Count one more for the address; the time runs from the first."""
        key = self._key(request)
        if not cache.add(key, 1, self.seconds):
            try:
                cache.incr(key)
            except ValueError:  # it ran out in between
                cache.set(key, 1, self.seconds)

    def _key(self, request: HttpRequest) -> str:
        address = request.META.get("REMOTE_ADDR", "")
        return f"limit:{self.name}:{hashlib.sha256(address.encode()).hexdigest()[:32]}"


#: Reports received; more in ten minutes from one address are no longer those of people.
REPORTS = Limit("reports", times=settings.REPORTS_IN_TEN_MINUTES, seconds=600)
#: Photographs checked, which costs more than a report.
PHOTOGRAPHS = Limit("photographs", times=60, seconds=600)
#: Codes that opened nothing: 80 bits are not guessed in twenty tries, nor in twenty million.
WRONG_CODES = Limit("wrong-codes", times=20, seconds=900)
