"""Who may see and handle requests for co-operation."""

from collections.abc import Sequence

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cooperation.models import CooperationRequest

#: Who asks agencies for co-operation and answers them.
COOPERATION_KEEPERS = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK)
COOPERATION_READERS = (*COOPERATION_KEEPERS, Role.HEAD, Role.OFFICER)


def visible_requests(seat: Seat) -> QuerySet[CooperationRequest]:
    """Return the requests for co-operation of the authority, to those who handle them."""
    rows = narrowed(CooperationRequest.objects.all(), seat)
    return rows if seat.has(*COOPERATION_READERS) else rows.none()


def get_request(seat: Seat, public_id: str) -> CooperationRequest:
    """Return one request by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_requests(seat).select_related("dossier", "about", "reply__attachment")
    return get_visible(rows, seat, dossier__public_id=public_id)


def get_requests(seat: Seat, public_ids: Sequence[str]) -> list[CooperationRequest]:
    """Return many by the ids in their addresses, in that order; one unknown, and there is none."""
    rows = visible_requests(seat).select_related("dossier")
    found = {row.dossier.public_id: row for row in rows.filter(dossier__public_id__in=public_ids)}
    if not found.keys() >= set(public_ids):
        raise NotFoundError
    return [found[public_id] for public_id in public_ids]


def request_of_code(code: str) -> CooperationRequest | None:
    """Return the request that the code of the agency opens, to whoever holds the code."""
    wanted = code.upper().replace("-", "").strip()
    rows = CooperationRequest.objects.select_related("reply").filter(agency_code=wanted)
    return rows.defer("content", "data_key", "reply__content", "reply__data_key").first()
