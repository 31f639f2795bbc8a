"""Deciding on the spot (当场处罚): ask the law, write the case, hand over the document."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.actions import issue_documents
from fazhi.capabilities.documents.choices import Template
from fazhi.capabilities.documents.inputs import DocumentInput
from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.evidence.actions import add_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.capabilities.payments.actions import open_receivables
from fazhi.capabilities.payments.inputs import ReceivableInput
from fazhi.capabilities.service.actions import serve_many
from fazhi.capabilities.service.choices import ProofKind
from fazhi.capabilities.service.inputs import OnTheSpotServiceInput, ProofInput
from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.kernel.moments import refuse_the_future
from fazhi.law.answer import Answer
from fazhi.law.deadline import Deadline
from fazhi.law.errors import NotInForceError
from fazhi.law.jurisdiction import load_law
from fazhi.law.rule import rule_text
from fazhi.proceedings.cases.answers import as_held
from fazhi.proceedings.cases.checks import examine, has_form
from fazhi.proceedings.cases.choices import (
    FILE_TASK,
    CaseProcedure,
    CaseStatus,
    Delivery,
    OfficerPart,
)
from fazhi.proceedings.cases.errors import NoFormError, OnTheSpotRefusedError
from fazhi.proceedings.cases.facts import Grounds
from fazhi.proceedings.cases.grounds import (
    as_far_as_law_was_read,
    grounds_of,
)
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.models import Case, CaseOfficer, Decision
from fazhi.proceedings.cases.wording import Content
from fazhi.proceedings.issues.models import Issue
from fazhi.registers.staff.models import EnforcementCertificate

_DECIDERS = (Role.OFFICER, Role.SQUAD_LEADER)


@dataclass(frozen=True, slots=True)
class _Draft:
    """One decision that the law allows, with everything that is written of it."""

    made: UUID
    given: OnTheSpotInput
    grounds: Grounds
    content: Content
    answers: tuple[Answer, ...]


@needs_factor(FactorGround.SEAL)
@transaction.atomic
def decide_on_the_spot(seat: Seat, inputs: Sequence[OnTheSpotInput]) -> list[Case]:
    """Decide on the spot (当场作出行政处罚决定), all or none.

    Asks the law for each; raises OnTheSpotRefusedError with every answer that blocks. Then writes
    the case, issues the numbered decision, records its service on the spot, opens the fine as
    receivable and gives the task of filing. A key that came before gives the case it made then.
    """
    seat.require(*_DECIDERS)
    refuse_the_future([each for one in inputs for each in (one.happened_at, one.decided_at)])
    if any(one.happened_at > one.decided_at for one in inputs):
        raise InputError({"happened_at": _("违法时间不能晚于决定时间，请核对。")})
    write = partial(_write, seat)
    return write_once(seat.authority, "case", inputs, write=write, read=Case.objects.in_bulk)


def _drafts(seat: Seat, new: Sequence[tuple[UUID, OnTheSpotInput]]) -> list[_Draft]:
    inputs = [one for _made, one in new]
    grounds = grounds_of(seat, inputs)
    with as_far_as_law_was_read("decided_at"):
        examined = examine(seat, inputs, grounds)
    refused = {
        index: [answer for answer in answers if answer.blocks]
        for index, (_content, answers) in enumerate(examined)
        if any(answer.blocks for answer in answers)
    }
    if refused:
        raise OnTheSpotRefusedError(refused)
    for one in inputs:
        if not has_form(one):
            raise NoFormError(clock.day_of(one.decided_at))
    return [
        _Draft(made, one, ground, content, answers)
        for (made, one), ground, (content, answers) in zip(new, grounds, examined, strict=True)
    ]


def _write(seat: Seat, new: Sequence[tuple[UUID, OnTheSpotInput]]) -> list[Case]:
    drafts = _drafts(seat, new)
    dossiers = Dossier.objects.bulk_create(
        Dossier(
            id=draft.made,
            authority=seat.authority,
            kind=DossierKind.CASE,
            opened_at=draft.given.decided_at,
        )
        for draft in drafts
    )
    documents = issue_documents(
        seat,
        [
            DocumentInput(
                template=Template.SUMMARY_DECISION,
                content=draft.content,
                dossier=dossier,
                issued_at=draft.given.decided_at,
            )
            for draft, dossier in zip(drafts, dossiers, strict=True)
        ],
    )
    _refuse_foreign_issues(seat, drafts)
    cases = Case.objects.bulk_create(
        _case(seat, draft, document) for draft, document in zip(drafts, documents, strict=True)
    )
    _write_officers(seat, drafts, cases)
    _write_decisions(seat, drafts, cases, documents)
    _write_exhibits(seat, drafts, cases)
    serve_many(seat, [_service(*pair) for pair in zip(drafts, documents, strict=True)])
    _open_receivables(seat, drafts, cases)
    assign_tasks(seat, [_filing_task(case) for case in cases])
    return cases


def _case(seat: Seat, draft: _Draft, document: Document) -> Case:
    one, placement = draft.given, draft.grounds.placement
    deadline = _filing_deadline(one.decided_at)
    return Case(
        dossier=document.dossier,
        authority=seat.authority,
        number=document.number,
        procedure=CaseProcedure.SUMMARY,
        power=draft.grounds.power,
        party=draft.grounds.party,
        issue_id=one.issue_id,
        place=one.spot.place,
        longitude=one.spot.longitude,
        latitude=one.spot.latitude,
        grid=placement.grid if placement else None,
        happened_at=one.happened_at,
        opened_at=one.decided_at,
        decided_at=one.decided_at,
        fine=one.fine,
        status=CaseStatus.DECIDED,
        due_on=deadline.due_on if deadline else None,
    )


def _refuse_foreign_issues(seat: Seat, drafts: Sequence[_Draft]) -> None:
    wanted = {draft.given.issue_id for draft in drafts if draft.given.issue_id}
    if not wanted:
        return
    found = Issue.objects.filter(authority=seat.authority, pk__in=wanted).count()
    if found != len(wanted):
        raise NotFoundError


def _write_officers(seat: Seat, drafts: Sequence[_Draft], cases: Sequence[Case]) -> None:
    numbers = _certificate_numbers(seat, drafts)
    CaseOfficer.objects.bulk_create(
        CaseOfficer(
            case=case,
            officer=officer,
            part=OfficerPart.CO_HOST if place else OfficerPart.HOST,
            certificate_number=numbers.get((officer.id, case.decided_on), ""),
        )
        for draft, case in zip(drafts, cases, strict=True)
        for place, officer in enumerate(draft.grounds.officers)
    )


def _certificate_numbers(seat: Seat, drafts: Sequence[_Draft]) -> dict[tuple[UUID, dt.date], str]:
    """Return the number of the certificate that each officer held on each day of the batch."""
    officers = {officer.id for draft in drafts for officer in draft.grounds.officers}
    days = {clock.day_of(draft.given.decided_at) for draft in drafts}
    rows = EnforcementCertificate.objects.filter(authority=seat.authority, officer_id__in=officers)
    return {
        (row.officer_id, day): row.number
        for row in rows.order_by("since", "id")
        for day in days
        if row.holds_on(day)
    }


def _write_decisions(
    seat: Seat, drafts: Sequence[_Draft], cases: Sequence[Case], documents: Sequence[Document]
) -> None:
    entry = record(
        Act(
            "case.decided",
            by=seat,
            dossier=cases[0].dossier if len(cases) == 1 else None,
            happened_at=drafts[-1].given.decided_at,
            provisions=tuple(
                dict.fromkeys(cite for answer in drafts[0].answers for cite in answer.because)
            ),
        ),
        {"procedure": CaseProcedure.SUMMARY.value, "count": len(cases)},
        items=[
            {
                "case": str(case.pk),
                "power": str(case.power_id),
                "fine": str(case.fine),
                "document": document.content_hash,
            }
            for case, document in zip(cases, documents, strict=True)
        ],
    )
    Decision.objects.bulk_create(
        Decision(
            case=case,
            kinds=[kind.value for kind in draft.given.kinds],
            fine=draft.given.fine,
            notified_fine=draft.given.notified_fine,
            defence=draft.given.defence,
            delivery=draft.given.delivery,
            grounds=as_held(draft.answers),
            document=document,
            entry_id=entry.id,
            entry_index=index,
        )
        for index, (draft, case, document) in enumerate(zip(drafts, cases, documents, strict=True))
    )


def _write_exhibits(seat: Seat, drafts: Sequence[_Draft], cases: Sequence[Case]) -> None:
    add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=case.dossier,
                kind=ExhibitKind.AUDIOVISUAL,
                label="现场照片",
                captured_at=draft.given.happened_at,
                attachment_id=photograph,
                officer_id=draft.grounds.officers[0].id,
            )
            for draft, case in zip(drafts, cases, strict=True)
            for photograph in draft.given.photograph_ids
        ],
    )


def _service(draft: _Draft, document: Document) -> OnTheSpotServiceInput:
    one = draft.given
    refused = one.delivery == Delivery.REFUSAL_NOTED
    if refused and not one.witness.strip() and not one.photograph_ids:
        raise InputError({"witness": "当事人拒绝签收的，请写明见证人，或者附一张现场照片。"})
    proofs: list[ProofInput] = []
    if refused and one.witness.strip():
        proofs.append(ProofInput(kind=ProofKind.WITNESS, person=one.witness.strip()))
    if refused:
        proofs += [
            ProofInput(kind=ProofKind.PHOTO, attachment_id=each) for each in one.photograph_ids
        ]
    return OnTheSpotServiceInput(
        document=document,
        served_at=one.decided_at,
        signed=not refused,
        refusal="当事人拒绝签收" if refused else "",
        proofs=tuple(proofs),
        officer_ids=tuple(officer.id for officer in draft.grounds.officers),
        place=one.spot.place,
    )


def _open_receivables(seat: Seat, drafts: Sequence[_Draft], cases: Sequence[Case]) -> None:
    open_receivables(
        seat,
        [
            ReceivableInput(
                dossier=case.dossier,
                amount=draft.given.fine,
                served_on=clock.day_of(draft.given.decided_at),
                on_the_spot=True,
            )
            for draft, case in zip(drafts, cases, strict=True)
            if draft.given.fine
        ],
    )


def _filing_task(case: Case) -> TaskInput:
    return TaskInput(
        kind=FILE_TASK,
        title=f"当场处罚决定备案 {case.number}",
        assignee=Assignee.role(Role.SQUAD_LEADER),
        due=_filing_due(case.decision_at),
        dossier=case.dossier,
    )


def _filing_due(decided_at: dt.datetime) -> Due:
    """Return by when a decision is filed: where the law gives no number of days, at once."""
    day = clock.day_of(decided_at)
    deadline = _filing_deadline(decided_at)
    if deadline is None:
        cited = rule_text("SIM-007").cited_on(day)
        return replace(Due.on_day(day), article="、".join(str(cite) for cite in cited))
    last = deadline.due_on or deadline.earliest_on or day
    return replace(
        Due.on_day(last, warn_on=deadline.warn_on),
        rule="SIM_FILE",
        article="、".join(str(cite) for cite in deadline.because),
        is_provisional=deadline.provisional,
    )


def _filing_deadline(decided_at: dt.datetime) -> Deadline | None:
    """Return the days for filing (备案), None on days before the rule that numbers them."""
    try:
        return load_law().deadline("SIM_FILE").from_(clock.day_of(decided_at))
    except NotInForceError:
        return None
