"""Who may see and decide what is published; and what everybody may read."""

import datetime as dt

from django.db.models import Q, QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.models import CreditRepair, Publication

#: Who looks at copies and decides whether they are published.
PUBLISHERS = (Role.CASE_REVIEWER, Role.CLERK, Role.HEAD)
#: Who may see how far publication has come.
READERS = (*PUBLISHERS, Role.SQUAD_LEADER)


def visible_publications(seat: Seat) -> QuerySet[Publication]:
    """Return the publications a person may see."""
    rows = narrowed(Publication.objects.all(), seat)
    return rows if seat.has(*READERS) else rows.none()


def get_publication(seat: Seat, code: str) -> Publication:
    """Return one publication by the code in its address; NotFoundError when not visible."""
    rows = visible_publications(seat).select_related("document", "dossier", "task")
    return get_visible(rows, seat, code=code)


def visible_repairs(seat: Seat) -> QuerySet[CreditRepair]:
    """Return the applications for credit repair a person may decide."""
    rows = narrowed(CreditRepair.objects.all(), seat)
    return rows if seat.has(*PUBLISHERS) else rows.none()


def shown_on(day: dt.date) -> Q:
    """Return the condition that the public may read a copy on a day."""
    lasting = Q(until__isnull=True) | Q(until__gte=day)
    return Q(lasting, state=PublicationState.PUBLISHED, fallen_on__isnull=True)


def public_decisions(authority: str, day: dt.date) -> QuerySet[Publication]:
    """Return the decisions that everybody may read on a day."""
    return Publication.objects.filter(shown_on(day), authority=authority)


def public_withdrawals(authority: str) -> QuerySet[Publication]:
    """Return the decisions of which everybody may read that, and why, they were withdrawn."""
    state = PublicationState.WITHDRAWN
    return Publication.objects.filter(authority=authority, state=state, published_on__isnull=False)
