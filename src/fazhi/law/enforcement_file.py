"""A file of compulsory enforcement (强制执行案卷): the decision not performed, and its acts.

The gates (`fazhi.law.rules.enforcement_gates`) and the windows (`fazhi.law.enforcement_windows`)
read nothing else. What stands in other rooms, service and payment among it, comes as acts or as
facts of the file.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property
from typing import Final

from fazhi.law.answer import Text
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_facts import RemedyState
from fazhi.law.facts import ZERO
from fazhi.law.procedure import Procedure
from fazhi.law.procedures.compulsory_enforcement import (
    COMPULSORY_ENFORCEMENT,
    DEMOLITION,
    SUBSTITUTE_PERFORMANCE,
)
from fazhi.law.procedures.court_application import COURT_APPLICATION
from fazhi.law.procedures.enforcement_course import ENFORCEMENT_COURSE


class EnforcedDuty(StrEnum):
    """What the decision asks of the party (义务种类)."""

    MONEY = "money"
    CLEARING = "clearing"
    DEMOLITION = "demolition"
    OTHER = "other"


class EnforcementWay(StrEnum):
    """Which procedure the enforcement follows (执行途径)."""

    COURT_APPLICATION = "court_application"
    COMPULSORY_ENFORCEMENT = "compulsory_enforcement"
    SUBSTITUTE_PERFORMANCE = "substitute_performance"
    DEMOLITION = "demolition"


#: The ways that are open for a duty, the usual one first: a sub-district asks the court.
WAYS: Mapping[EnforcedDuty, tuple[EnforcementWay, ...]] = {
    EnforcedDuty.MONEY: (
        EnforcementWay.COURT_APPLICATION,
        EnforcementWay.COMPULSORY_ENFORCEMENT,
    ),
    EnforcedDuty.CLEARING: (
        EnforcementWay.SUBSTITUTE_PERFORMANCE,
        EnforcementWay.COURT_APPLICATION,
        EnforcementWay.COMPULSORY_ENFORCEMENT,
    ),
    EnforcedDuty.DEMOLITION: (EnforcementWay.DEMOLITION, EnforcementWay.COURT_APPLICATION),
    EnforcedDuty.OTHER: (
        EnforcementWay.COURT_APPLICATION,
        EnforcementWay.COMPULSORY_ENFORCEMENT,
    ),
}
WAY_LABELS: Mapping[EnforcementWay, Text] = {
    EnforcementWay.COURT_APPLICATION: Text("申请人民法院强制执行", "Application to the court"),
    EnforcementWay.COMPULSORY_ENFORCEMENT: Text("本机关强制执行", "Enforcement of its own"),
    EnforcementWay.SUBSTITUTE_PERFORMANCE: Text("代履行", "Substitute performance"),
    EnforcementWay.DEMOLITION: Text("强制拆除", "Forced demolition"),
}

_PROCEDURES: Mapping[EnforcementWay, Procedure] = {
    EnforcementWay.COURT_APPLICATION: COURT_APPLICATION,
    EnforcementWay.COMPULSORY_ENFORCEMENT: COMPULSORY_ENFORCEMENT,
    EnforcementWay.SUBSTITUTE_PERFORMANCE: SUBSTITUTE_PERFORMANCE,
    EnforcementWay.DEMOLITION: DEMOLITION,
}
#: The steps of any way that are signed for the authority.
SIGNED_STEPS: Final = ENFORCEMENT_COURSE.signed_steps.union(
    *(procedure.signed_steps for procedure in _PROCEDURES.values())
)
#: What a step, taken again, makes owed anew.
_RESETS: Mapping[str, tuple[str, ...]] = {
    "demand": (
        "service_of_demand",
        "statement_and_defence",
        "enforcement_decision",
        "service",
        "substitute_performance_decision",
        "renewed_demand",
    ),
    "enforcement_decision": ("service",),
    "substitute_performance_decision": ("service_of_substitute_decision", "renewed_demand"),
    "renewed_demand": ("service_of_renewed_demand",),
    "announcement": ("notice_to_attend", "inventory"),
    "suspension": ("resumption",),
    "resumption": ("suspension",),
    "enforcement_agreement": ("agreement_performance", "agreement_breach"),
    "agreement_breach": ("enforcement_agreement",),
    "court_enforcement_application": ("court_acceptance", "court_refusal", "court_ruling"),
    "court_acceptance": ("court_refusal",),
}


@dataclass(frozen=True)
class EnforcementFile:
    """A decision under enforcement (强制执行案卷), as the law is asked about it.

    `performance_due_on` is the last day that the decision itself gave. `decision_served_on` is the
    day of its service. `late_fine_since` is the first day of the late fine, None where none runs;
    `paid` is what was paid of fine and late fine.
    """

    way: EnforcementWay
    duty: EnforcedDuty
    decision_served_on: dt.date
    acts: tuple[CaseAct, ...] = ()
    performance_due_on: dt.date | None = None
    has_own_power: bool = False
    review_first: bool = False
    remedies_told: bool = True
    remedy: RemedyState = RemedyState.UNUSED
    is_stayed: bool = False
    instalments_end_on: dt.date | None = None
    is_performed: bool = False
    is_fine_paid: bool = False
    fine: Decimal = ZERO
    late_fine: Decimal = ZERO
    late_fine_since: dt.date | None = None
    paid: Decimal = ZERO

    @cached_property
    def standing(self) -> Mapping[str, CaseAct]:
        """The acts that stand: of a step taken again the last one, without what it undid."""
        standing: dict[str, CaseAct] = {}
        for act in self.acts:
            for undone in _RESETS.get(act.step, ()):
                standing.pop(undone, None)
            standing[act.step] = act
        return standing

    @property
    def ended_by(self) -> CaseAct | None:
        """The act that ended the enforcement for good."""
        return self.standing.get("termination")

    @property
    def is_agreed(self) -> bool:
        """Tell whether an agreement holds that was neither broken nor performed."""
        return "enforcement_agreement" in self.standing and not {
            "agreement_performance", "agreement_breach"
        } & self.standing.keys()  # fmt: skip

    def served_on(self, step: str) -> dt.date | None:
        """Return the day on which the paper of a service counts as served."""
        act = self.standing.get(step)
        return (act.date("effective_on") or act.day) if act else None

    def procedure(self, day: dt.date) -> Procedure:
        """Return the steps of the way as the law stood on a day, then those of any course."""
        own = _PROCEDURES[self.way]
        named = {step.name for step in own.steps}
        others = tuple(step for step in ENFORCEMENT_COURSE.steps if step.name not in named)
        if self.way is not EnforcementWay.COURT_APPLICATION:
            others = tuple(step for step in others if not step.name.startswith("court_"))
        if self.duty is EnforcedDuty.MONEY:  # what was paid stands in the room of payments
            others = tuple(step for step in others if step.name != "performance")
        if self.way is EnforcementWay.DEMOLITION:
            others = tuple(step for step in others if step.name != "statement_and_defence")
        return Procedure(own.name, (*own.steps, *others)).in_force(day)

    def is_of_the_way(self, step: str) -> bool:
        """Tell whether a step belongs to the order of the way itself."""
        return any(each.name == step for each in _PROCEDURES[self.way].steps)
