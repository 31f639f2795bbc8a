"""The end of a secondment, and leaving for good.

Both let everything that the person held here end on the last day and tell, by their entry, who
takes over the open files: `capabilities/tasks` reacts to `secondment.ended` and `officer.departed`.
"""

import datetime as dt
from uuid import UUID

from django.db import transaction

from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.login import cut_off
from fazhi.kernel.models import CutOffReason, RoleGrant
from fazhi.registers.places.versions import touch
from fazhi.registers.staff import errors
from fazhi.registers.staff.access import REGISTRARS
from fazhi.registers.staff.actions.lookups import staff_on
from fazhi.registers.staff.inputs import LeavingInput
from fazhi.registers.staff.models import (
    AreaLeader,
    GridWorker,
    GroupMember,
    Officer,
    OfficerContact,
    RosterEntry,
    Secondment,
)

_ONE_DAY = dt.timedelta(days=1)


@transaction.atomic
def end_secondment(seat: Seat, given: LeavingInput) -> Secondment:
    """Let a secondment end on a last day; the entry hands the open files to the successor.

    Roles end with that day. The account stays, so that what was done can still be accounted for;
    `depart` cuts it off.
    """
    seat.require(*REGISTRARS, Role.HEAD)
    officer = lock_visible(Officer.objects.all(), seat, id=given.officer)
    secondment = officer.secondments.filter(until=None).first()
    if secondment is None:
        raise InputError({"officer": str(errors.NO_SECONDMENT)})
    _leave(seat, officer, given)
    secondment.refresh_from_db()
    record(
        Act("secondment.ended", seat),
        _content(officer, given) | {"secondment": secondment.id},
    )
    return secondment


@transaction.atomic
def depart(seat: Seat, given: LeavingInput) -> Officer:
    """Let a person leave: account, sessions and devices are cut off at once, in this one act.

    Whose secondment has ended has left already; then only what is still open is cut off.
    """
    seat.require(Role.OPERATOR)
    officer = lock_visible(Officer.objects.all(), seat, id=given.officer)
    if not (_has_left(officer, given.last_day) and _has_access(officer)):
        _leave(seat, officer, given)
    if officer.account_id:
        cut_off(seat, officer.account_id, reason=CutOffReason.DEPARTED)
    OfficerContact.objects.filter(officer=officer).delete()
    record(Act("officer.departed", seat), _content(officer, given))
    return officer


def _leave(seat: Seat, officer: Officer, given: LeavingInput) -> None:
    """Let post, roles, memberships and duties end on the last day."""
    if _has_left(officer, given.last_day):
        raise InputError({"officer": errors.LEFT_ALREADY.format(until=officer.until)})
    if given.last_day < officer.since:
        raise InputError({"last_day": str(errors.NOT_BEFORE_ARRIVAL)})
    if given.successor:
        _check_successor(seat, given.successor, given.last_day)
    Secondment.objects.filter(officer=officer, until=None).update(
        until=given.last_day, end_reason=given.reason, successor=given.successor
    )
    officer.until = given.last_day
    officer.save(update_fields=["until"])
    for model in (GroupMember, AreaLeader, GridWorker):
        held = model.objects.filter(officer=officer)
        held.filter(since__gt=given.last_day).delete()
        held.filter(until=None).update(until=given.last_day)
        held.filter(until__gt=given.last_day).update(until=given.last_day)
    RosterEntry.objects.filter(officer=officer, day__gt=given.last_day).delete()
    if officer.account_id:
        grants = RoleGrant.objects.filter(account_id=officer.account_id)
        grants.filter(since__gt=given.last_day).delete()
        grants.filter(until=None).update(until=given.last_day)
    touch(seat.authority)


def _has_left(officer: Officer, last_day: dt.date) -> bool:
    return officer.until is not None and officer.until <= last_day


def _has_access(officer: Officer) -> bool:
    """Tell whether the person can still sign in."""
    return bool(officer.account and officer.account.is_active)


def _check_successor(seat: Seat, successor: UUID, last_day: dt.date) -> None:
    try:
        staff_on(seat.authority, [successor], last_day + _ONE_DAY)
    except InputError as error:
        raise InputError({"successor": str(errors.SUCCESSOR_GONE)}) from error


def _content(officer: Officer, given: LeavingInput) -> dict[str, object]:
    return {
        "officer": officer.id,
        "account": officer.account_id,
        "last_day": given.last_day,
        "successor": given.successor,
    }
