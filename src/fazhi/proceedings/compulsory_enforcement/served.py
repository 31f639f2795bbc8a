"""What the service of a paper means for an enforcement: the next step is open, its clock runs."""

from collections.abc import Sequence

from fazhi.capabilities.service.followers import follows_service
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from fazhi.proceedings.compulsory_enforcement.tasks import move_on


@follows_service
def follow(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None:
    """Move on the files whose papers were served."""
    papers = [each.document_id for each in attempts]
    files = CompulsoryEnforcement.objects.filter(
        steps__document_id__in=papers, closed_at__isnull=True
    ).select_related("case__dossier", "case__power", "case__party", "case__decision__document")
    for enforcement in files.distinct().order_by("pk"):
        move_on(seat, enforcement, "")
