"""Who may see which measure: querysets already narrowed to the seat."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure

#: Who supervises, reviews, decides or keeps every file of the authority.
WHOLE_AUTHORITY = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD, Role.CLERK)
#: Who may read measures: also the district's supervision body, which changes nothing.
READERS = (*WHOLE_AUTHORITY, Role.OFFICER, Role.SUPERVISOR)
#: Who takes a step at all.
STEP_TAKERS = (Role.HEAD, Role.OFFICER, Role.SQUAD_LEADER)
#: Who proposes a measure.
PROPOSERS = (Role.OFFICER, Role.SQUAD_LEADER)


def visible_measures(seat: Seat) -> QuerySet[CompulsoryMeasure]:
    """Return the measures a person may see: an officer those that he handles, leaders all."""
    rows = narrowed(CompulsoryMeasure.objects.all(), seat)
    if seat.has(*WHOLE_AUTHORITY, Role.SUPERVISOR):
        return rows
    if seat.has(Role.OFFICER):
        return rows.filter(officers__officer__account_id=seat.person)
    return rows.none()


def get_measure(seat: Seat, public_id: str) -> CompulsoryMeasure:
    """Return one measure by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_measures(seat).select_related("dossier", "case_dossier", "power", "party")
    return get_visible(rows, seat, dossier__public_id=public_id)
