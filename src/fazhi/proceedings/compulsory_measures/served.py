"""What the service of a paper means for a measure: told, an extension and a testing count."""

from collections.abc import Sequence

from fazhi.capabilities.service.followers import follows_service
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel.access import Seat
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure
from fazhi.proceedings.compulsory_measures.movement import move_on


@follows_service
def follow(seat: Seat, attempts: Sequence[ServiceAttempt]) -> None:
    """Look at the measures of which a paper was served anew: a term may have moved."""
    papers = [each.document_id for each in attempts]
    measures = CompulsoryMeasure.objects.filter(steps__documents__in=papers)
    measures = measures.select_related("dossier", "case_dossier", "power", "party")
    for measure in measures.distinct().order_by("pk"):
        move_on(seat, measure)
