"""Who may see and handle leads and cases of platforms, and the office's own terms."""

from collections.abc import Sequence

from django.db.models import QuerySet

from fazhi.kernel.access import Seat, get_visible, narrowed
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.leads.choices import IntakeKind
from fazhi.proceedings.leads.models import Intake, ResponseTerm

#: Who reads what people said in them.
DESCRIPTION_READERS = (
    Role.OFFICER,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.HEAD,
    Role.CLERK,
)
#: Who opens the lists and the files; the dispatcher sees where and when, not what was said.
INTAKE_READERS = (*DESCRIPTION_READERS, Role.DISPATCHER)
#: Who enters what was sent to the house, or seen in the streets.
INTAKE_RECEIVERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK, Role.DISPATCHER)
#: Who answers: the task is given to the squad leader.
INTAKE_DECIDERS = (Role.SQUAD_LEADER,)
#: Who keeps what comes after the answer: receipts, results for the platform.
INTAKE_KEEPERS = (Role.SQUAD_LEADER, Role.CLERK)
#: Who keeps the office's own terms.
TERM_KEEPERS = (Role.OPERATOR,)

_SHOWN = ("dossier", "power", "grid", "issue__dossier", "answer__duplicate_of__dossier")


def visible_intakes(seat: Seat, kind: IntakeKind | None = None) -> QuerySet[Intake]:
    """Return the leads, the platform cases, or both, to those who handle them."""
    rows = narrowed(Intake.objects.all(), seat)
    if not seat.has(*INTAKE_READERS):
        return rows.none()
    return rows.filter(kind=kind) if kind else rows


def visible_response_terms(seat: Seat) -> QuerySet[ResponseTerm]:
    """Return the register of the office's own terms; everybody on the staff may read it."""
    return narrowed(ResponseTerm.objects.all(), seat)


def get_intake(seat: Seat, public_id: str, kind: IntakeKind | None = None) -> Intake:
    """Return one by the id in its address; NotFoundError when unknown, not visible, or no such."""
    rows = visible_intakes(seat, kind).select_related(*_SHOWN, "receipt", "result")
    return get_visible(rows.defer("grid__polygon"), seat, dossier__public_id=public_id)


def get_intakes(seat: Seat, public_ids: Sequence[str], kind: IntakeKind) -> list[Intake]:
    """Return many by the ids in their addresses, in that order; one unknown, and there is none."""
    rows = visible_intakes(seat, kind).select_related("dossier")
    found = {row.dossier.public_id: row for row in rows.filter(dossier__public_id__in=public_ids)}
    if not found.keys() >= set(public_ids):
        raise NotFoundError
    return [found[public_id] for public_id in public_ids]
