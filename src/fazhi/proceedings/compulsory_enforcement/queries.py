"""Reads of compulsory enforcement used by more than one caller."""

import datetime as dt

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Receivable
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.compulsory_enforcement.access import visible_enforcements
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement

_SHOWN = (
    *("authority", "public_id", "number", "duty", "way", "status", "due_on"),
    *("opened_at", "closed_at", "case__number", "case__fine", "case__power__name"),
    *("case__party__authority", "case__party__data_key", "case__party__name"),
)
_SHOWN_OF_CASES = (
    *("authority", "number", "decided_at", "fine", "dossier__public_id", "power__name"),
    *("party__authority", "party__data_key", "party__name"),
)


def listed_enforcements(seat: Seat) -> QuerySet[CompulsoryEnforcement]:
    """Return the visible files with what a list shows: one statement."""
    rows = visible_enforcements(seat).select_related("case__power", "case__party")
    return rows.only(*_SHOWN)


def enforcements_of(seat: Seat, case: Case) -> tuple[CompulsoryEnforcement, ...]:
    """Return the visible files on one case, the newest first."""
    return tuple(visible_enforcements(seat).filter(case=case).order_by("-opened_at", "-id"))


def unenforced_fines(seat: Seat, day: dt.date) -> QuerySet[Case]:
    """Return the visible cases whose fine is overdue and on which no file was opened yet."""
    owed = Receivable.objects.filter(
        dossier_id=OuterRef("pk"), fine_paid_on__isnull=True, due_on__lt=day
    ).exclude(status=ReceivableStatus.CANCELLED)
    files = CompulsoryEnforcement.objects.filter(case=OuterRef("pk"), duty="money")
    rows = visible_cases(seat).filter(Exists(owed), ~Exists(files), decided_at__isnull=False)
    rows = rows.exclude(status=CaseStatus.RESCINDED).annotate(
        payable_until=Subquery(owed.values("due_on")[:1])
    )
    return rows.select_related("dossier", "power", "party").only(*_SHOWN_OF_CASES)
