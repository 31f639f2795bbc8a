"""Who may see exhibits: the staff of the authority, by dossier."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Dossier


def visible_exhibits(seat: Seat) -> QuerySet[Exhibit]:
    """Return the exhibits that a person may see; a citizen sees none."""
    if seat.account_id is None:
        return Exhibit.objects.none()
    return Exhibit.objects.filter(authority=seat.authority)


def exhibits_seen(seat: Seat, dossier: Dossier) -> QuerySet[Exhibit]:
    """Return the exhibits of a dossier in the order in which they were taken."""
    exhibits = visible_exhibits(seat).filter(dossier=dossier).select_related("attachment")
    return exhibits.order_by("captured_at", "id")


def exhibit_for(seat: Seat, exhibit_id: UUID) -> Exhibit:
    """Return one exhibit; an unknown one and one of another authority are answered alike."""
    exhibit = visible_exhibits(seat).select_related("attachment").filter(pk=exhibit_id).first()
    if exhibit is None:
        raise NotFoundError(_("没有这件证据。"))
    return exhibit
