"""Lists that are entered at once, and rows that follow earlier rows of the same code."""

import datetime as dt
from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from fazhi.kernel.errors import InputError
from fazhi.registers.validity import holds, overlap

_ONE_DAY = dt.timedelta(days=1)
_TWICE = _("编号 {code} 在本次录入中重复。")
_NOT_AFTER = _("{code} 已有自 {since} 起的登记，新的登记应当晚于该日。")


class Dated(Protocol):
    """A row with a validity that may be ended."""

    since: dt.date
    until: dt.date | None


def refuse_twice(codes: Iterable[str]) -> None:
    """Refuse a list in which a code stands twice."""
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            raise InputError({code: _TWICE.format(code=code)})
        seen.add(code)


def give_way(former: Dated | None, code: str, since: dt.date) -> None:
    """Let the earlier row of a code end on the day before the new one begins.

    What began on that day or later cannot give way: it would never have held.
    """
    if former is None or not overlap(former, _From(since)):
        return
    if former.since >= since:
        raise InputError({code: _NOT_AFTER.format(code=code, since=former.since)})
    end_before(former, since)


def end_before(row: Dated, since: dt.date) -> None:
    """Let a row end on the day before, unless it ended earlier."""
    if holds(row, since) or row.since >= since:
        row.until = since - _ONE_DAY


class _From:
    """A span without end."""

    until = None

    def __init__(self, since: dt.date) -> None:
        self.since = since
