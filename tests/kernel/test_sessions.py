"""A session lives while it is used, while its account may, and on an enrolled device only."""

from datetime import timedelta

import pytest
from django.contrib.sessions.backends.db import SessionStore
from pytest_django import Settings

from fazhi.kernel import clock, sessions
from fazhi.kernel.choices import Role
from fazhi.kernel.login import cut_off, enrol_device, revoke_device, set_password
from fazhi.kernel.models import Account, CutOffReason, Device
from tests.factories.accounts import make_account
from tests.factories.seats import make_seat

pytestmark = pytest.mark.django_db

START = clock.now()


def test_a_session_begins_under_a_new_key() -> None:
    session = SessionStore()
    session.create()
    planted = session.session_key

    sessions.begin(session)

    assert session.session_key != planted
    assert not SessionStore().exists(planted or "")


@pytest.mark.parametrize(("profile", "minutes"), [("modern", 30), ("graded", 15)])
def test_an_idle_session_ends(profile: str, minutes: int, settings: Settings) -> None:
    settings.SIGN_IN_PROFILE = profile
    account, session = make_account(), _begun()

    assert _kept(session, account, minutes=minutes - 0.1)
    assert not _kept(session, account, minutes=2 * minutes)


def test_a_used_session_lasts_until_the_end_of_the_day_of_work() -> None:
    account, session = make_account(), _begun()

    alive = [_kept(session, account, minutes=20 * step) for step in range(1, 40)]

    assert alive == [True] * 35 + [False] * 4


def test_a_dead_session_is_emptied() -> None:
    account, session = make_account(), _begun()
    session["draft"] = "张某"
    Account.objects.update(is_active=False)
    account.refresh_from_db()

    assert not _kept(session, account, minutes=1)
    assert dict(session.items()) == {}


def test_a_session_is_written_once_a_minute_at_most() -> None:
    account, session = make_account(), _begun()
    session.modified = False

    _kept(session, account, minutes=0.5)
    assert not session.modified
    _kept(session, account, minutes=1)
    assert session.modified


def test_a_session_that_never_began_is_dead() -> None:
    assert not sessions.is_alive(SessionStore(), make_account())


def test_an_ended_account_has_no_session_from_that_moment() -> None:
    account, session = make_account(Role.OFFICER), _begun()
    with clock.standing_at(START + timedelta(minutes=1)):
        cut_off(make_seat(Role.OPERATOR), account.pk, reason=CutOffReason.COMPROMISED)

    assert not _kept(session, Account.objects.get(), minutes=1)


def test_a_new_password_ends_the_sessions_begun_before() -> None:
    account, session = make_account(Role.OFFICER), _begun()
    with clock.standing_at(START + timedelta(minutes=1)):
        set_password(make_seat(account_id=account.pk), account.pk, "nine lamps over the river 7")

    account = Account.objects.get()
    assert not _kept(session, account, minutes=2)
    with clock.standing_at(START + timedelta(minutes=2)):
        assert sessions.is_alive(_begun(minutes=2), account)


def test_a_session_of_a_revoked_device_is_dead_and_others_of_it_too() -> None:
    account = make_account(Role.OFFICER)
    device = enrol_device(make_seat(Role.OPERATOR), account.pk, "执法终端")
    on_device, at_desk = _begun(device=device), _begun()
    assert _kept(on_device, account, minutes=1)

    with clock.standing_at(START + timedelta(minutes=2)):
        revoke_device(make_seat(Role.OPERATOR), device.pk)

    account = Account.objects.get()
    assert [_kept(one, account, minutes=3) for one in (on_device, at_desk)] == [False, False]
    with clock.standing_at(START + timedelta(minutes=4)):
        assert not sessions.is_alive(_begun(minutes=4, device=device), account)


def _begun(*, minutes: float = 0, device: Device | None = None) -> SessionStore:
    session = SessionStore()
    with clock.standing_at(START + timedelta(minutes=minutes)):
        sessions.begin(session, device=device)
    return session


def _kept(session: SessionStore, account: Account, *, minutes: float) -> bool:
    with clock.standing_at(START + timedelta(minutes=minutes)):
        return sessions.keep(session, account)
