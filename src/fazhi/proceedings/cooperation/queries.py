"""Reads of co-operation used by more than one caller."""

import datetime as dt

from django.db.models import F, Q, QuerySet

from fazhi.kernel.access import Seat
from fazhi.proceedings.cooperation.access import visible_requests
from fazhi.proceedings.cooperation.choices import CooperationStatus
from fazhi.proceedings.cooperation.models import CooperationRequest


def listed_requests(seat: Seat) -> QuerySet[CooperationRequest]:
    """Return the visible requests with what a list shows: one statement."""
    rows = visible_requests(seat).select_related("dossier", "reply")
    return rows.defer("content", "data_key", "reply__content", "reply__data_key")


def late_requests(day: dt.date) -> Q:
    """Return the condition that the answer to a request came late, or on a day is overdue."""
    overdue = Q(status=CooperationStatus.OPEN, due_on__lt=day)
    return overdue | Q(reply__replied_on__gt=F("due_on"))
