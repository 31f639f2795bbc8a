"""Reads of what became of a decision: remedies, stays, deferrals, complaints, goods."""

from dataclasses import dataclass

from django.db.models import QuerySet

from fazhi.capabilities.payments.models import Deferral, Receivable
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.access import visible_remedies
from fazhi.proceedings.cases.models import (
    Case,
    ConfiscatedGoods,
    PenaltyComplaint,
    Remedy,
    Rescission,
)


@dataclass(frozen=True, slots=True)
class Execution:
    """What the page of a case shows of remedies and execution (救济与执行)."""

    remedies: tuple[Remedy, ...]
    deferrals: tuple[Deferral, ...]
    complaints: tuple[PenaltyComplaint, ...]
    goods: tuple[ConfiscatedGoods, ...]
    rescission: Rescission | None


def execution_of(case: Case, receivable: Receivable | None) -> Execution:
    """Return what became of the decision of a case the caller may see; in a few statements."""
    deferrals = Deferral.objects.filter(receivable=receivable).prefetch_related("instalments")
    return Execution(
        remedies=tuple(case.remedies.prefetch_related("stays").order_by("received_on", "id")),
        deferrals=tuple(deferrals.order_by("recorded_at", "id")) if receivable else (),
        complaints=tuple(case.complaints.order_by("received_on", "id")),
        goods=tuple(case.goods.order_by("id")),
        rescission=Rescission.objects.filter(case=case).first(),
    )


def listed_remedies(seat: Seat) -> QuerySet[Remedy]:
    """Return the visible reconsiderations and suits with what a list shows: one statement."""
    rows = visible_remedies(seat).select_related("case__dossier", "case__power", "case__party")
    return rows.defer("grounds", "case__power__basis", "case__power__penalty_kinds")
