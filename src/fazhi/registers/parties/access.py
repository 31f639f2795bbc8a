"""Who may see parties: those who work on files of the authority; nobody searches them by name."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, narrowed
from fazhi.kernel.choices import Role
from fazhi.registers.parties.models import Party

READERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD, Role.CLERK)
WRITERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK)


def visible_parties(seat: Seat) -> QuerySet[Party]:
    """Return the parties that the seat may see."""
    parties = narrowed(Party.objects.all(), seat)
    return parties if seat.has(*READERS) else parties.none()
