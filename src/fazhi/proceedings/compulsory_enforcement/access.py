"""Who may see which file of enforcement: those of the cases that a person may see."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement


def visible_enforcements(seat: Seat) -> QuerySet[CompulsoryEnforcement]:
    """Return the files of enforcement on the cases that a person may see."""
    rows = narrowed(CompulsoryEnforcement.objects.all(), seat)
    return rows.filter(case__in=visible_cases(seat))


def get_enforcement(seat: Seat, public_id: str) -> CompulsoryEnforcement:
    """Return one file by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_enforcements(seat).select_related(
        "case__dossier", "case__power", "case__party", "case__decision__document"
    )
    return get_visible(rows, seat, public_id=public_id)
