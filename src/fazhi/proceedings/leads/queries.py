"""Reads of leads and cases of platforms used by more than one caller."""

import datetime as dt

from django.db.models import F, Q, QuerySet

from fazhi.kernel.access import Seat
from fazhi.proceedings.leads.access import visible_intakes
from fazhi.proceedings.leads.choices import IntakeKind, IntakeStatus
from fazhi.proceedings.leads.models import Intake


def listed_intakes(seat: Seat, kind: IntakeKind) -> QuerySet[Intake]:
    """Return the visible ones with what a list shows, nothing that is sealed: one statement."""
    rows = visible_intakes(seat, kind).select_related("dossier", "power", "grid", "answer")
    return rows.defer(
        "grid__polygon", "description", "data_key", "answer__note", "answer__data_key"
    )


def accepted_intakes(seat: Seat, kind: IntakeKind) -> QuerySet[Intake]:
    """Return those out of which a case may be proposed; the proposal takes the id."""
    return visible_intakes(seat, kind).filter(status=IntakeStatus.ACCEPTED)


def late_intake(day: dt.date) -> Q:
    """Return the condition that an answer came late, or on a day is overdue."""
    overdue = Q(status=IntakeStatus.RECEIVED, due_on__lt=day)
    return overdue | Q(answer__answered_on__gt=F("due_on"))
