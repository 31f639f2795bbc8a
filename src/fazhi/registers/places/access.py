"""Who may see and change places: shapes and names are public, changes are the operator's."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.registers.places.models import Area, Grid


def visible_grids(seat: Seat) -> QuerySet[Grid]:
    """Return the grids, of every day, of the authority of the seat."""
    return Grid.objects.filter(authority=seat.authority)


def visible_areas(seat: Seat) -> QuerySet[Area]:
    """Return the areas, of every day, of the authority of the seat."""
    return Area.objects.filter(authority=seat.authority)


def require_operator(seat: Seat) -> None:
    """Refuse whoever is not the operator of the authority."""
    seat.require(Role.OPERATOR)
