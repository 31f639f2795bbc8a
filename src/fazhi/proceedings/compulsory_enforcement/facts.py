"""Rows into facts of the law: the only place where the two meet.

A file of enforcement is read as the law reads it (`law_file`), and as the examiner reads a whole
file, in the words of its timeline (`timeline_acts`).
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Deferral, Receivable
from fazhi.capabilities.payments.queries import late_fine, outstanding
from fazhi.capabilities.service.choices import ServiceMode
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel import clock
from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_facts import RemedyState
from fazhi.law.enforcement_file import EnforcedDuty, EnforcementFile, EnforcementWay
from fazhi.law.particulars import read_back
from fazhi.law.rules.reconsideration import review_comes_first
from fazhi.law.timeline_acts import follow_ups
from fazhi.proceedings.cases.choices import CaseProcedure, RemedyOutcome
from fazhi.proceedings.cases.facts import procedure_kind
from fazhi.proceedings.cases.models import Case, Remedy
from fazhi.proceedings.compulsory_enforcement.choices import (
    CHANGE_OF_WAY,
    CLOSURE,
    OPENING,
    SERVICE_OF,
)
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement, EnforcementStep

_ZERO = Decimal(0)
_ONE_DAY = dt.timedelta(days=1)
_OF_THE_FILE = frozenset({OPENING, CHANGE_OF_WAY, CLOSURE})
_UPHELD = {
    RemedyOutcome.DISMISSED, RemedyOutcome.UPHELD, RemedyOutcome.WITHDRAWN, RemedyOutcome.SETTLED,
}  # fmt: skip


@dataclass(frozen=True)
class EnforcementRows:
    """The rows of one file, read in a few statements whatever its age."""

    enforcement: CompulsoryEnforcement
    case: Case
    steps: tuple[EnforcementStep, ...]
    services: Mapping[object, ServiceAttempt]
    tried: frozenset[object]
    receivable: Receivable | None
    remedies: tuple[Remedy, ...]
    deferred_until: dt.date | None

    @classmethod
    def of(cls, enforcement: CompulsoryEnforcement) -> "EnforcementRows":
        """Read the rows of a file."""
        case = enforcement.case
        steps = tuple(
            EnforcementStep.objects.filter(enforcement=enforcement)
            .select_related("document")
            .prefetch_related("officers__officer")
            .order_by("happened_at", "recorded_at", "id")
        )
        papers = {step.document_id for step in steps if step.document_id}
        attempts = list(
            ServiceAttempt.objects.filter(
                document_id__in=[*papers, case.decision.document_id]
            ).order_by("attempted_at", "id")
        )
        receivable = (
            Receivable.objects.filter(dossier_id=case.pk).prefetch_related("pauses").first()
        )
        approved = Deferral.objects.filter(receivable=receivable, is_approved=True)
        return cls(
            enforcement=enforcement,
            case=case,
            steps=steps,
            services={each.document_id: each for each in attempts if each.effective_on},
            tried=frozenset(each.document_id for each in attempts if not each.effective_on),
            receivable=receivable,
            remedies=tuple(case.remedies.prefetch_related("stays").order_by("received_on", "id")),
            deferred_until=approved.order_by("-until").values_list("until", flat=True).first()
            if receivable
            else None,
        )

    @cached_property
    def opening(self) -> Mapping[str, object]:
        """What the opening of the file says: the obligation, its last day, a power of its own."""
        first = next((step for step in self.steps if step.step == OPENING), None)
        return read_back(first.said) if first else {}

    @cached_property
    def acts(self) -> tuple[CaseAct, ...]:
        """The acts on file in the order of time, the services among them."""
        found = [*self._taken(), *self._served()]
        return tuple(sorted(found, key=lambda act: act.at))

    @property
    def decision_served_on(self) -> dt.date:
        """The day on which the decision counts as served; on the spot it is that of the decision.

        While nobody knows it, the day of the decision: then no window is shown too late.
        """
        served = self.services.get(self.case.decision.document_id)
        return (served.effective_on if served else None) or self.case.decided_on

    @property
    def is_served(self) -> bool:
        """Tell whether the decision reached the party."""
        on_the_spot = self.case.procedure == CaseProcedure.SUMMARY
        return on_the_spot or self.case.decision.document_id in self.services

    def law_file(self, day: dt.date) -> EnforcementFile:
        """Return the file as the law is asked about it on a day."""
        row, owed = self.enforcement, self.receivable
        late = late_fine(owed, day).amount if owed else _ZERO
        is_money = row.duty == EnforcedDuty.MONEY
        is_paid = owed is not None and owed.status == ReceivableStatus.PAID
        performed = any(act.step == "performance" for act in self.acts)
        return EnforcementFile(
            way=EnforcementWay(row.way),
            duty=EnforcedDuty(row.duty),
            decision_served_on=self.decision_served_on,
            acts=self.acts,
            performance_due_on=self._performance_due_on(is_money=is_money),
            has_own_power=bool(self.opening.get("own_power_basis")),
            review_first=review_comes_first(procedure_kind(self.case), day=self.case.decided_on),
            remedy=self._remedy(),
            is_stayed=any(
                stay.holds_on(day) for remedy in self.remedies for stay in remedy.stays.all()
            ),
            instalments_end_on=self.deferred_until,
            is_performed=is_paid if is_money else performed,
            is_fine_paid=owed is not None and owed.fine_paid_on is not None,
            fine=owed.amount if owed and is_money else _ZERO,
            late_fine=late if is_money else _ZERO,
            late_fine_since=owed.due_on + _ONE_DAY if owed and is_money and late else None,
            paid=owed.fine_paid + owed.late_fine_paid if owed else _ZERO,
        )

    def timeline_acts(self) -> tuple[CaseAct, ...]:
        """Return the acts in the words of the examiner's timeline, what it does not tell left out.

        A paper that was issued states everything it must: the room of documents refuses it else.
        """
        forms = follow_ups()
        found = []
        for act in self.acts:
            form = forms.get(act.step)
            if form is not None:
                said = {key: value for key, value in act.says.items() if key in form.known}
                assured = {
                    "is_document_complete": True,
                    "remedies_told": True,
                    "has_own_power": bool(self.opening.get("own_power_basis")),
                }
                known = {key: value for key, value in assured.items() if key in form.known}
                found.append(CaseAct(act.step, act.at, act.officers, act.by, {**known, **said}))
        return tuple(found)

    def _performance_due_on(self, *, is_money: bool) -> dt.date | None:
        if is_money:
            return self.receivable.due_on if self.receivable else None
        said = self.opening.get("performance_due_on")
        return said if isinstance(said, dt.date) else None

    def _remedy(self) -> RemedyState:
        if not self.remedies:
            return RemedyState.UNUSED
        if any(remedy.ended_on is None for remedy in self.remedies):
            return RemedyState.PENDING
        is_upheld = self.remedies[-1].outcome in _UPHELD
        return RemedyState.UPHELD if is_upheld else RemedyState.OVERTURNED

    def _taken(self) -> Iterator[CaseAct]:
        for step in self.steps:
            if step.step not in _OF_THE_FILE:
                said = read_back(step.said)
                yield CaseAct(step.step, clock.local(step.happened_at), by=step.signer, says=said)

    def _served(self) -> Iterator[CaseAct]:
        """Yield the services of the papers of this file, as the room of service recorded them."""
        for step in self.steps:
            attempt = self.services.get(step.document_id) if step.document_id else None
            if step.step in SERVICE_OF and attempt is not None:
                yield CaseAct(
                    SERVICE_OF[step.step],
                    max(clock.local(attempt.attempted_at), clock.local(step.happened_at)),
                    says={
                        "mode": attempt.mode,
                        "effective_on": attempt.effective_on,
                        "is_direct": attempt.mode == ServiceMode.PERSONAL,
                        "direct_was_impossible": attempt.mode == ServiceMode.LEAVING
                        or step.document_id in self.tried,
                    },
                )


def outstanding_on(rows: EnforcementRows, day: dt.date) -> tuple[Decimal, Decimal]:
    """Return what is still owed of fine and late fine on a day."""
    if rows.receivable is None:
        return _ZERO, _ZERO
    rest = outstanding(rows.receivable, day)
    return rest.fine, rest.late_fine


__all__ = ["EnforcementRows", "outstanding_on"]
