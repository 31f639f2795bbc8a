"""Accounts that tests sign in with, and the authority whose pages they see."""

import datetime as dt
from typing import TYPE_CHECKING

from tests.factories.seats import AUTHORITY

if TYPE_CHECKING:
    from django.test import Client

    from fazhi.kernel.choices import Role
    from fazhi.kernel.models import Account

PASSWORD = "a horse, a bridge and 9 lamps"  # noqa: S105 -- of accounts that live for one test


def make_account(
    *roles: "Role",
    username: str = "zhou.hai",
    authority: str = AUTHORITY,
    is_demonstration: bool = False,
) -> "Account":
    """Return an account with these roles since long ago, and the password above."""
    from fazhi.kernel.models import Account, RoleGrant  # noqa: PLC0415 -- needs the settings

    account = Account(
        username=username,
        display_name="周海",
        authority=authority,
        is_demonstration=is_demonstration,
    )
    account.set_password(PASSWORD)
    account.save()
    RoleGrant.objects.bulk_create(
        RoleGrant(account=account, role=role, since=dt.date(2020, 1, 1)) for role in roles
    )
    return account


def sign_in_client(client: "Client", account: "Account") -> "Client":
    """Return the client with a living session in which the second factor was just given."""
    from fazhi.kernel import sessions  # noqa: PLC0415 -- as above

    client.force_login(account)
    session = client.session
    sessions.begin(session)
    sessions.note_factor(session)
    session.save()
    client.cookies["sessionid"] = str(session.session_key)
    return client
