"""The only door through which time enters.

Times are stored in UTC; every day boundary is that of Asia/Shanghai.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

_standing: ContextVar[dt.datetime | None] = ContextVar("standing clock", default=None)


def now() -> dt.datetime:
    """Return the present moment in UTC, or the moment at which the clock was made to stand."""
    return _standing.get() or dt.datetime.now(dt.UTC)  # noqa: TID251 -- this is the door


def is_standing() -> bool:
    """Tell whether the clock was made to stand."""
    return _standing.get() is not None


def today() -> dt.date:
    """Return the present day in Shanghai."""
    return day_of(now())


def day_of(moment: dt.datetime) -> dt.date:
    """Return the day in Shanghai on which a moment fell."""
    return moment.astimezone(SHANGHAI).date()


def local(moment: dt.datetime) -> dt.datetime:
    """Return a moment as read on a clock in Shanghai."""
    return moment.astimezone(SHANGHAI)


def at_local(day: dt.date, time: dt.time = dt.time(0)) -> dt.datetime:
    """Return the moment, in UTC, of a day and time read in Shanghai."""
    return dt.datetime.combine(day, time, tzinfo=SHANGHAI).astimezone(dt.UTC)


@contextmanager
def standing_at(moment: dt.datetime) -> Iterator[None]:
    """Let the clock stand at a moment: for simulations, replays and tests."""
    if moment.tzinfo is None:
        raise ValueError("a standing clock needs a moment with a time zone")
    token = _standing.set(moment.astimezone(dt.UTC))
    try:
        yield
    finally:
        _standing.reset(token)
