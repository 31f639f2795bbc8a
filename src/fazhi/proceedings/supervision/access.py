"""Who may see and do what in supervision: querysets already narrowed to the seat.

Findings are for those who lead, review and keep files, for the supervision body, and for the
officer who is to explain one. A complaint about conduct is for the head, the clerks who receive
them, the supervision body and its examiner, and never for whoever is barred from it.
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.models import (
    BarredOfficer,
    Commendation,
    ConductComplaint,
    IncidentRecord,
    SourceAsked,
    SupervisionFinding,
    SupportItem,
)

#: Who assigns and closes findings.
HANDLERS = (Role.SQUAD_LEADER, Role.HEAD)
#: Who reads every finding, register and mechanism of the authority.
READERS = (*HANDLERS, Role.CASE_REVIEWER, Role.CLERK, Role.SUPERVISOR)
#: Who receives complaints about conduct and commendations.
CONDUCT_RECEIVERS = (Role.CLERK, Role.DISPATCHER, Role.HEAD)
#: Who reads complaints about conduct, unless barred from one.
CONDUCT_READERS = (Role.HEAD, Role.CLERK, Role.SUPERVISOR)
#: Who keeps the registers of incidents and of support.
KEEPERS = (Role.CLERK, Role.SQUAD_LEADER, Role.HEAD)


def visible_findings(seat: Seat) -> QuerySet[SupervisionFinding]:
    """Return the findings a person may see: all, or those an officer is to explain."""
    rows = narrowed(SupervisionFinding.objects.all(), seat)
    if seat.has(*READERS):
        return rows
    return rows.filter(officer__account=seat.account_id) if seat.account_id else rows.none()


def visible_conduct(seat: Seat) -> QuerySet[ConductComplaint]:
    """Return the complaints about conduct a person may see.

    Whoever is barred sees none, whatever his roles. One about the head of the office is seen by
    the supervision body alone: everybody else answers to him.
    """
    rows = narrowed(ConductComplaint.objects.all(), seat)
    if seat.account_id is None:
        return rows.none()
    barred = BarredOfficer.objects.filter(
        complaint=OuterRef("pk"), officer__account=seat.account_id
    )
    mine = Q(examiner__account=seat.account_id)
    if seat.has(Role.SUPERVISOR):
        mine |= Q(pk__isnull=False)
    elif seat.has(*CONDUCT_READERS):
        mine |= Q(is_about_head=False)
    return rows.filter(mine, ~Exists(barred))


def visible_commendations(seat: Seat) -> QuerySet[Commendation]:
    """Return the commendations of the authority, to its staff."""
    rows = narrowed(Commendation.objects.all(), seat)
    return rows if seat.account_id and not only_supervises(seat) else rows.none()


def visible_incidents(seat: Seat) -> QuerySet[IncidentRecord]:
    """Return the registered incidents, to those who lead, review, keep or supervise."""
    rows = narrowed(IncidentRecord.objects.all(), seat)
    return rows if seat.has(*READERS) else rows.none()


def visible_sources(seat: Seat) -> QuerySet[SourceAsked]:
    """Return the sources that were asked, to the same."""
    rows = narrowed(SourceAsked.objects.all(), seat)
    return rows if seat.has(*READERS) else rows.none()


def visible_support(seat: Seat) -> QuerySet[SupportItem]:
    """Return what the team needs and has, to its staff and to the supervision body."""
    rows = narrowed(SupportItem.objects.all(), seat)
    return rows if seat.account_id else rows.none()


def get_finding(seat: Seat, finding_id: UUID) -> SupervisionFinding:
    """Return one finding; unknown and not visible are answered alike."""
    rows = visible_findings(seat).select_related("dossier", "officer")
    return get_visible(rows, seat, pk=finding_id)


def get_conduct(seat: Seat, complaint_id: UUID) -> ConductComplaint:
    """Return one complaint about conduct; unknown and not visible are answered alike."""
    rows = visible_conduct(seat).select_related("officer", "group", "examiner")
    return get_visible(rows, seat, pk=complaint_id)


def get_incident(seat: Seat, incident_id: UUID) -> IncidentRecord:
    """Return one registered incident."""
    return get_visible(visible_incidents(seat), seat, pk=incident_id)


def is_examiner(seat: Seat, complaint: ConductComplaint) -> bool:
    """Tell whether this person examines the complaint."""
    examiner = complaint.examiner
    return bool(examiner and seat.account_id and examiner.account_id == seat.account_id)


def may_open_contact(seat: Seat, complaint: ConductComplaint) -> bool:
    """Tell whether this person may open how to reach the complainant."""
    return seat.has(Role.HEAD) or is_examiner(seat, complaint)


def may_explain(seat: Seat, finding: SupervisionFinding) -> bool:
    """Tell whether this person is to explain the finding."""
    officer = finding.officer
    return bool(officer and seat.account_id and officer.account_id == seat.account_id)


def only_supervises(seat: Seat) -> bool:
    """Tell whether the person is of the supervision body and nothing else here."""
    return seat.roles == {Role.SUPERVISOR}
