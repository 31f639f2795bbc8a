"""The file of a measure as the law reads it: rows of this and other rooms into acts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from fazhi.capabilities.documents.choices import DocumentStatus, Template
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel import clock
from fazhi.law.case_acts import CaseAct
from fazhi.law.compulsion_facts import LiftingReason
from fazhi.law.compulsion_facts import MeasureKind as KindOfLaw
from fazhi.law.facts import PenaltyKind
from fazhi.law.measure_file import MeasureFile
from fazhi.law.particulars import read_back
from fazhi.proceedings.compulsory_measures.facts import (
    basis_facts,
    basis_of,
    derived,
    held_power,
    item_facts,
    officer_facts,
    timeline_acts,
)
from fazhi.proceedings.compulsory_measures.models import (
    CompulsoryMeasure,
    MeasureItem,
    MeasureStep,
)
from fazhi.registers.competence.models import Claim

#: The decisions of a case, and whether each may leave anything to hold.
DECISIONS = (
    Template.PENALTY_DECISION,
    Template.NO_PENALTY_DECISION,
    Template.NOT_ESTABLISHED_DECISION,
)
_GONE = (DocumentStatus.VOID, DocumentStatus.WITHDRAWN)


@dataclass(frozen=True)
class MeasureRows:
    """The rows of one measure, read in a few statements whatever its age."""

    measure: CompulsoryMeasure
    steps: tuple[MeasureStep, ...]
    items: tuple[MeasureItem, ...]
    services: Mapping[object, ServiceAttempt]
    claims: tuple[Claim, ...]
    decisions: tuple[Document, ...]

    @classmethod
    def of(cls, measure: CompulsoryMeasure) -> "MeasureRows":
        """Read the rows of a measure."""
        steps = tuple(
            MeasureStep.objects.filter(measure=measure)
            .prefetch_related("officers__officer", "documents")
            .order_by("happened_at", "recorded_at", "id")
        )
        papers = [document.pk for step in steps for document in step.documents.all()]
        served = ServiceAttempt.objects.filter(document_id__in=papers, effective_on__isnull=False)
        decisions = Document.objects.filter(
            dossier_id=measure.case_dossier_id, template__in=DECISIONS
        ).exclude(status__in=_GONE)
        return cls(
            measure=measure,
            steps=steps,
            items=tuple(MeasureItem.objects.filter(measure=measure).order_by("number")),
            services={each.document_id: each for each in served.order_by("attempted_at")},
            claims=tuple(Claim.objects.filter(power_id=measure.power_id).order_by("since", "id")),
            decisions=tuple(decisions.order_by("issued_at", "id")),
        )

    @cached_property
    def acts(self) -> tuple[CaseAct, ...]:
        """The acts on file in the order of time, the service of the extension among them."""
        found = [*(self._act(step) for step in self.steps), *self._told()]
        return tuple(sorted(found, key=lambda act: act.at))

    def file(self, day: dt.date) -> MeasureFile:
        """Return the measure as the law is asked about it on a day."""
        measure, kind = self.measure, KindOfLaw(self.measure.kind)
        power = held_power(measure.power, self.claims, day)
        return MeasureFile(
            kind=kind,
            basis=basis_facts(basis_of(measure), kind, power, day),
            power=power,
            is_urgent=measure.is_urgent,
            items=item_facts(self.items),
            grounds=self._grounds(),
            confiscates=self._confiscates(),
            acts=self.acts,
        )

    def for_examiner(self) -> tuple[CaseAct, ...]:
        """Return the acts of the file as the examiner of the whole case knows them."""
        return timeline_acts(self.measure, item_facts(self.items), self.acts)

    def document(self, *templates: Template) -> Document | None:
        """Return the newest paper of some kinds that a step of this measure issued."""
        found = [
            document
            for step in self.steps
            for document in step.documents.all()
            if document.template in templates
        ]
        return max(found, key=lambda each: (each.issued_at, str(each.pk)), default=None)

    def _act(self, step: MeasureStep) -> CaseAct:
        says = derived(step.step, read_back(step.said))
        if step.item_numbers:
            says["item_numbers"] = tuple(step.item_numbers)
        if step.step == "measure":
            says["reported_at"] = clock.local(step.recorded_at)
        if step.step == "testing":
            says["is_told"] = any(each.pk in self.services for each in step.documents.all())
        return CaseAct(
            step.step,
            clock.local(step.happened_at),
            officers=tuple(officer_facts(each) for each in step.officers.all()),
            by=step.signer,
            says=says,
        )

    def _told(self) -> Iterator[CaseAct]:
        """Yield the service of the notice of an extension (《行政强制法》第二十五条第二款)."""
        for step in self.steps:
            served = (self.services.get(each.pk) for each in step.documents.all())
            attempt = next((each for each in served if each is not None), None)
            if step.step == "extension" and attempt is not None:
                yield CaseAct("extension_notice", clock.local(attempt.attempted_at))

    def _confiscates(self) -> bool:
        kind = PenaltyKind.CONFISCATION_OF_GOODS.value
        return any(kind in each.said.get("penalty_kinds", ()) for each in self.decisions)

    def _grounds(self) -> frozenset[LiftingReason]:
        """Return what the decision of the case leaves to hold: goods to confiscate, or nothing."""
        if not self.decisions or self._confiscates():
            return frozenset()
        last = self.decisions[-1].template
        is_none = last == Template.NOT_ESTABLISHED_DECISION
        return frozenset({LiftingReason.NO_VIOLATION if is_none else LiftingReason.DECIDED})
