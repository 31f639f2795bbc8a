"""Which acts ask for the second factor: said beside each action, once, by a decorator.

    @needs_factor(FactorGround.SIGNATURE)
    @transaction.atomic
    def lock_annual_report(seat: Seat, year: int) -> AnnualReport: ...

An action that a test takes for one that signs, seals or exports, and that does none of it, says so
with `needs_no_factor` and the reason. No address decides: a page, the API and a batch all meet the
same guard.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final, TypeVar, cast

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import FactorNeededError

#: An action, which takes the seat first; the guard leaves its type as it is.
Action = TypeVar("Action", bound=Callable[..., Any])

#: Where the decorators leave what an action declares.
DECLARED: Final = "declared_factor_ground"


class FactorGround(models.TextChoices):
    """What makes an act one that asks for the second factor (加验事由)."""

    SIGNATURE = "signature", gettext_lazy("签批")
    SEAL = "seal", gettext_lazy("用印")
    EXPORT = "export", gettext_lazy("导出")
    SECURITY = "security", gettext_lazy("账号安全")


def needs_factor(
    ground: FactorGround, *, when: Callable[..., bool] | None = None
) -> Callable[[Action], Action]:
    """Open an action only to a seat of the house whose second factor was given lately.

    `when` narrows it to some of what the action is given: the steps of a case that are signed.
    """

    def guard(action: Action) -> Action:
        @wraps(action)
        def guarded(seat: Seat, /, *args: Any, **kwargs: Any) -> Any:
            seat.refuse_outsider()
            if when is None or when(*args, **kwargs):
                require_factor(seat, ground)
            return action(seat, *args, **kwargs)

        setattr(guarded, DECLARED, ground)
        return cast("Action", guarded)

    return guard


def needs_no_factor(reason: str) -> Callable[[Action], Action]:
    """Say why an action that looks like one that signs, seals or exports does not."""

    def said(action: Action) -> Action:
        setattr(action, DECLARED, reason)
        return action

    return said


def require_factor(seat: Seat, ground: FactorGround) -> None:
    """Raise FactorNeededError unless the second factor was given lately."""
    if not seat.has_fresh_factor:
        sentence = _("这一步属于%(ground)s，须先用第二因素（动态码）确认是您本人。")
        raise FactorNeededError(sentence % {"ground": ground.label})
