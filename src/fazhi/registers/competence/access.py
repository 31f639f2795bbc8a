"""Who may see and change competence: the list is published, changes are the operator's."""

from uuid import UUID

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.registers.competence.models import (
    Claim,
    DiscretionBenchmark,
    DutyItem,
    IssueCategory,
    Power,
    PowerReview,
)

REGISTRARS = (Role.OPERATOR, Role.CLERK)
#: Who judges the items of a review round, and who signs its list.
JUDGES = (Role.SQUAD_LEADER, Role.CLERK)
SIGNERS = (Role.HEAD,)
#: Who reads the rounds: a draft list is nobody else's business until it is signed.
REVIEW_READERS = (*JUDGES, *SIGNERS, Role.CASE_REVIEWER, Role.OPERATOR)


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


def visible_reviews(seat: Seat) -> QuerySet[PowerReview]:
    """Return the review rounds of the authority, to those who work on them."""
    rows = narrowed(PowerReview.objects.all(), seat)
    return rows if seat.has(*REVIEW_READERS) else rows.none()


def get_review(seat: Seat, review_id: UUID) -> PowerReview:
    """Return one round; unknown and not visible are answered alike."""
    rows = visible_reviews(seat).select_related("signature", "adoption")
    return get_visible(rows, seat, pk=review_id)


def visible_duties(seat: Seat) -> QuerySet[DutyItem]:
    """Return the duty list of the authority of the seat; it is published."""
    return narrowed(DutyItem.objects.all(), seat)
