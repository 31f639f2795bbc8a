"""Who may see and change staff.

Names, posts and certificates of officers are published; absences and telephones are for those who
plan with them. Changes are the operator's and the clerk's, acting heads those of the head.
"""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, narrowed
from fazhi.kernel.choices import Role
from fazhi.registers.staff.models import Absence, Group, Officer, OfficerContact, Secondment

REGISTRARS = (Role.OPERATOR, Role.CLERK)
PLANNERS = (Role.OPERATOR, Role.CLERK, Role.SQUAD_LEADER, Role.HEAD, Role.DISPATCHER)
HEADS = (Role.HEAD, Role.OPERATOR)


def visible_officers(seat: Seat) -> QuerySet[Officer]:
    """Return the staff of the authority of the seat, of every day; names and posts are public."""
    return narrowed(Officer.objects.all(), seat)


def visible_groups(seat: Seat) -> QuerySet[Group]:
    """Return the groups of the authority of the seat, of every day."""
    return narrowed(Group.objects.all(), seat)


def visible_absences(seat: Seat) -> QuerySet[Absence]:
    """Return the absences that the seat may see: all for who plans, else one's own."""
    absences = narrowed(Absence.objects.all(), seat)
    if seat.has(*PLANNERS):
        return absences
    if seat.account_id is None:
        return absences.none()
    return absences.filter(officer__account_id=seat.account_id)


def visible_secondments(seat: Seat) -> QuerySet[Secondment]:
    """Return the secondments that the seat may see: those who plan see all, others none."""
    secondments = narrowed(Secondment.objects.all(), seat)
    return secondments if seat.has(*PLANNERS) else secondments.none()


def visible_contacts(seat: Seat) -> QuerySet[OfficerContact]:
    """Return how officers are reached, for who plans with them."""
    contacts = narrowed(OfficerContact.objects.all(), seat)
    return contacts if seat.has(*PLANNERS) else contacts.none()
