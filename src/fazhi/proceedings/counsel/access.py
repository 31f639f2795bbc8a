"""Who may invite, and what a lawyer is shown: one's own cases, while the invitation runs."""

import datetime as dt
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat, entrusted, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.counsel.models import Advice, Lawyer, LawyerInvitation, LawyerLook

#: Who invites a lawyer to a case, and takes the invitation back.
INVITERS = (Role.CASE_REVIEWER, Role.HEAD, Role.CLERK)
#: Who reads what lawyers advise: whoever works on the case.
READERS = (*INVITERS, Role.SQUAD_LEADER, Role.OFFICER)
#: Who sees which lawyers are registered.
REGISTER_READERS = (Role.OPERATOR, Role.SQUAD_LEADER, *INVITERS)
#: Cases that are over: an invitation to one has lapsed.
ENDED = (CaseStatus.CLOSED, CaseStatus.ENDED, CaseStatus.RESCINDED)


def entrusted_invitations(seat: Seat, day: dt.date) -> QuerySet[LawyerInvitation]:
    """Return a lawyer's invitations in force on the day, to cases that are open; nobody else's."""
    rows = entrusted(LawyerInvitation.objects.all(), seat)
    if not seat.has(Role.LAWYER):
        return rows.none()
    rows = rows.filter(lawyer__account_id=seat.person, lawyer__account__is_active=True)
    rows = rows.filter(since__lte=day, until__gte=day, revoked_at=None)
    return rows.exclude(case__status__in=ENDED)


def entrusted_invitation(seat: Seat, public_id: str) -> LawyerInvitation:
    """Return a lawyer's invitation to a case; any other case is answered as if there were none."""
    rows = entrusted_invitations(seat, clock.today()).select_related(
        "case__dossier", "case__power", "case__party", "lawyer__account"
    )
    invitation = rows.filter(case__dossier__public_id=public_id).first()
    if invitation is None:
        raise NotFoundError(_("没有这一记录，或者您不能查看。"))
    return invitation


def visible_lawyers(seat: Seat) -> QuerySet[Lawyer]:
    """Return the lawyers who are registered, to those who invite them."""
    rows = narrowed(Lawyer.objects.all(), seat).select_related("account")
    return rows if seat.has(*REGISTER_READERS) else rows.none()


def visible_invitations(seat: Seat) -> QuerySet[LawyerInvitation]:
    """Return the invitations to the cases that a person of the office works on."""
    rows = narrowed(LawyerInvitation.objects.all(), seat)
    rows = rows if seat.has(*READERS) else rows.none()
    return rows.filter(case__in=visible_cases(seat)).select_related("lawyer__account", "invited_by")


def visible_looks(seat: Seat) -> QuerySet[LawyerLook]:
    """Return the looks at the cases that a person of the office works on."""
    return LawyerLook.objects.filter(invitation__in=visible_invitations(seat))


def visible_advice(seat: Seat) -> QuerySet[Advice]:
    """Return the advice on the cases that a person of the office works on."""
    return Advice.objects.filter(invitation__in=visible_invitations(seat))


def get_invitation(seat: Seat, key: UUID) -> LawyerInvitation:
    """Return one invitation; NotFoundError when unknown or not visible."""
    rows = visible_invitations(seat).select_related("case__dossier")
    return get_visible(rows, seat, pk=key)
