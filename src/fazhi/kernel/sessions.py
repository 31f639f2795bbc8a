"""How long a sign-in lasts: until idle, until too long, or until its account is ended.

The web keeps Django's session and asks here at every request, before anything else is done:
`begin` after `sign_in`, then `keep` for each request, which answers whether it still lives.
"""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from fazhi.kernel import clock
from fazhi.kernel.models import Account, Device
from fazhi.kernel.passwords import policy

_BEGAN, _SEEN, _DEVICE, _FACTOR = "began_at", "seen_at", "device", "factor_at"
_TOUCH_SECONDS = 60  # a session is written at most once a minute


def begin(session: SessionBase, *, device: Device | None = None) -> None:
    """Start a session under a new key, so that one planted before the sign-in is worthless."""
    session.cycle_key()
    session[_BEGAN] = session[_SEEN] = clock.now().timestamp()
    session[_DEVICE] = str(device.pk) if device else ""
    session.pop(_FACTOR, None)


def note_factor(session: SessionBase) -> dt.datetime:
    """Note that the second factor was just given, under a new key; return until when it counts."""
    session.cycle_key()
    session[_FACTOR] = clock.now().timestamp()
    return clock.now() + _freshness()


def factor_until(session: SessionBase) -> dt.datetime | None:
    """Return until when the second factor given in this session counts, None when none was."""
    given = session.get(_FACTOR)
    return None if given is None else dt.datetime.fromtimestamp(given, dt.UTC) + _freshness()


def keep(session: SessionBase, account: Account) -> bool:
    """Tell whether a session still lives, and note that it was used; a dead one is emptied."""
    if not is_alive(session, account):
        session.flush()
        return False
    now = clock.now().timestamp()
    if now - session[_SEEN] >= _TOUCH_SECONDS:
        session[_SEEN] = now
    return True


def is_alive(session: SessionBase, account: Account) -> bool:
    """Tell whether a session may still be used for this account."""
    began, seen = session.get(_BEGAN), session.get(_SEEN)
    if began is None or seen is None or not account.is_active:
        return False
    now, rules = clock.now().timestamp(), policy()
    if now - seen >= rules.idle.total_seconds() or now - began >= rules.longest.total_seconds():
        return False
    ended = account.sessions_valid_from
    if ended is not None and began <= ended.timestamp():
        return False
    return _device_is_enrolled(session.get(_DEVICE, ""))


def _device_is_enrolled(device_id: str) -> bool:
    if not device_id:
        return True
    return Device.objects.filter(pk=UUID(device_id), revoked_at=None).exists()


def _freshness() -> dt.timedelta:
    return dt.timedelta(minutes=settings.SECOND_FACTOR_MINUTES)
