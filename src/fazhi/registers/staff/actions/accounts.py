"""Accounts for people of the staff."""

from collections.abc import Sequence
from functools import cache
from uuid import UUID

from django.contrib.auth.hashers import make_password
from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import OUTSIDERS, Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Account, PasswordChange, RoleGrant
from fazhi.kernel.passwords import check_strength
from fazhi.registers.lists import refuse_twice
from fazhi.registers.staff import errors
from fazhi.registers.staff.inputs import AccountInput
from fazhi.registers.staff.models import Officer


@transaction.atomic
def open_accounts(seat: Seat, inputs: Sequence[AccountInput]) -> list[Account]:
    """Open accounts with their roles, for officers or for others who work here.

    Without a password nobody can sign in until the operator sets one. Passwords of accounts that
    are not for demonstration must meet the policy.
    """
    seat.require(Role.OPERATOR)
    refuse_twice(each.username for each in inputs)
    taken = Account.objects.filter(username__in=[each.username for each in inputs])
    for username in taken.values_list("username", flat=True):
        raise InputError({username: errors.USERNAME_TAKEN.format(username=username)})
    for each in inputs:
        if not OUTSIDERS.isdisjoint(each.roles) and (len(each.roles) > 1 or each.officer):
            raise InputError({each.username: str(errors.OUTSIDER_ONLY)})
    officers = _officers(seat, inputs)
    hashed = cache(make_password)  # demonstration accounts share one password: hash it once
    accounts = []
    for each in inputs:
        account = Account(
            username=each.username,
            display_name=each.display_name,
            authority=seat.authority,
            is_demonstration=each.is_demonstration,
        )
        if each.password and not each.is_demonstration:
            check_strength(each.password, account)
        account.password = hashed(each.password) if each.password else make_password(None)
        accounts.append(account)
    Account.objects.bulk_create(accounts)
    _grant(accounts, inputs)
    for account, each in zip(accounts, inputs, strict=True):
        if each.officer:
            officers[each.officer].account = account
    Officer.objects.bulk_update(officers.values(), ["account"])
    items = [
        {"account": account.id, "officer": each.officer, "roles": sorted(each.roles)}
        for account, each in zip(accounts, inputs, strict=True)
    ]
    record(Act("account.opened", seat), {"items": items})
    return accounts


def _officers(seat: Seat, inputs: Sequence[AccountInput]) -> dict[UUID, Officer]:
    wanted = {each.officer for each in inputs if each.officer}
    found = Officer.objects.filter(authority=seat.authority, until=None).in_bulk(wanted)
    for each in inputs:
        if each.officer and each.officer not in found:
            raise InputError({each.username: str(errors.UNKNOWN_OFFICER)})
        if each.officer and found[each.officer].account_id:
            raise InputError({each.username: str(errors.ACCOUNT_EXISTS)})
    return found


def _grant(accounts: Sequence[Account], inputs: Sequence[AccountInput]) -> None:
    pairs = list(zip(accounts, inputs, strict=True))
    RoleGrant.objects.bulk_create(
        RoleGrant(account=account, role=role, since=each.since)
        for account, each in pairs
        for role in each.roles
    )
    PasswordChange.objects.bulk_create(
        PasswordChange(account=account, at=clock.now()) for account, each in pairs if each.password
    )
