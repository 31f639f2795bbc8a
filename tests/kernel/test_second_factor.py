"""A second factor opens once for each code, is limited like a sign-in, and ends by two persons."""

import base64
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pyotp
import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import Settings

from fazhi.kernel import clock, installation
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import (
    ConflictError,
    FactorNeededError,
    ForbiddenError,
    InputError,
    NotFoundError,
)
from fazhi.kernel.login import seat_for
from fazhi.kernel.models import (
    Account,
    Entry,
    EntryContent,
    FactorAttempt,
    FactorReset,
    RecoveryCode,
    SecondFactor,
)
from fazhi.kernel.second_factor import (
    FactorRefusedError,
    ask_factor_reset,
    begin_enrolment,
    confirm_enrolment,
    confirm_factor_reset,
    demonstration_code,
    enrol_demonstration_factors,
    enrolment_of,
    factor_of,
    give_factor,
    renew_recovery_codes,
)
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.seats import FOR_GOOD, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

NOON = clock.at_local(clock.today())
HERE = "192.0.2.1"


@contextmanager
def at(seconds: float) -> Iterator[datetime]:
    """Let the clock stand so many seconds after noon."""
    with clock.standing_at(NOON + timedelta(seconds=seconds)):
        yield clock.now()


def test_an_enrolment_counts_from_its_first_code() -> None:
    seat = _seat(make_account(Role.HEAD))

    with at(0):
        begun = begin_enrolment(seat, PASSWORD, HERE)
        assert factor_of(seat.person) is None
        codes = confirm_enrolment(seat, _code(begun.secret, 0))

    assert factor_of(seat.person) is not None
    assert len(set(codes)) == 10
    assert _kinds() == ["second_factor.started", "second_factor.enrolled"]


def test_what_begins_an_enrolment_is_the_password() -> None:
    seat = _seat(make_account(Role.HEAD))

    with pytest.raises(InputError):
        begin_enrolment(seat, "wrong", HERE)

    assert enrolment_of(seat) is None
    assert _kinds() == []


def test_a_second_begin_drops_the_first_and_its_secret() -> None:
    seat = _seat(make_account(Role.HEAD))

    first = begin_enrolment(seat, PASSWORD, HERE)
    second = begin_enrolment(seat, PASSWORD, HERE)

    assert first.secret != second.secret
    dropped = SecondFactor.objects.exclude(ended_at=None).get()
    assert (dropped.secret, dropped.is_erased) == ("", True)


def test_an_enrolled_factor_is_not_replaced_by_its_owner() -> None:
    seat, _secret = _enrolled()

    with pytest.raises(ConflictError):
        begin_enrolment(seat, PASSWORD, HERE)


def test_the_secret_is_sealed_and_stands_in_no_entry() -> None:
    seat, secret = _enrolled()
    with at(60):
        give_factor(seat, _code(secret, 60))

    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM kernel_secondfactor")
        stored = bytes(cursor.fetchone()[0])
    said = "".join(EntryContent.objects.values_list("text", flat=True))

    assert secret.encode() not in stored
    assert secret not in said
    assert _code(secret, 60) not in said


def test_codes_are_those_of_the_standard() -> None:
    """RFC 6238, appendix B: fifty-nine seconds after the epoch, the last six of the digits."""
    seat, _secret = _enrolled()
    factor = SecondFactor.objects.get()
    factor.secret = base64.b32encode(b"12345678901234567890").decode()
    factor.last_step = 0
    factor.save()

    with clock.standing_at(datetime(1970, 1, 1, 0, 0, 59, tzinfo=UTC)):
        assert _opens(seat, "287082")


@pytest.mark.parametrize(
    ("off", "opens"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)]
)
def test_the_clock_of_a_telephone_may_be_one_step_off(off: int, *, opens: bool) -> None:
    seat, secret = _enrolled()

    with at(300):
        assert _opens(seat, _code(secret, 300 + off)) is opens


def test_a_code_opens_once() -> None:
    seat, secret = _enrolled()

    with at(300):
        assert _opens(seat, _code(secret, 300))
        assert not _opens(seat, _code(secret, 300))
        assert not _opens(seat, _code(secret, 270))  # nor one from before it
        assert _opens(seat, _code(secret, 330))


def test_the_code_that_finished_the_enrolment_opens_nothing_more() -> None:
    seat, secret = _enrolled()

    with at(0):
        assert not _opens(seat, _code(secret, 0))


def test_a_recovery_code_opens_once_however_it_is_typed() -> None:
    with at(0):
        account = make_account(Role.HEAD)
        seat = _seat(account)
        begun = begin_enrolment(seat, PASSWORD, HERE)
        code, other, *_rest = confirm_enrolment(seat, _code(begun.secret, 0))

    typed = code.lower().replace("-", " ")

    assert _opens(seat, typed)
    assert not _opens(seat, typed)
    assert not _opens(seat, code)
    assert _opens(seat, other)


def test_recovery_codes_are_kept_as_digests() -> None:
    with at(0):
        seat = _seat(make_account(Role.HEAD))
        begun = begin_enrolment(seat, PASSWORD, HERE)
        codes = confirm_enrolment(seat, _code(begun.secret, 0))

    digests = [bytes(each) for each in RecoveryCode.objects.values_list("digest", flat=True)]
    for code in codes:
        plain = code.replace("-", "").encode()
        assert all(plain not in digest for digest in digests)


def test_a_recovery_code_of_another_opens_nothing() -> None:
    with at(0):
        mine = _seat(make_account(Role.HEAD))
        begun = begin_enrolment(mine, PASSWORD, HERE)
        codes = confirm_enrolment(mine, _code(begun.secret, 0))
    other, _secret = _enrolled("another")

    assert not _opens(other, codes[0])


def test_new_recovery_codes_end_those_before() -> None:
    with at(0):
        seat = _seat(make_account(Role.HEAD))
        begun = begin_enrolment(seat, PASSWORD, HERE)
        old = confirm_enrolment(seat, _code(begun.secret, 0))

    new = renew_recovery_codes(seat)

    assert not _opens(seat, old[0])
    assert _opens(seat, new[0])


def test_the_sixth_wrong_code_locks_out_the_right_one_too() -> None:
    seat, secret = _enrolled()

    with at(300):
        for _count in range(5):
            assert not _opens(seat, "000000")
        assert not _opens(seat, _code(secret, 300))
    with at(300 + 15 * 60 + 1):
        assert _opens(seat, _code(secret, 300 + 15 * 60 + 1))

    outcomes = list(FactorAttempt.objects.order_by("at", "id").values_list("outcome", flat=True))
    assert outcomes[1:] == ["failed"] * 5 + ["locked", "succeeded"]


def test_codes_of_an_enrolment_are_limited_as_well() -> None:
    seat = _seat(make_account(Role.HEAD))
    with at(0):
        begun = begin_enrolment(seat, PASSWORD, HERE)
        for _count in range(5):
            with pytest.raises(FactorRefusedError):
                confirm_enrolment(seat, "000000")

        with pytest.raises(FactorRefusedError):
            confirm_enrolment(seat, _code(begun.secret, 0))


def test_right_and_wrong_codes_leave_an_entry() -> None:
    seat, secret = _enrolled()

    with at(300):
        _opens(seat, "000000")
        _opens(seat, _code(secret, 300))

    assert _kinds()[-2:] == ["second_factor.refused", "second_factor.given"]


def test_without_a_factor_there_is_nothing_to_give() -> None:
    seat = _seat(make_account(Role.HEAD))

    with pytest.raises(ConflictError):
        give_factor(seat, "000000")


def test_a_reset_takes_two_persons_and_ends_everything_of_the_owner() -> None:
    owner, secret = _enrolled()
    operator, second = _of(Role.OPERATOR, "operator"), _of(Role.HEAD, "second")

    asked = ask_factor_reset(operator, owner.person, reason="手机丢失，当面核对证件")
    assert factor_of(owner.person) is not None
    confirm_factor_reset(second, asked.pk)

    assert factor_of(owner.person) is None
    ended = SecondFactor.objects.get()
    assert (ended.secret, ended.is_erased) == ("", True)
    assert not RecoveryCode.objects.filter(ended_at=None).exists()
    assert Account.objects.get(pk=owner.person).sessions_valid_from is not None
    assert _kinds()[-2:] == ["factor_reset.asked", "factor_reset.confirmed"]
    with at(600), pytest.raises(ConflictError):
        give_factor(owner, _code(secret, 600))


def test_a_reset_is_asked_by_the_operator_of_somebody_else() -> None:
    owner, _secret = _enrolled()
    operator = _of(Role.OPERATOR, "operator")

    with pytest.raises(ForbiddenError):
        ask_factor_reset(_of(Role.HEAD, "head"), owner.person, reason="丢失")
    with pytest.raises(ForbiddenError):
        ask_factor_reset(operator, operator.person, reason="丢失")
    with pytest.raises(InputError):
        ask_factor_reset(operator, owner.person, reason=" ")
    with pytest.raises(NotFoundError):
        ask_factor_reset(
            make_seat(Role.OPERATOR, authority=OTHER_AUTHORITY), owner.person, reason="丢失"
        )
    assert not FactorReset.objects.exists()


def test_neither_who_asked_nor_the_owner_confirms_a_reset() -> None:
    owner, _secret = _enrolled()
    operator = _of(Role.OPERATOR, "operator")
    asked = ask_factor_reset(operator, owner.person, reason="丢失")

    for seat in (operator, owner, _of(Role.CLERK, "clerk")):
        with pytest.raises(ForbiddenError):
            confirm_factor_reset(seat, asked.pk)

    assert factor_of(owner.person) is not None


def test_the_database_itself_refuses_one_person_in_two_parts() -> None:
    owner, _secret = _enrolled()
    operator = _of(Role.OPERATOR, "operator")
    asked = ask_factor_reset(operator, owner.person, reason="丢失")

    for person in (operator.person, owner.person):
        with pytest.raises(IntegrityError), transaction.atomic():
            FactorReset.objects.filter(pk=asked.pk).update(confirmed_by_id=person)


def test_a_reset_lapses_after_a_day_and_is_done_once() -> None:
    owner, _secret = _enrolled()
    operator, second = _of(Role.OPERATOR, "operator"), _of(Role.HEAD, "second")
    with at(0):
        old = ask_factor_reset(operator, owner.person, reason="丢失")
    with at(24 * 3600), pytest.raises(ConflictError):
        confirm_factor_reset(second, old.pk)

    with at(24 * 3600):
        new = ask_factor_reset(operator, owner.person, reason="丢失")
        confirm_factor_reset(second, new.pk)
        with pytest.raises(ConflictError):
            confirm_factor_reset(second, new.pk)


def test_resets_and_new_recovery_codes_ask_for_the_factor_themselves() -> None:
    owner, _secret = _enrolled()
    stale = Seat(owner.authority, owner.account_id, "周海", frozenset(INSIDERS))

    for act in (
        lambda: renew_recovery_codes(stale),
        lambda: ask_factor_reset(stale, owner.person, reason="丢失"),
        lambda: confirm_factor_reset(stale, UUID(int=1)),
    ):
        with pytest.raises(FactorNeededError):
            act()


def test_a_demonstration_account_is_shown_the_next_code_that_opens() -> None:
    account = make_account(Role.HEAD, is_demonstration=True)
    enrol_demonstration_factors(make_seat(Role.OPERATOR), [account])
    seat = _seat(account)

    with at(0):
        first = demonstration_code(account)
        assert _opens(seat, first)
        second = demonstration_code(account)
        assert _opens(seat, second)
        assert (first != second, demonstration_code(account)) == (True, "")


def test_no_code_is_shown_outside_a_demonstration(monkeypatch: pytest.MonkeyPatch) -> None:
    working, _secret = _enrolled()
    account = make_account(Role.HEAD, username="demo", is_demonstration=True)
    enrol_demonstration_factors(make_seat(Role.OPERATOR), [account])

    assert demonstration_code(Account.objects.get(pk=working.person)) == ""
    assert len(demonstration_code(account)) == 6
    monkeypatch.setattr(installation, "is_demonstration", lambda: False)
    assert demonstration_code(account) == ""


def test_factors_are_given_out_to_demonstration_accounts_only(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    operator = make_seat(Role.OPERATOR)
    account = make_account(Role.HEAD, username="demo", is_demonstration=True)

    with pytest.raises(ForbiddenError):
        enrol_demonstration_factors(operator, [make_account(Role.HEAD)])
    with pytest.raises(ForbiddenError):
        enrol_demonstration_factors(make_seat(Role.CLERK), [account])
    monkeypatch.setattr(installation, "is_demonstration", lambda: False)
    with pytest.raises(ForbiddenError):
        enrol_demonstration_factors(operator, [account])


def test_a_seat_is_fresh_for_as_many_minutes_as_the_setting_says(settings: Settings) -> None:
    settings.SECOND_FACTOR_MINUTES = 10
    with at(0) as now:
        seat = Seat("330211004000", factor_until=now + timedelta(minutes=10))

    with at(599):
        assert seat.has_fresh_factor
    with at(600):
        assert not seat.has_fresh_factor
    assert not Seat("330211004000").has_fresh_factor


def _enrolled(username: str = "zhou.hai") -> tuple[Seat, str]:
    """Return the seat of a new head who enrolled at noon, and the secret in his telephone."""
    seat = _seat(make_account(Role.HEAD, username=username))
    with at(0):
        begun = begin_enrolment(seat, PASSWORD, HERE)
        confirm_enrolment(seat, _code(begun.secret, 0))
    return seat, begun.secret


def _of(role: Role, username: str) -> Seat:
    return _seat(make_account(role, username=username))


def _seat(account: Account) -> Seat:
    seat = seat_for(account)
    return Seat(seat.authority, seat.account_id, seat.name, seat.roles, FOR_GOOD)


def _code(secret: str, seconds: float) -> str:
    """Return what a telephone shows so many seconds after noon, computed without our own code."""
    return pyotp.TOTP(secret).at(NOON + timedelta(seconds=seconds))


def _opens(seat: Seat, code: str) -> bool:
    try:
        give_factor(seat, code)
    except FactorRefusedError:
        return False
    return True


def _kinds() -> list[str]:
    return list(Entry.objects.order_by("recorded_at", "id").values_list("kind", flat=True))
