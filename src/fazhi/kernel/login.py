"""Signing in, passwords, devices, and ending all of them at once.

Nothing here tells whether an account exists: an unknown name, a wrong password, a closed account
and a lock have the same answer after the same work.
"""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock, crypto
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import FazhiError, ForbiddenError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Account, CutOffReason, Device, LoginAttempt, PasswordChange
from fazhi.kernel.passwords import check_strength, policy

WINDOW = dt.timedelta(minutes=15)
FAILURES_OF_PAIR = 5  # of one account from one address
_FAILURES_OF_ADDRESS = 50  # of one address over all accounts; an office may share an address
ATTEMPTS_KEPT = dt.timedelta(days=3 * 366)  # like every log of access here


@dataclass(frozen=True, slots=True)
class Credentials:
    """What was entered on the sign-in page, and the address it came from."""

    username: str
    password: str
    address: str


class SignInRefusedError(FazhiError):
    """The sign-in was refused; the sentence is the same whatever the reason."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(_("账号或口令不正确，或者尝试次数过多。请稍后再试，或联系系统管理员。"))


class AccountBackend(BaseBackend):
    """Gives Django the account of a session; it signs nobody in, `sign_in` alone does."""

    def get_user(self, user_id: UUID) -> Account | None:
        """Return the account while it may be used."""
        return Account.objects.filter(pk=user_id, is_active=True).first()


def sign_in(credentials: Credentials) -> Account:
    """Return the account of these credentials, or raise SignInRefusedError.

    The attempt is written before the password is looked at, so that many attempts at once are
    counted like many one after another.
    """
    attempt = _begin_attempt(credentials)
    is_locked = _is_locked(attempt)
    account = Account.objects.filter(username=credentials.username.strip()).first()
    is_right = _is_right(account, credentials.password)
    if is_locked:
        attempt.outcome = LoginAttempt.Outcome.LOCKED
    elif account is not None and is_right and account.is_active:
        attempt.outcome = LoginAttempt.Outcome.SUCCEEDED
    attempt.save(update_fields=["outcome"])
    if account is None or attempt.outcome != LoginAttempt.Outcome.SUCCEEDED:
        raise SignInRefusedError
    return account


def seat_for(account: Account) -> Seat:
    """Return the seat of a signed-in account today; asked once in a request, whoever asks."""
    day = clock.today()
    kept: tuple[dt.date, Seat] | None = account.__dict__.get("_seat")
    if kept is None or kept[0] != day:
        kept = (day, account.seat(day))
        account.__dict__["_seat"] = kept
    return kept[1]


@transaction.atomic
def set_password(seat: Seat, account_id: UUID, password: str) -> Account:
    """Set a password, one's own or as operator of the authority; every session then ends."""
    account = lock_visible(Account.objects.all(), seat, pk=account_id)
    if account.pk != seat.account_id:
        seat.require(Role.OPERATOR)
    check_strength(password, account)
    account.set_password(password)
    account.sessions_valid_from = clock.now()
    account.save(update_fields=["password", "sessions_valid_from"])
    PasswordChange.objects.create(account=account, changed_by_id=seat.account_id, at=clock.now())
    record(Act("account.password_changed", by=seat), {"account": str(account.pk)})
    return account


def must_change_password(account: Account) -> bool:
    """Tell whether the policy asks this account for a new password."""
    days = policy().password_days
    if days is None:
        return False
    newest = account.password_changes.aggregate(newest=Max("at"))["newest"]
    return newest is None or clock.now() - newest > dt.timedelta(days=days)


@transaction.atomic
def cut_off(seat: Seat, account_id: UUID, *, reason: CutOffReason) -> Account:
    """End an account, its sessions and its devices in one act: the person left or is suspended."""
    seat.require(Role.OPERATOR)
    account = lock_visible(Account.objects.all(), seat, pk=account_id)
    if account.pk == seat.account_id:
        raise ForbiddenError(_("不能停用自己的账号，请由另一位系统管理员办理。"))
    account.is_active = False
    account.sessions_valid_from = clock.now()
    account.save(update_fields=["is_active", "sessions_valid_from"])
    _revoke(account)
    record(Act("account.cut_off", by=seat), {"account": str(account.pk), "reason": reason})
    return account


@transaction.atomic
def enrol_device(seat: Seat, account_id: UUID, name: str) -> Device:
    """Enrol a terminal for an account of the authority."""
    seat.require(Role.OPERATOR)
    account = lock_visible(Account.objects.filter(is_active=True), seat, pk=account_id)
    device = Device.objects.create(account=account, name=name.strip(), enrolled_at=clock.now())
    record(Act("device.enrolled", by=seat), _named(device))
    return device


@transaction.atomic
def revoke_device(seat: Seat, device_id: UUID) -> Device:
    """End a terminal that was lost, and every session of its account with it; one's own or all."""
    device = _device(seat, device_id)
    if device.account_id != seat.account_id:
        seat.require(Role.OPERATOR)
    account = lock_visible(Account.objects.all(), seat, pk=device.account_id)
    account.sessions_valid_from = clock.now()
    account.save(update_fields=["sessions_valid_from"])
    if device.revoked_at is None:
        device.revoked_at = clock.now()
        device.save(update_fields=["revoked_at"])
        record(Act("device.revoked", by=seat), _named(device))
    return device


def forget_old_attempts() -> int:
    """Delete the sign-in attempts whose retention has ended; return how many."""
    before = clock.now() - ATTEMPTS_KEPT
    return LoginAttempt.objects.filter(at__lt=before).delete()[0]


def _begin_attempt(credentials: Credentials) -> LoginAttempt:
    with transaction.atomic(durable=True):  # a surrounding transaction could undo the count
        return LoginAttempt.objects.create(
            username_digest=_digest("username", credentials.username.strip().casefold()),
            address_digest=_digest("address", credentials.address),
            at=clock.now(),
        )


def _is_locked(attempt: LoginAttempt) -> bool:
    """Tell whether too many attempts failed before this one, lately and since the last success."""
    recent = LoginAttempt.objects.filter(
        address_digest=attempt.address_digest, at__gt=attempt.at - WINDOW, at__lte=attempt.at
    ).exclude(pk=attempt.pk)
    failed = recent.filter(outcome=LoginAttempt.Outcome.FAILED)
    if failed.count() >= _FAILURES_OF_ADDRESS:
        return True
    own = recent.filter(username_digest=attempt.username_digest)
    succeeded = own.filter(outcome=LoginAttempt.Outcome.SUCCEEDED).aggregate(last=Max("at"))["last"]
    mine = failed.filter(username_digest=attempt.username_digest)
    if succeeded is not None:
        mine = mine.filter(at__gt=succeeded)
    return mine.count() >= FAILURES_OF_PAIR


def _is_right(account: Account | None, password: str) -> bool:
    """Compare the password; without an account, do the same work for nothing."""
    if account is None:
        make_password(password)
        return False
    return account.check_password(password)


def _digest(kind: str, value: str) -> bytes:
    return crypto.keyed_digest("", kind, value)


def _device(seat: Seat, device_id: UUID) -> Device:
    device = Device.objects.filter(pk=device_id, account__authority=seat.authority).first()
    if device is None:
        raise NotFoundError(_("没有这台终端，或者您不能查看。"))
    return device


def _revoke(account: Account) -> None:
    account.devices.filter(revoked_at=None).update(revoked_at=clock.now())


def _named(device: Device) -> dict[str, object]:
    return {"device": str(device.pk), "account": str(device.account_id)}
