"""Who may see and record service: the staff of the authority, by dossier."""

from django.db.models import QuerySet

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat, get_visible, lock_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier

#: Who serves documents and keeps what proves it.
SERVERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK)


def visible_attempts(seat: Seat) -> QuerySet[ServiceAttempt]:
    """Return the attempts that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return ServiceAttempt.objects.none()
    return ServiceAttempt.objects.filter(authority=seat.authority)


def attempts_of(seat: Seat, dossier: Dossier) -> QuerySet[ServiceAttempt]:
    """Return the attempts of a dossier in their order."""
    attempts = visible_attempts(seat).filter(dossier=dossier).select_related("document")
    return attempts.order_by("attempted_at", "id")


def get_document(seat: Seat, code: str) -> Document:
    """Return a document of the authority by its check code; NotFoundError when there is none."""
    rows = narrowed(Document.objects.select_related("dossier"), seat)
    return get_visible(rows, seat, check_code=code)


def lock_attempt(seat: Seat, attempt: ServiceAttempt) -> ServiceAttempt:
    """Return an attempt of the authority, locked until the transaction ends."""
    rows = visible_attempts(seat).select_related("document", "dossier", "announcement")
    return lock_visible(rows, seat, pk=attempt.pk)
