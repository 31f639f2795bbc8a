"""Who may see and handle leads, platform cases and requests for co-operation."""

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.models import (
    CooperationRequest,
    Lead,
    PlatformCase,
    ResponseTerm,
)

#: Who opens the lists; what people said is shown to `DESCRIPTION_READERS` only.
LEAD_READERS = (
    Role.OFFICER,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.HEAD,
    Role.CLERK,
    Role.DISPATCHER,
)
DESCRIPTION_READERS = (
    Role.OFFICER,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.HEAD,
    Role.CLERK,
)
#: Who enters what was sent to the house, or seen in the streets.
LEAD_RECEIVERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK, Role.DISPATCHER)
#: Who answers: the task is given to the squad leader.
LEAD_DECIDERS = (Role.SQUAD_LEADER,)
#: Who keeps what comes after the answer: receipts, results for the platform.
LEAD_KEEPERS = (Role.SQUAD_LEADER, Role.CLERK)
#: Who asks agencies for co-operation and answers them.
COOPERATION_KEEPERS = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK)
COOPERATION_READERS = (*COOPERATION_KEEPERS, Role.HEAD, Role.OFFICER)
#: Who keeps the office's own terms.
TERM_KEEPERS = (Role.OPERATOR,)


def visible_leads(seat: Seat) -> QuerySet[Lead]:
    """Return the leads of the authority, to those who handle them."""
    rows = narrowed(Lead.objects.all(), seat)
    return rows if seat.has(*LEAD_READERS) else rows.none()


def visible_platform_cases(seat: Seat) -> QuerySet[PlatformCase]:
    """Return the cases that platforms assigned to the authority, to those who handle them."""
    rows = narrowed(PlatformCase.objects.all(), seat)
    return rows if seat.has(*LEAD_READERS) else rows.none()


def visible_cooperation_requests(seat: Seat) -> QuerySet[CooperationRequest]:
    """Return the requests for co-operation of the authority, to those who handle them."""
    rows = narrowed(CooperationRequest.objects.all(), seat)
    return rows if seat.has(*COOPERATION_READERS) else rows.none()


def visible_response_terms(seat: Seat) -> QuerySet[ResponseTerm]:
    """Return the register of the office's own terms; everybody on the staff may read it."""
    return narrowed(ResponseTerm.objects.all(), seat)


def get_lead(seat: Seat, public_id: str) -> Lead:
    """Return one lead by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_leads(seat).select_related(
        "dossier", "power", "grid", "answer", "issue__dossier"
    )
    return get_visible(rows.defer("grid__polygon"), seat, dossier__public_id=public_id)


def get_platform_case(seat: Seat, public_id: str) -> PlatformCase:
    """Return one platform case by the id in its address; NotFoundError as for leads."""
    rows = visible_platform_cases(seat)
    rows = rows.select_related("dossier", "power", "grid", "answer", "reply")
    return get_visible(rows.defer("grid__polygon"), seat, dossier__public_id=public_id)


def get_cooperation_request(seat: Seat, public_id: str) -> CooperationRequest:
    """Return one request by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_cooperation_requests(seat).select_related("dossier", "about")
    rows = rows.select_related("reply__attachment")
    return get_visible(rows, seat, dossier__public_id=public_id)


def request_of_code(code: str) -> CooperationRequest | None:
    """Return the request that the code of the agency opens, to whoever holds the code."""
    wanted = code.upper().replace("-", "").strip()
    rows = CooperationRequest.objects.select_related("reply").filter(agency_code=wanted)
    return rows.first()
