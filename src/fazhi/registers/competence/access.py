"""Who may see and change competence: the list is published, changes are the operator's."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, narrowed
from fazhi.kernel.choices import Role
from fazhi.registers.competence.models import (
    Claim,
    DiscretionBenchmark,
    DutyItem,
    IssueCategory,
    Power,
)

REGISTRARS = (Role.OPERATOR, Role.CLERK)


def visible_powers(seat: Seat) -> QuerySet[Power]:
    """Return all versions of the powers of the authority of the seat; they are published."""
    return narrowed(Power.objects.all(), seat)


def visible_claims(seat: Seat) -> QuerySet[Claim]:
    """Return the claims of the authority of the seat; they are published."""
    return narrowed(Claim.objects.all(), seat)


def visible_benchmarks(seat: Seat) -> QuerySet[DiscretionBenchmark]:
    """Return all versions of the benchmarks of the authority of the seat; they are published."""
    return narrowed(DiscretionBenchmark.objects.all(), seat)


def visible_categories(seat: Seat) -> QuerySet[IssueCategory]:
    """Return the categories of issues of the authority of the seat."""
    return narrowed(IssueCategory.objects.all(), seat)


def visible_duties(seat: Seat) -> QuerySet[DutyItem]:
    """Return the duty list of the authority of the seat; it is published."""
    return narrowed(DutyItem.objects.all(), seat)
