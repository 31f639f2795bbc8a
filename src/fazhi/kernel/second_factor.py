"""The second factor: one-time codes (RFC 6238) and recovery codes, from enrolment to reset.

The secret is sealed like a personal value; a code opens once and never again; wrong ones are
limited as sign-ins are. Whatever happens to a factor leaves an entry, and no entry a secret.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeVar
from uuid import UUID

import pyotp
from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from fazhi.kernel import clock, crypto, identifiers, installation
from fazhi.kernel.access import Seat, lock_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, FazhiError, ForbiddenError, InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.kernel.login import FAILURES_OF_PAIR, WINDOW, Credentials, SignInRefusedError, sign_in
from fazhi.kernel.models import Account, FactorAttempt, FactorReset, RecoveryCode, SecondFactor
from fazhi.kernel.personal import erase_person

#: Seconds for which one code is good, and how far a telephone's clock may be off, in such steps.
STEP: Final = 30
DRIFT: Final = 1
RECOVERY_CODES: Final = 10
#: Who may be the second person of a reset.
CONFIRMERS: Final = (Role.OPERATOR, Role.HEAD, Role.CASE_REVIEWER)
#: A reset that nobody confirms lapses; our own starting value.
RESET_LASTS: Final = dt.timedelta(days=1)
_SECRET_SIGNS: Final = 32  # 160 bits, as RFC 4226 recommends
_CODE_SIGNS: Final = 16  # of a recovery code: 80 bits, so a keyed digest is not guessed
_ISSUER: Final = "法治 Fazhi"

Result = TypeVar("Result")


class FactorRefusedError(FazhiError):
    """The code was refused; the sentence is the same whether it is wrong, used or too late."""

    def __init__(self) -> None:
        """Say the one sentence."""
        super().__init__(
            _("动态码不正确、已经用过，或者尝试次数过多。请等下一个动态码，或十五分钟后再试。")
        )


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A factor that waits for its first code: what a telephone takes in, as text and as address."""

    secret: str
    address: str


def factor_of(account_id: UUID) -> SecondFactor | None:
    """Return the factor of an account that counts, None when there is none."""
    return _standing(account_id).filter(confirmed_at__isnull=False).first()


def enrolled_accounts(seat: Seat) -> QuerySet[Account]:
    """Return the accounts of the authority whose factor could be reset, by name; not one's own."""
    seat.require(Role.OPERATOR)
    with_factor = SecondFactor.objects.filter(ended_at=None, confirmed_at__isnull=False)
    accounts = narrowed(Account.objects.all(), seat).filter(pk__in=with_factor.values("account"))
    return accounts.exclude(pk=seat.person).order_by("display_name", "pk")


def listed_resets(seat: Seat) -> QuerySet[FactorReset]:
    """Return the resets of the authority with the people in them."""
    seat.require(*CONFIRMERS)
    resets = narrowed(FactorReset.objects.all(), seat)
    return resets.select_related("account", "asked_by", "confirmed_by")


def begin_enrolment(seat: Seat, password: str, address: str) -> Enrolment:
    """Begin to enrol a factor for oneself; whoever sits at the session must know the password.

    What was begun before and never finished is dropped.
    """
    account = Account.objects.get(pk=seat.person)
    try:
        sign_in(Credentials(account.username, password, address))
    except SignInRefusedError as refusal:
        raise InputError({"password": str(refusal)}) from refusal
    return _begin(seat)


def enrolment_of(seat: Seat) -> Enrolment | None:
    """Return the enrolment that waits for its first code, None when none was begun."""
    factor = _standing(seat.person).filter(confirmed_at__isnull=True).first()
    return None if factor is None else _shown(factor)


def confirm_enrolment(seat: Seat, code: str) -> tuple[str, ...]:
    """Finish an enrolment with a code of it; return the recovery codes, which are shown once."""
    return _attempted(seat, lambda: _confirm(seat, code))


def give_factor(seat: Seat, code: str) -> None:
    """Take a one-time code or a recovery code of one's own, or raise FactorRefusedError."""
    _attempted(seat, lambda: _given(seat, code))


@needs_factor(FactorGround.SECURITY)
@transaction.atomic
def renew_recovery_codes(seat: Seat) -> tuple[str, ...]:
    """Make new recovery codes for oneself and end those before; they are shown once."""
    factor = _locked(seat.person)
    if factor is None:
        raise ConflictError(_("您还没有登记第二因素。"))
    factor.recovery_codes.filter(used_at=None, ended_at=None).update(ended_at=clock.now())
    codes = _recovery_codes(factor)
    record(Act("recovery_code.renewed", by=seat), {"factor": str(factor.pk), "count": len(codes)})
    return codes


@needs_factor(FactorGround.SECURITY)
@transaction.atomic
def ask_factor_reset(seat: Seat, account_id: UUID, *, reason: str) -> FactorReset:
    """Ask, as operator, that the factor of another be reset; it takes a second person."""
    seat.require(Role.OPERATOR)
    account = lock_visible(Account.objects.all(), seat, pk=account_id)
    if account.pk == seat.account_id:
        raise ForbiddenError(_("不能重置自己的第二因素，请由另一位系统管理员办理。"))
    if not reason.strip():
        raise InputError({"reason": _("请写明理由，以及怎样核实了本人身份。")})
    if _locked(account.pk) is None:
        raise ConflictError(_("这个账号没有登记第二因素。"))
    reset = FactorReset.objects.create(
        authority=seat.authority,
        account=account,
        reason=reason.strip(),
        asked_by_id=seat.person,
        asked_at=clock.now(),
    )
    record(Act("factor_reset.asked", by=seat), _named(reset))
    return reset


@needs_factor(FactorGround.SECURITY)
@transaction.atomic
def confirm_factor_reset(seat: Seat, reset_id: UUID) -> FactorReset:
    """Confirm a reset as the second person: the factor ends, and every session of its owner."""
    seat.require(*CONFIRMERS)
    reset = lock_visible(FactorReset.objects.all(), seat, pk=reset_id)
    if seat.person in {reset.asked_by_id, reset.account_id}:
        raise ForbiddenError(_("重置须由提出人和本人以外的另一人确认。"))
    if reset.confirmed_at is not None or reset.asked_at + RESET_LASTS <= clock.now():
        raise ConflictError(_("这项重置已经办理，或者已经超过一天，请重新提出。"))
    reset.confirmed_by_id, reset.confirmed_at = seat.person, clock.now()
    reset.save(update_fields=["confirmed_by", "confirmed_at"])
    factor = _locked(reset.account_id)
    if factor is not None:
        _end(factor)
    Account.objects.filter(pk=reset.account_id).update(sessions_valid_from=clock.now())
    record(Act("factor_reset.confirmed", by=seat), _named(reset))
    return reset


@transaction.atomic
def enrol_demonstration_factors(seat: Seat, accounts: Sequence[Account]) -> int:
    """Enrol factors for demonstration accounts, whose codes their pages show; return how many."""
    seat.require(Role.OPERATOR)
    if not accounts:
        return 0
    if not installation.is_demonstration() or not all(each.is_demonstration for each in accounts):
        raise ForbiddenError(_("只有演示库里的演示账号才能这样登记。"))
    now = clock.now()
    for account in accounts:
        SecondFactor.objects.create(
            authority=account.authority,
            account=account,
            secret=_new_secret(),
            begun_at=now,
            confirmed_at=now,
        )
    items = [{"account": str(account.pk)} for account in accounts]
    record(Act("second_factor.enrolled", by=seat), {"is_demonstration": True}, items=items)
    return len(items)


def demonstration_code(account: Account) -> str:
    """Return the next code that opens, for a demonstration account of a demonstration database.

    Nothing for anybody else: a working database never shows a code.
    """
    if not (account.is_demonstration and installation.is_demonstration()):
        return ""
    factor = _standing(account.pk).first()
    if factor is None:
        return ""
    step = max(_step_now(), factor.last_step + 1)
    return _code(factor, step) if step <= _step_now() + DRIFT else ""


def forget_old_attempts(kept: dt.timedelta) -> int:
    """Delete the attempts whose retention has ended; return how many."""
    return FactorAttempt.objects.filter(at__lt=clock.now() - kept).delete()[0]


@transaction.atomic
def _begin(seat: Seat) -> Enrolment:
    account = lock_visible(Account.objects.all(), seat, pk=seat.person)
    earlier = _standing(account.pk).select_for_update().first()
    if earlier is not None and earlier.confirmed_at is not None:
        raise ConflictError(_("您已登记第二因素。更换手机请由系统管理员重置后重新登记。"))
    if earlier is not None:
        _end(earlier)
    factor = SecondFactor.objects.create(
        authority=account.authority, account=account, secret=_new_secret(), begun_at=clock.now()
    )
    record(Act("second_factor.started", by=seat), {"factor": str(factor.pk)})
    return _shown(factor)


def _attempted(seat: Seat, act: Callable[[], Result | None]) -> Result:
    """Let an act look at a code, within the limit; the attempt is written before it looks."""
    attempt = _begin_attempt(seat.person)
    is_locked = _is_locked(attempt)
    with transaction.atomic():
        found = None if is_locked else act()
        if found is None:
            content = {"attempt": str(attempt.pk), "is_locked": is_locked}
            record(Act("second_factor.refused", by=seat), content)
        attempt.outcome = _outcome(is_locked=is_locked, is_right=found is not None)
        attempt.save(update_fields=["outcome"])
    if found is None:
        raise FactorRefusedError
    return found


def _outcome(*, is_locked: bool, is_right: bool) -> FactorAttempt.Outcome:
    if is_locked:
        return FactorAttempt.Outcome.LOCKED
    return FactorAttempt.Outcome.SUCCEEDED if is_right else FactorAttempt.Outcome.FAILED


def _confirm(seat: Seat, code: str) -> tuple[str, ...] | None:
    factor = _standing(seat.person).select_for_update().filter(confirmed_at=None).first()
    if factor is None:
        raise ConflictError(_("没有等待确认的登记，请重新开始登记。"))
    step = _matching_step(factor, _typed(code))
    if step is None:
        return None
    factor.confirmed_at, factor.last_step = clock.now(), step
    factor.save(update_fields=["confirmed_at", "last_step"])
    codes = _recovery_codes(factor)
    record(Act("second_factor.enrolled", by=seat), {"factor": str(factor.pk)})
    return codes


def _given(seat: Seat, code: str) -> str | None:
    """Use up a code; return the means by which the factor was given, None when it opens nothing."""
    factor = _locked(seat.person)
    if factor is None:
        raise ConflictError(_("您还没有登记第二因素，请先登记。"))
    typed = _typed(code)
    step = _matching_step(factor, typed)
    if step is not None:
        factor.last_step = step
        factor.save(update_fields=["last_step"])
        means = "code"
    elif _is_used_up(factor, typed):
        means = "recovery_code"
    else:
        return None
    record(Act("second_factor.given", by=seat), {"factor": str(factor.pk), "means": means})
    return means


def _matching_step(factor: SecondFactor, typed: str) -> int | None:
    now = _step_now()
    for step in range(max(now - DRIFT, factor.last_step + 1), now + DRIFT + 1):
        if constant_time_compare(_code(factor, step), typed):
            return step
    return None


def _is_used_up(factor: SecondFactor, typed: str) -> bool:
    """Use up a recovery code that was not used before; tell whether there was one."""
    codes = factor.recovery_codes.filter(digest=_digest(factor, typed), used_at=None, ended_at=None)
    return bool(codes.update(used_at=clock.now()))


def _recovery_codes(factor: SecondFactor) -> tuple[str, ...]:
    codes = [identifiers.new_code(_CODE_SIGNS) for _count in range(RECOVERY_CODES)]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(factor=factor, digest=_digest(factor, code)) for code in codes
    )
    return tuple("-".join(code[at : at + 4] for at in range(0, _CODE_SIGNS, 4)) for code in codes)


def _begin_attempt(account_id: UUID) -> FactorAttempt:
    with transaction.atomic(durable=True):  # a surrounding transaction could undo the count
        return FactorAttempt.objects.create(account_id=account_id, at=clock.now())


def _is_locked(attempt: FactorAttempt) -> bool:
    """Tell whether too many codes were wrong before this one, lately and since the last right."""
    recent = FactorAttempt.objects.filter(
        account_id=attempt.account_id, at__gt=attempt.at - WINDOW, at__lte=attempt.at
    ).exclude(pk=attempt.pk)
    right = recent.filter(outcome=FactorAttempt.Outcome.SUCCEEDED).aggregate(last=Max("at"))["last"]
    wrong = recent.filter(outcome=FactorAttempt.Outcome.FAILED)
    if right is not None:
        wrong = wrong.filter(at__gt=right)
    return wrong.count() >= FAILURES_OF_PAIR


def _standing(account_id: UUID) -> QuerySet[SecondFactor]:
    return SecondFactor.objects.filter(account_id=account_id, ended_at=None)


def _locked(account_id: UUID) -> SecondFactor | None:
    return _standing(account_id).select_for_update().filter(confirmed_at__isnull=False).first()


def _end(factor: SecondFactor) -> None:
    """End a factor; its secret can never be read again."""
    factor.ended_at = clock.now()
    factor.save(update_fields=["ended_at"])
    factor.recovery_codes.filter(used_at=None, ended_at=None).update(ended_at=clock.now())
    erase_person(factor)


def _shown(factor: SecondFactor) -> Enrolment:
    name = factor.account.username
    address = _codes_of(factor).provisioning_uri(name=name, issuer_name=_ISSUER)
    return Enrolment(factor.secret, address)


def _code(factor: SecondFactor, step: int) -> str:
    return _codes_of(factor).generate_otp(step)


def _codes_of(factor: SecondFactor) -> pyotp.TOTP:
    return pyotp.TOTP(factor.secret, interval=STEP)


def _new_secret() -> str:
    return pyotp.random_base32(_SECRET_SIGNS)


def _step_now() -> int:
    return int(clock.now().timestamp()) // STEP


def _digest(factor: SecondFactor, typed: str) -> bytes:
    return crypto.keyed_digest(factor.authority, f"recovery {factor.pk}", typed)


def _typed(code: str) -> str:
    """Return a code as it was handed out, whatever spaces, dashes and small letters were typed."""
    sign = unicodedata.normalize("NFKC", code).upper().translate(_CONFUSED)
    return "".join(each for each in sign if each.isascii() and each.isalnum())


def _named(reset: FactorReset) -> dict[str, object]:
    return {"reset": str(reset.pk), "account": str(reset.account_id)}


#: What is taken for what, in codes of Crockford's alphabet.
_CONFUSED = str.maketrans("OIL", "011")
