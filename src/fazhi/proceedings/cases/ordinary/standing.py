"""Where an ordinary case stands: its status, its next day, and who signs next."""

import datetime as dt
from dataclasses import dataclass

from fazhi.capabilities.payments.models import Receivable
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.law.case_acts import REVIEWS, OrdinaryFacts
from fazhi.law.jurisdiction import Law
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.law.rules.ordinary import decision_deadline
from fazhi.proceedings.cases.choices import CaseStatus

#: Who takes a step, by the word of the procedure.
ROLES_OF = {
    "officers": (Role.OFFICER, Role.SQUAD_LEADER),
    "squad_leader": (Role.SQUAD_LEADER,),
    "case_reviewer": (Role.CASE_REVIEWER,),
    "head": (Role.HEAD,),
    "hearing_chair": (Role.CASE_REVIEWER, Role.CLERK, Role.SQUAD_LEADER, Role.HEAD),
    "party": (Role.OFFICER, Role.SQUAD_LEADER, Role.CLERK),
}
_ENDS = ("withdrawal", "jurisdiction_transfer")


@dataclass(frozen=True, slots=True)
class Standing:
    """The label of a case, the day that comes next, and the step owed next."""

    status: CaseStatus
    due_on: dt.date | None
    next: Step | None


def standing_of(law: Law, facts: OrdinaryFacts, receivable: Receivable | None) -> Standing:
    """Return where a case stands by the acts on its file."""
    status = _status(facts)
    owed = next_step(facts, clock.today())
    return Standing(status, _due_on(law, facts, receivable, status), owed)


def next_step(facts: OrdinaryFacts, day: dt.date) -> Step | None:
    """Return the first step that the file owes, None when it owes nothing."""
    if "closure" in facts.file or any(end in facts.file for end in _ENDS):
        return None
    owed = ORDINARY.in_force(day).owed(facts.file.standing, facts)
    return owed[0] if owed else None


def _status(facts: OrdinaryFacts) -> CaseStatus:
    file = facts.file
    reached = (
        (CaseStatus.CLOSED, "closure" in file),
        (CaseStatus.ENDED, any(end in file for end in _ENDS)),
        (CaseStatus.PERFORMED, _is_performed(facts)),
        (CaseStatus.SERVED, "decision_service" in file),
        (CaseStatus.ISSUED, "decision" in file),
        (CaseStatus.APPROVED, "head_approval" in file),
        (CaseStatus.IN_REVIEW, any(level in file for level in REVIEWS)),
        (CaseStatus.NOTICED, "prior_notice" in file),
        (CaseStatus.INVESTIGATED, "case_filing" in file),
    )
    return next((status for status, holds in reached if holds), CaseStatus.PROPOSED)


def _is_performed(facts: OrdinaryFacts) -> bool:
    if "decision_service" not in facts.file:
        return False
    decision = facts.file.last("decision")
    is_fined = decision is not None and decision.amount("fine") > 0
    return "performance" in facts.file or not is_fined


def _due_on(
    law: Law, facts: OrdinaryFacts, receivable: Receivable | None, status: CaseStatus
) -> dt.date | None:
    if status in {CaseStatus.CLOSED, CaseStatus.ENDED, CaseStatus.PERFORMED}:
        return None
    if status is CaseStatus.SERVED:
        return receivable.due_on if receivable else None
    decision = facts.file.last("decision")
    if decision is not None:
        return law.deadline("PEN_SERVE").from_(decision.day).due_on
    deadline = decision_deadline(law, facts)
    return deadline.due_on if deadline else None
