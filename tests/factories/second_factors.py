"""Second factors: enrolled as a person enrols them, with the codes that a telephone would show."""

from typing import TYPE_CHECKING

import pyotp

from tests.factories.accounts import PASSWORD, make_account
from tests.factories.seats import make_seat

if TYPE_CHECKING:
    import datetime as dt

    from fazhi.kernel.models import Account, FactorReset

_HERE = "192.0.2.1"


def enrol(account: "Account") -> tuple[str, tuple[str, ...]]:
    """Enrol a factor for an account; return what its telephone holds, and the recovery codes."""
    from fazhi.kernel import clock  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.second_factor import (  # noqa: PLC0415 -- as above
        begin_enrolment,
        confirm_enrolment,
    )

    seat = make_seat(authority=account.authority, account_id=account.pk)
    begun = begin_enrolment(seat, PASSWORD, _HERE)
    return begun.secret, confirm_enrolment(seat, shown_code(begun.secret, clock.now()))


def shown_code(secret: str, moment: "dt.datetime") -> str:
    """Return what the telephone shows at a moment."""
    return pyotp.TOTP(secret).at(moment)


def make_reset(username: str = "lost.telephone") -> "FactorReset":
    """Return a reset that waits for the second person, asked by an operator of its own."""
    from fazhi.kernel.choices import Role  # noqa: PLC0415 -- as above
    from fazhi.kernel.second_factor import ask_factor_reset  # noqa: PLC0415 -- as above

    owner = make_account(Role.HEAD, username=username)
    enrol(owner)
    operator = make_account(Role.OPERATOR, username=f"operator.of.{username}")
    seat = make_seat(Role.OPERATOR, account_id=operator.pk)
    return ask_factor_reset(seat, owner.pk, reason="手机丢失，已当面核对证件")
