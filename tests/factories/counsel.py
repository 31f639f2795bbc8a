"""Lawyers from outside, and their invitations to a case."""

import datetime as dt
import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.counsel.actions import invite_lawyers, register_lawyers
from fazhi.proceedings.counsel.inputs import InvitationInput, LawyerInput
from tests.factories.seats import AUTHORITY, FOR_GOOD, make_seat

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.counsel.models import Lawyer, LawyerInvitation

_serials = itertools.count(1)
WEEK = dt.timedelta(days=7)


def make_lawyer(authority: str = AUTHORITY, **changes: object) -> "Lawyer":
    """Return a lawyer who is registered, with his account."""
    serial = next(_serials)
    usual = LawyerInput(
        username=f"lawyer{serial}",
        name="宋清",
        firm="（演示）某某律师事务所",
        practice_number=f"practice-{serial}",
        since=dt.date(2020, 1, 1),
    )
    operator = make_seat(Role.OPERATOR, authority=authority)
    return register_lawyers(operator, [replace(usual, **changes)])[0]


def lawyer_seat(lawyer: "Lawyer") -> Seat:
    """Return the seat of a lawyer, who even has given a second factor."""
    return Seat(
        lawyer.authority,
        lawyer.account_id,
        lawyer.account.display_name,
        frozenset({Role.LAWYER}),
        FOR_GOOD,
    )


def invitation_input(case: "Case", lawyer: "Lawyer", **changes: object) -> InvitationInput:
    """Return an invitation for a week from today."""
    usual = InvitationInput(
        case_id=case.pk,
        lawyer_id=lawyer.pk,
        since=clock.today(),
        until=clock.today() + WEEK,
        reason="就法律适用提出意见",
        is_independent=True,
    )
    return replace(usual, **changes)


def make_invitation(
    seat: Seat, case: "Case", lawyer: "Lawyer", **changes: object
) -> "LawyerInvitation":
    """Return an invitation by somebody of the office."""
    return invite_lawyers(seat, [invitation_input(case, lawyer, **changes)])[0]
