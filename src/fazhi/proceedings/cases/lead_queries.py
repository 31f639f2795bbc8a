"""Reads of leads, platform cases and co-operation used by more than one caller."""

import datetime as dt

from django.db.models import F, Q, QuerySet

from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.lead_access import (
    visible_cooperation_requests,
    visible_leads,
    visible_platform_cases,
)
from fazhi.proceedings.cases.lead_choices import CooperationStatus, IntakeStatus
from fazhi.proceedings.cases.lead_terms import Term, starting_terms, terms_on
from fazhi.proceedings.cases.models import CooperationRequest, Lead, PlatformCase

__all__ = [
    "Term",
    "accepted_leads",
    "late_intake",
    "late_requests",
    "listed_leads",
    "listed_platform_cases",
    "listed_requests",
    "starting_terms",
    "terms_on",
]


def listed_leads(seat: Seat) -> QuerySet[Lead]:
    """Return the visible leads with what a list shows: one statement."""
    rows = visible_leads(seat).select_related("dossier", "power", "grid", "answer")
    return rows.defer("grid__polygon", "description", "data_key")


def listed_platform_cases(seat: Seat) -> QuerySet[PlatformCase]:
    """Return the visible platform cases with what a list shows: one statement."""
    rows = visible_platform_cases(seat).select_related("dossier", "power", "grid", "answer")
    return rows.defer("grid__polygon", "description", "data_key")


def listed_requests(seat: Seat) -> QuerySet[CooperationRequest]:
    """Return the visible requests with what a list shows: one statement."""
    rows = visible_cooperation_requests(seat).select_related("dossier", "reply")
    return rows.defer("content", "data_key", "reply__content", "reply__data_key")


def accepted_leads(seat: Seat) -> QuerySet[Lead]:
    """Return the leads from which a case may be filed; the filing takes the lead's id."""
    return visible_leads(seat).filter(status=IntakeStatus.ACCEPTED)


def late_intake(day: dt.date) -> Q:
    """Return the condition that an answer came late, or on a day is overdue."""
    overdue = Q(status=IntakeStatus.RECEIVED, due_on__lt=day)
    return overdue | Q(answer__answered_on__gt=F("due_on"))


def late_requests(day: dt.date) -> Q:
    """Return the condition that the answer to a request came late, or on a day is overdue."""
    overdue = Q(status=CooperationStatus.OPEN, due_on__lt=day)
    return overdue | Q(reply__replied_on__gt=F("due_on"))
