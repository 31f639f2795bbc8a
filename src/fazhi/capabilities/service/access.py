"""Who may see attempts of service: the staff of the authority, by dossier."""

from django.db.models import QuerySet

from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Dossier


def visible_attempts(seat: Seat) -> QuerySet[ServiceAttempt]:
    """Return the attempts that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return ServiceAttempt.objects.none()
    return ServiceAttempt.objects.filter(authority=seat.authority)


def attempts_of(seat: Seat, dossier: Dossier) -> QuerySet[ServiceAttempt]:
    """Return the attempts of a dossier in their order."""
    attempts = visible_attempts(seat).filter(dossier=dossier).select_related("document")
    return attempts.order_by("attempted_at", "id")
