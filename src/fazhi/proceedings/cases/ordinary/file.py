"""The file of an ordinary case as the law reads it: rows of this and other rooms into acts."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.models import AgendaItem
from fazhi.capabilities.payments.choices import ReceivableStatus
from fazhi.capabilities.payments.models import Receivable
from fazhi.capabilities.service.models import ServiceAttempt, ServiceOfficer
from fazhi.kernel import clock
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.facts import OfficerFacts, ViolationFacts
from fazhi.law.particulars import read_back
from fazhi.proceedings.cases.facts import claim_for, party_facts
from fazhi.proceedings.cases.models import Case, CaseStep, CaseStepOfficer
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.models import Claim
from fazhi.registers.staff.choices import Post

#: In which step of the law the service of a document stands, by the step that issued it.
SERVICE_OF = {"prior_notice": "notice_service", "decision": "decision_service"}


def _with_officers(
    parts: "type[CaseStepOfficer | ServiceOfficer]",
) -> "Prefetch[Any, Any, Any]":  # what is prefetched is known where it is read
    """Read who took part together with the officers themselves, in one statement."""
    return Prefetch("officers", queryset=parts.objects.select_related("officer"))


@dataclass(frozen=True)
class CaseFileRows:
    """The rows of one ordinary case, read in a few statements whatever its age."""

    case: Case
    steps: tuple[CaseStep, ...]
    services: Mapping[object, ServiceAttempt]
    receivable: Receivable | None
    discussions: tuple[AgendaItem, ...]
    claims: tuple[Claim, ...]

    @classmethod
    def of(cls, case: Case) -> "CaseFileRows":
        """Read the rows of a case."""
        steps = tuple(
            CaseStep.objects.filter(case=case)
            .select_related("document")
            .prefetch_related(_with_officers(CaseStepOfficer))
            .order_by("happened_at", "recorded_at", "id")
        )
        documents = [step.document_id for step in steps if step.document_id]
        served = ServiceAttempt.objects.filter(
            document_id__in=documents, effective_on__isnull=False
        ).prefetch_related(_with_officers(ServiceOfficer))
        items = AgendaItem.objects.filter(
            dossier_id=case.pk,
            meeting__kind=MeetingKind.DELIBERATION,
            meeting__held_at__isnull=False,
            meeting__minutes__isnull=False,
        ).select_related("meeting", "meeting__minutes")
        items = items.prefetch_related("meeting__attendees__officer")
        return cls(
            case=case,
            steps=steps,
            services={each.document_id: each for each in served.order_by("attempted_at")},
            receivable=Receivable.objects.filter(dossier_id=case.pk).first(),
            discussions=tuple(items.order_by("meeting__held_at", "id")),
            claims=tuple(Claim.objects.filter(power_id=case.power_id).order_by("since", "id")),
        )

    @cached_property
    def acts(self) -> tuple[CaseAct, ...]:
        """The acts on file in the order of time, those of other rooms among them."""
        found = [*_own(self.steps), *self._served(), *self._discussed(), *self._paid()]
        return tuple(sorted(found, key=lambda act: act.at))

    def facts(self, day: dt.date) -> OrdinaryFacts:
        """Return the case as the law is asked about it on a day."""
        case = self.case
        filing = next((act for act in self.acts if act.step == "case_filing"), None)
        discovered = filing.date("discovered_on") if filing else None
        return OrdinaryFacts(
            party=party_facts(case.party),
            power=power_facts(case.power, claim_for(self.claims, day)),
            violation=ViolationFacts(
                ended_on=clock.day_of(case.happened_at),
                discovered_on=discovered or clock.day_of(case.opened_at),
                is_inside_area=case.grid_id is not None,
            ),
            acts=self.acts,
        )

    def _served(self) -> Iterator[CaseAct]:
        """Yield the services of notices and decisions, as the room of service recorded them."""
        for step in self.steps:
            attempt = self.services.get(step.document_id) if step.document_id else None
            if step.step in SERVICE_OF and attempt is not None:
                yield CaseAct(
                    SERVICE_OF[step.step],
                    clock.local(attempt.attempted_at),
                    officers=tuple(
                        OfficerFacts(str(each.officer_id), certified_on_day=True)
                        for each in attempt.officers.all()
                    ),
                    says={"mode": attempt.mode, "effective_on": attempt.effective_on},
                )

    def _discussed(self) -> Iterator[CaseAct]:
        """Yield the collective discussions of this case that have their minutes."""
        for item in self.discussions:
            heads = {
                each.officer_id
                for each in item.meeting.attendees.all()
                if each.officer is not None
                and each.officer.post == Post.HEAD
                and each.attendance == "present"
            }
            held_at, minutes = item.meeting.held_at, item.meeting.minutes
            if held_at is not None and minutes is not None:
                yield CaseAct(
                    "deliberation",
                    clock.local(held_at),
                    by=str(item.meeting.chair_id),
                    says={
                        "heads": len(heads),
                        "record": minutes.number,
                        "resolution": str(item.get_result_display()),
                    },
                )

    def _paid(self) -> Iterator[CaseAct]:
        """Yield the performance, once the room of payments has all that is owed."""
        owed = self.receivable
        if owed is not None and owed.status == ReceivableStatus.PAID and owed.fine_paid_on:
            served = max((act.at for act in self._served()), default=None)
            paid_at = clock.local(clock.at_local(owed.fine_paid_on, dt.time(12)))
            yield CaseAct(
                "performance",
                max(paid_at, served) if served else paid_at,
                by="party",
                says={"performed_on": owed.fine_paid_on},
            )


def _own(steps: tuple[CaseStep, ...]) -> Iterator[CaseAct]:
    """Yield the steps of the case; whoever was recused counts as interested from then on."""
    recused: set[str] = set()
    for step in steps:
        says = read_back(step.said)
        if step.document is not None and step.step == "decision":
            says["number"] = step.document.number  # drawn when the decision was issued
        yield CaseAct(
            step.step,
            clock.local(step.happened_at),
            officers=tuple(_officer(each, recused) for each in step.officers.all()),
            by=step.signer,
            says=says,
        )
        if step.step == "recusal" and says.get("is_granted"):
            recused.add(str(says.get("recused")))


def _officer(each: CaseStepOfficer, recused: set[str]) -> OfficerFacts:
    return OfficerFacts(
        key=str(each.officer_id),
        certified_on_day=bool(each.certificate_number),
        is_auxiliary=each.officer.post == Post.AUXILIARY,
        has_interest=str(each.officer_id) in recused,
    )
