"""Who may see which case and referral: querysets already narrowed to the seat and its purpose."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.payments.models import Deferral
from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.models import (
    Case,
    ConfiscatedGoods,
    ParkingReferral,
    PenaltyComplaint,
    Persuasion,
    ReferralHandOver,
    Remedy,
    Stay,
)

#: Who supervises, reviews, decides or keeps every file of the authority.
WHOLE_AUTHORITY = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD, Role.CLERK)
#: Who reads every case: also the district's supervision body, which changes nothing.
CASE_READERS = (*WHOLE_AUTHORITY, Role.SUPERVISOR)
#: Who keeps the cash of fines until it is in the bank.
CASH_KEEPERS = (Role.CLERK, Role.SQUAD_LEADER)
#: Who records money of fines, and applications to pay later.
CASHIERS = (Role.CLERK, Role.OFFICER, Role.SQUAD_LEADER)
#: Who keeps the files of reconsiderations, suits and complaints.
REMEDY_KEEPERS = (Role.CASE_REVIEWER, Role.CLERK, Role.SQUAD_LEADER)
#: Who examines complaints about penalties.
COMPLAINT_EXAMINERS = (Role.CASE_REVIEWER, Role.HEAD, Role.SQUAD_LEADER)
#: Who keeps confiscated goods.
GOODS_KEEPERS = (Role.CLERK, Role.SQUAD_LEADER)
#: Who may open cases at all to work on them.
READERS = (*WHOLE_AUTHORITY, Role.OFFICER, Role.GRID_WORKER)
#: Who may read cases: those who work on them, and who supervises them.
FILE_READERS = (*READERS, Role.SUPERVISOR)
#: Rows that hang on a case, by name: all of them, and the way from them to the case.
_PARTS: "dict[str, tuple[QuerySet[Any], str]]" = {
    "remedy": (Remedy.objects.all(), "case"),
    "stay": (Stay.objects.all(), "remedy__case"),
    "deferral": (Deferral.objects.all(), "receivable__dossier__case"),
    "complaint": (PenaltyComplaint.objects.all(), "case"),
    "goods": (ConfiscatedGoods.objects.all(), "case"),
}


def visible_cases(seat: Seat) -> QuerySet[Case]:
    """Return the cases a person may see.

    Those who lead, review or keep files and the supervision body see those of the authority, an
    officer those in which he takes part, a grid worker those that came of his own issues; nobody
    else sees any.
    """
    rows = narrowed(Case.objects.all(), seat)
    if seat.has(*CASE_READERS):
        return rows
    mine = Q(pk__in=[])
    if seat.has(Role.OFFICER):
        mine |= Q(officers__officer__account=seat.person)
    if seat.has(Role.GRID_WORKER):
        mine |= Q(issue__finder_id=seat.account_id)
    return rows.filter(mine).distinct()


def visible_referrals(seat: Seat) -> QuerySet[ParkingReferral]:
    """Return the parking referrals a person may see: supervisors all, officers their own."""
    rows = narrowed(ParkingReferral.objects.all(), seat)
    if seat.has(*WHOLE_AUTHORITY):
        return rows
    if seat.has(Role.OFFICER):
        return rows.filter(officers__officer__account_id=seat.person)
    return rows.none()


def visible_hand_overs(seat: Seat) -> QuerySet[ReferralHandOver]:
    """Return the batches handed over, to those who keep the files."""
    rows = narrowed(ReferralHandOver.objects.all(), seat)
    return rows if seat.has(*WHOLE_AUTHORITY) else rows.none()


def visible_persuasions(seat: Seat) -> QuerySet[Persuasion]:
    """Return the persuasions of the authority; they name nobody."""
    rows = narrowed(Persuasion.objects.all(), seat)
    return rows if seat.has(*WHOLE_AUTHORITY, Role.OFFICER, Role.GRID_WORKER) else rows.none()


def get_case(seat: Seat, public_id: str) -> Case:
    """Return one case by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_cases(seat).select_related(
        "dossier", "power", "party", "grid", "issue__dossier", "intake__dossier",
        "decision__document", "filing",
    )  # fmt: skip
    rows = rows.defer("grid__polygon", "intake__description", "intake__data_key")
    return get_visible(rows, seat, dossier__public_id=public_id)


def visible_remedies(seat: Seat) -> QuerySet[Remedy]:
    """Return the reconsiderations and suits on the cases a person may see."""
    return narrowed(Remedy.objects.all(), seat).filter(case__in=visible_cases(seat))


def get_part(seat: Seat, public_id: str, part: str, key: UUID) -> Any:
    """Return a row that hangs on a visible case; NotFoundError when unknown or of another case."""
    rows, path = _PARTS[part]
    return get_visible(rows, seat, pk=key, **{path: get_case(seat, public_id)})


def get_referral(seat: Seat, public_id: str) -> ParkingReferral:
    """Return one referral by the id in its address; NotFoundError when unknown or not visible."""
    rows = visible_referrals(seat).select_related("dossier", "grid", "hand_over", "review")
    return get_visible(rows, seat, dossier__public_id=public_id)


def get_hand_over(seat: Seat, key: UUID) -> ReferralHandOver:
    """Return one batch by its identifier; NotFoundError when unknown or not visible."""
    return get_visible(visible_hand_overs(seat), seat, pk=key)


def visible_documents(seat: Seat) -> QuerySet[Document]:
    """Return the documents in the files of the cases that a person works on, with their parties.

    Who only supervises reads a decision on the page of its case: service shows addresses.
    """
    rows = narrowed(Document.objects.all(), seat).filter(dossier__case__in=visible_cases(seat))
    rows = rows if seat.has(*READERS) else rows.none()
    return rows.select_related("dossier__case__party")


def get_documents(seat: Seat, codes: Collection[str]) -> dict[str, Document]:
    """Return documents by check code; NotFoundError when one is unknown or not visible."""
    rows = visible_documents(seat).filter(check_code__in=codes)
    found = {row.check_code: row for row in rows}
    if found.keys() != set(codes):
        raise NotFoundError
    return found
