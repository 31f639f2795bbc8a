"""How far a case has come in its procedure (程序), step by step, as the law stood on its day."""

from dataclasses import dataclass

from fazhi.law.facts import PenaltyFacts, PenaltyKind, PowerFacts
from fazhi.law.procedure import Step
from fazhi.law.procedures.penalty_summary import SUMMARY
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.models import Case
from fazhi.registers.competence.facts import power_facts

#: By which states of a case a step that follows the decision is done; the others come before it.
_DONE_BY = {
    "report_for_record": {CaseStatus.FILED, CaseStatus.PERFORMED, CaseStatus.CLOSED},
    "performance": {CaseStatus.PERFORMED, CaseStatus.CLOSED},
    "closure": {CaseStatus.CLOSED},
}


@dataclass(frozen=True, slots=True)
class StepTaken:
    """A step of the law, and whether this case has taken it."""

    step: Step
    is_done: bool


@dataclass(frozen=True, slots=True)
class _Known:
    """What the steps ask of a case that is decided."""

    power: PowerFacts
    penalty: PenaltyFacts


def steps_of(case: Case) -> tuple[StepTaken, ...]:
    """Return the steps that the law of the day of decision asks of a case, in their order."""
    known = _Known(
        power=power_facts(case.power, None),
        penalty=PenaltyFacts(kinds=frozenset(PenaltyKind(kind) for kind in case.decision.kinds)),
    )
    procedure = SUMMARY.in_force(case.decided_on)
    return tuple(
        StepTaken(step, is_done=case.status in _DONE_BY.get(step.name, {case.status}))
        for step in procedure.steps
        if step.is_needed(known)
    )
