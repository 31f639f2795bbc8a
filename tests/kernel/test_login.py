"""Signing in tells nothing to strangers, and one act ends everything for a person who left."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.login import (
    AccountBackend,
    Credentials,
    SignInRefusedError,
    cut_off,
    enrol_device,
    forget_old_attempts,
    must_change_password,
    revoke_device,
    seat_for,
    set_password,
    sign_in,
)
from fazhi.kernel.models import Account, CutOffReason, Device, Entry, LoginAttempt, PasswordChange
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.databases import on_disk
from tests.factories.seats import OTHER_AUTHORITY, make_seat

NOON = clock.at_local(clock.today())
HERE, THERE = "192.0.2.1", "192.0.2.2"


class CountingHasher(MD5PasswordHasher):
    """Counts how often a password is hashed: the work that a stranger could measure."""

    count = 0

    def encode(self, password: str, salt: str) -> str:
        type(self).count += 1
        return super().encode(password, salt)


@contextmanager
def at(minutes: float) -> Iterator[datetime]:
    """Let the clock stand so many minutes after noon."""
    with clock.standing_at(NOON + timedelta(minutes=minutes)):
        yield clock.now()


@pytest.mark.django_db
def test_the_right_password_signs_in() -> None:
    account = make_account(Role.OFFICER)

    assert _try(PASSWORD) == account
    assert LoginAttempt.objects.get().outcome == "succeeded"


@pytest.mark.django_db
def test_every_refusal_has_the_same_sentence_after_the_same_work(settings: Settings) -> None:
    settings.PASSWORD_HASHERS = [f"{__name__}.CountingHasher"]
    make_account(Role.OFFICER)
    make_account(Role.OFFICER, username="closed")
    Account.objects.filter(username="closed").update(is_active=False)
    tries = {
        "wrong password": Credentials("zhou.hai", "wrong", HERE),
        "unknown name": Credentials("nobody", "wrong", HERE),
        "closed account": Credentials("closed", PASSWORD, HERE),
        "empty": Credentials("", "", HERE),
    }

    answers = {name: _answer_and_work(credentials) for name, credentials in tries.items()}
    for _ in range(5):
        _answer_and_work(tries["wrong password"])
    answers["locked"] = _answer_and_work(Credentials("zhou.hai", PASSWORD, HERE))

    assert set(answers.values()) == {
        ("账号或口令不正确，或者尝试次数过多。请稍后再试，或联系系统管理员。", 1)
    }


@pytest.mark.django_db
def test_after_five_failures_the_right_password_is_refused_too() -> None:
    make_account()
    with at(0):
        failures = [_try("wrong") for _ in range(5)]

        assert failures == [None] * 5
        assert _try(PASSWORD) is None
    assert Counter(LoginAttempt.objects.values_list("outcome", flat=True)) == {
        "failed": 5,
        "locked": 1,
    }


@pytest.mark.django_db
def test_four_failures_do_not_lock() -> None:
    account = make_account()
    for _ in range(4):
        _try("wrong")

    assert _try(PASSWORD) == account


@pytest.mark.django_db
def test_a_lock_ends_after_a_quarter_of_an_hour_even_under_attack() -> None:
    account = make_account()
    with at(0):
        for _ in range(5):
            _try("wrong")
    for minute in range(1, 15):
        with at(minute):
            assert _try("wrong") is None
            assert _try(PASSWORD) is None

    with at(15):
        assert _try(PASSWORD) == account


@pytest.mark.django_db
def test_a_success_forgives_earlier_failures() -> None:
    account = make_account()
    for minute in range(8):
        with at(minute):
            _try("wrong")
        with at(minute + 0.5):
            assert _try(PASSWORD) == account


@pytest.mark.django_db
def test_an_attacker_elsewhere_does_not_lock_the_person_out() -> None:
    account = make_account()
    for _ in range(20):
        _try("wrong", address=THERE)

    assert _try(PASSWORD) == account


@pytest.mark.django_db
def test_one_address_cannot_try_one_password_on_everybody() -> None:
    account = make_account()
    with at(0):
        for number in range(50):
            _try("spring2026", username=f"person-{number}")

        assert _try(PASSWORD) is None
        assert _try(PASSWORD, address=THERE) == account


@pytest.mark.django_db
def test_ten_thousand_guesses_do_not_get_in() -> None:
    make_account()
    LoginAttempt.objects.bulk_create(_failed_attempts(9_990))

    assert [_try("wrong") for _ in range(10)] == [None] * 10
    assert _try(PASSWORD) is None


@pytest.mark.django_db(transaction=True)
def test_guesses_at_the_same_moment_are_counted_like_guesses_in_a_row(tmp_path: Path) -> None:
    with on_disk(tmp_path):
        make_account()

        def guess(_number: int) -> None:
            try:
                _try("wrong")
            finally:
                connection.close()

        with ThreadPoolExecutor(12) as pool:
            list(pool.map(guess, range(12)))

        outcomes = Counter(LoginAttempt.objects.values_list("outcome", flat=True))
        assert (outcomes["failed"] <= 5, outcomes["locked"] >= 7) == (True, True)
        assert _try(PASSWORD) is None


@pytest.mark.django_db
def test_attempts_keep_neither_name_nor_address() -> None:
    _try("wrong", username="zhou.hai")

    row = LoginAttempt.objects.get()
    kept = bytes(row.username_digest) + bytes(row.address_digest)
    assert (b"zhou" in kept, HERE.encode() in kept) == (False, False)


@pytest.mark.django_db
def test_old_attempts_are_forgotten() -> None:
    with at(0):
        _try("wrong")
    with at(60 * 24 * 1000):
        _try("wrong")

    with at(60 * 24 * 1099):
        assert forget_old_attempts() == 1
    assert LoginAttempt.objects.count() == 1


@pytest.mark.django_db
def test_django_gets_no_account_that_was_ended() -> None:
    account = make_account()
    backend = AccountBackend()
    assert backend.get_user(account.pk) == account

    Account.objects.update(is_active=False)

    assert backend.get_user(account.pk) is None
    assert backend.authenticate(None, username="zhou.hai", password=PASSWORD) is None


@pytest.mark.django_db
def test_the_seat_is_asked_for_once(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    account = make_account(Role.OFFICER, Role.CLERK)

    with django_assert_num_queries(1):
        seats = {seat_for(account) for _ in range(3)}

    assert {seat.roles for seat in seats} == {frozenset({Role.OFFICER, Role.CLERK})}


@pytest.mark.django_db
def test_a_role_that_ended_is_gone_with_the_next_request() -> None:
    account = make_account(Role.OFFICER)
    seat_for(account)
    account.grants.update(until=clock.today() - timedelta(days=1))

    assert seat_for(Account.objects.get()).roles == frozenset()


@pytest.mark.django_db
def test_one_act_ends_account_sessions_and_devices() -> None:
    account = make_account(Role.OFFICER)
    operator = make_seat(Role.OPERATOR)
    devices = [enrol_device(operator, account.pk, f"执法终端{number}") for number in range(2)]

    with at(5) as moment:
        cut_off(operator, account.pk, reason=CutOffReason.DEPARTED)

    account.refresh_from_db()
    assert (account.is_active, account.sessions_valid_from) == (False, moment)
    assert set(Device.objects.values_list("revoked_at", flat=True)) == {moment}
    assert Device.objects.count() == len(devices)
    entry = Entry.objects.get(kind="account.cut_off")
    assert entry.content.text == f'{{"account":"{account.pk}","reason":"departed"}}'


@pytest.mark.django_db
def test_nobody_ends_the_own_account() -> None:
    account = make_account(Role.OPERATOR)

    with pytest.raises(ForbiddenError):
        cut_off(
            make_seat(Role.OPERATOR, account_id=account.pk),
            account.pk,
            reason=CutOffReason.DEPARTED,
        )


@pytest.mark.django_db
def test_only_an_operator_of_the_same_authority_ends_an_account() -> None:
    account = make_account(Role.OFFICER)

    with pytest.raises(ForbiddenError):
        cut_off(make_seat(Role.HEAD), account.pk, reason=CutOffReason.DEPARTED)
    with pytest.raises(NotFoundError):
        cut_off(
            make_seat(Role.OPERATOR, authority=OTHER_AUTHORITY),
            account.pk,
            reason=CutOffReason.DEPARTED,
        )
    assert Account.objects.get().is_active


@pytest.mark.django_db
def test_a_lost_device_ends_with_the_sessions_of_its_account() -> None:
    account = make_account(Role.OFFICER)
    device = enrol_device(make_seat(Role.OPERATOR), account.pk, "执法终端")

    with at(5) as moment:
        revoke_device(make_seat(Role.OFFICER, account_id=account.pk), device.pk)

    device.refresh_from_db()
    account.refresh_from_db()
    assert (device.revoked_at, account.sessions_valid_from) == (moment, moment)
    assert account.is_active


@pytest.mark.django_db
def test_a_device_is_revoked_once() -> None:
    device = enrol_device(make_seat(Role.OPERATOR), make_account().pk, "执法终端")
    revoke_device(make_seat(Role.OPERATOR), device.pk)
    revoke_device(make_seat(Role.OPERATOR), device.pk)

    assert Entry.objects.filter(kind="device.revoked").count() == 1


@pytest.mark.django_db
def test_a_colleague_does_not_revoke_a_device() -> None:
    device = enrol_device(make_seat(Role.OPERATOR), make_account().pk, "执法终端")

    with pytest.raises(ForbiddenError):
        revoke_device(make_seat(Role.OFFICER), device.pk)
    with pytest.raises(NotFoundError):
        revoke_device(make_seat(Role.OPERATOR, authority=OTHER_AUTHORITY), device.pk)
    with pytest.raises(NotFoundError):
        revoke_device(make_seat(Role.OPERATOR), new_id())


@pytest.mark.django_db
def test_a_new_password_ends_sessions_and_is_on_record() -> None:
    account = make_account(Role.OFFICER)
    own = make_seat(Role.OFFICER, account_id=account.pk)

    with at(5) as moment:
        set_password(own, account.pk, "nine lamps over the river 7")

    account.refresh_from_db()
    assert account.check_password("nine lamps over the river 7")
    assert account.sessions_valid_from == moment
    assert PasswordChange.objects.get().changed_by_id == account.pk
    assert Entry.objects.get().content.text == f'{{"account":"{account.pk}"}}'


@pytest.mark.django_db
def test_a_weak_password_changes_nothing() -> None:
    account = make_account(Role.OFFICER)

    with pytest.raises(InputError):
        set_password(make_seat(account_id=account.pk), account.pk, "short")

    assert Account.objects.get().check_password(PASSWORD)


@pytest.mark.django_db
def test_a_colleague_does_not_set_a_password() -> None:
    account = make_account(Role.OFFICER)

    with pytest.raises(ForbiddenError):
        set_password(make_seat(Role.HEAD), account.pk, "nine lamps over the river 7")
    set_password(make_seat(Role.OPERATOR), account.pk, "nine lamps over the river 7")

    assert PasswordChange.objects.count() == 1


@pytest.mark.django_db
def test_passwords_expire_where_the_profile_says_so(settings: Settings) -> None:
    account = make_account(Role.OFFICER)
    own = make_seat(account_id=account.pk)
    assert not must_change_password(account)

    settings.SIGN_IN_PROFILE = "graded"
    assert must_change_password(account)
    with at(0):
        set_password(own, account.pk, "Nine lamps over the river 7")
    with at(60 * 24 * 90):
        assert not must_change_password(account)
    with at(60 * 24 * 90 + 1):
        assert must_change_password(account)


def _try(password: str, *, username: str = "zhou.hai", address: str = HERE) -> Account | None:
    try:
        return sign_in(Credentials(username, password, address))
    except SignInRefusedError:
        return None


def _answer_and_work(credentials: Credentials) -> tuple[str, int]:
    CountingHasher.count = 0
    with pytest.raises(SignInRefusedError) as refusal:
        sign_in(credentials)
    return str(refusal.value), CountingHasher.count


def _failed_attempts(count: int) -> Iterator[LoginAttempt]:
    _try("wrong")
    first = LoginAttempt.objects.get()
    for _ in range(count):
        yield LoginAttempt(
            username_digest=bytes(first.username_digest),
            address_digest=bytes(first.address_digest),
            at=first.at,
        )
