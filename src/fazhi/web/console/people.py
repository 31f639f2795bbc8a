"""The people and groups of the day, as a form offers them."""

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.registers.staff.queries import officers_on, staff_index

Choices = list[tuple[str, str]]


def officer_choices(seat: Seat) -> Choices:
    """Return everybody on the staff today, by name."""
    return [(str(each.pk), each.name) for each in officers_on(seat.authority, clock.today())]


def group_choices(seat: Seat) -> Choices:
    """Return the groups of today."""
    groups = staff_index(seat.authority, clock.today()).groups.values()
    return [(str(each.pk), each.name) for each in groups]
