"""The steps of an ordinary case (普通程序), from the proposal to the closing.

One action takes every step, alone or in a list: it asks the gate of the law, writes the step and
what it brings about, and gives the next person his task.
"""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier, Entry
from fazhi.kernel.moments import refuse_the_future
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.particulars import written
from fazhi.law.procedures.penalty_ordinary import ORDINARY
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions.locking import locked_cases
from fazhi.proceedings.cases.answers import as_held
from fazhi.proceedings.cases.choices import CaseProcedure, CaseStatus, OfficerPart
from fazhi.proceedings.cases.errors import StepRefusedError
from fazhi.proceedings.cases.grounds import (
    certificates_on,
    officers_of,
)
from fazhi.proceedings.cases.models import Case, CaseOfficer, CaseStep, CaseStepOfficer
from fazhi.proceedings.cases.ordinary.custody import take_into_custody
from fazhi.proceedings.cases.ordinary.drafting import act_of, answers_to, with_device
from fazhi.proceedings.cases.ordinary.effects import bring_about, write_decisions
from fazhi.proceedings.cases.ordinary.file import CaseFileRows
from fazhi.proceedings.cases.ordinary.inputs import ProposalInput, StepInput
from fazhi.proceedings.cases.ordinary.standing import ROLES_OF
from fazhi.proceedings.cases.ordinary.tasks import move_on
from fazhi.proceedings.compulsory_measures.movement import follow_case
from fazhi.proceedings.issues.models import Issue
from fazhi.proceedings.leads.choices import IntakeStatus
from fazhi.proceedings.leads.models import Intake
from fazhi.registers.competence.models import Power
from fazhi.registers.parties.models import Party
from fazhi.registers.places.queries import placements_of

_PROPOSERS = (Role.OFFICER, Role.SQUAD_LEADER)
_HANDLERS = 2


@transaction.atomic
def propose_cases(seat: Seat, inputs: Sequence[ProposalInput]) -> list[Case]:
    """Propose cases to be filed (提请立案), all or none; the head files each by its first step.

    A key that came before gives the case it made then.
    """
    seat.require(*_PROPOSERS)
    refuse_the_future([one.happened_at for one in inputs])
    if any(len(set(one.handler_ids)) < _HANDLERS for one in inputs):
        raise InputError({"handlers": _("请确定两名以上承办人员（《行政处罚法》第四十二条）。")})
    write = partial(_propose, seat)
    return write_once(
        seat.authority, "case_proposal", inputs, write=write, read=Case.objects.in_bulk
    )


def _are_signed(inputs: Sequence[StepInput]) -> bool:
    """Tell whether a step is signed; a sealed paper of the officers asks for the factor itself."""
    return any(one.step in ORDINARY.signed_steps for one in inputs)


@needs_factor(FactorGround.SIGNATURE, when=_are_signed)
@transaction.atomic
def take_steps(seat: Seat, inputs: Sequence[StepInput]) -> list[CaseStep]:
    """Take steps in ordinary cases, in the order given, all or none.

    Raises StepRefusedError with every answer that blocks, by its place in the list; ForbiddenError
    where the step is another role's. A key that came before gives the step it took then.
    """
    refuse_the_future([one.happened_at for one in inputs])
    write = partial(_take_all, seat)
    return write_once(
        seat.authority, "case_step", inputs, write=write, read=CaseStep.objects.in_bulk
    )


def _propose(seat: Seat, new: Sequence[tuple[UUID, ProposalInput]]) -> list[Case]:
    inputs = [one for _made, one in new]
    _refuse_unknown(seat, inputs)
    places = placements_of(
        seat.authority, [(one.spot.longitude, one.spot.latitude, one.happened_at) for one in inputs]
    )
    now = clock.now()
    dossiers = Dossier.objects.bulk_create(
        Dossier(id=made, authority=seat.authority, kind=DossierKind.CASE, opened_at=now)
        for made, _one in new
    )
    cases = Case.objects.bulk_create(
        Case(
            dossier=dossier,
            authority=seat.authority,
            number=_("待立案") + f" {dossier.public_id}",
            procedure=CaseProcedure.ORDINARY,
            power_id=one.power_id,
            party_id=one.party_id,
            issue_id=one.issue_id,
            intake_id=one.intake_id,
            place=one.spot.place,
            longitude=one.spot.longitude,
            latitude=one.spot.latitude,
            grid=place.grid if place else None,
            happened_at=one.happened_at,
            opened_at=now,
            status=CaseStatus.PROPOSED,
        )
        for one, dossier, place in zip(inputs, dossiers, places, strict=True)
    )
    _write_handlers(seat, inputs, cases)
    record(
        Act("case.proposed", by=seat, dossier=dossiers[0] if len(cases) == 1 else None),
        {"count": len(cases)},
        items=[{"case": str(case.pk), "power": str(case.power_id)} for case in cases],
    )
    for case in cases:
        move_on(seat, case, CaseFileRows.of(case), "")
    return cases


def _refuse_unknown(seat: Seat, inputs: Sequence[ProposalInput]) -> None:
    intakes = {one.intake_id for one in inputs if one.intake_id}
    for model, wanted in (
        (Power, {one.power_id for one in inputs}),
        (Party, {one.party_id for one in inputs}),
        (Issue, {one.issue_id for one in inputs if one.issue_id}),
        (Intake, intakes),
    ):
        if model.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
            raise NotFoundError
    if Intake.objects.filter(pk__in=intakes).exclude(status=IntakeStatus.ACCEPTED).exists():
        raise ConflictError(_("线索或者平台案件受理之后，才能由其提请立案。"))


def _write_handlers(seat: Seat, inputs: Sequence[ProposalInput], cases: Sequence[Case]) -> None:
    day = clock.today()
    known = officers_of(seat, [each for one in inputs for each in one.handler_ids])
    numbers = certificates_on(seat, list(known), day)
    CaseOfficer.objects.bulk_create(
        CaseOfficer(
            case=case,
            officer=known[officer],
            part=OfficerPart.CO_HOST if place else OfficerPart.HOST,
            certificate_number=numbers.get(officer, ""),
        )
        for one, case in zip(inputs, cases, strict=True)
        for place, officer in enumerate(dict.fromkeys(one.handler_ids))
    )


def _take_all(seat: Seat, new: Sequence[tuple[UUID, StepInput]]) -> list[CaseStep]:
    cases = _locked(seat, {one.case_id for _made, one in new})
    taken, refused = [], {}
    for place, (made, given) in enumerate(new):
        one, case = with_device(seat, given), cases[given.case_id]
        file = CaseFileRows.of(case)
        act = act_of(seat, case, one)
        answers = answers_to(case, file, act)
        if blocking := [answer for answer in answers if answer.blocks]:
            refused[place] = blocking
        elif not refused:
            taken.append(_take(seat, case, (made, one), (act, answers)))
    if refused:
        raise StepRefusedError(refused)
    entry = _record(seat, taken)
    CaseStep.objects.filter(pk__in=[step.pk for step in taken]).update(entry=entry)
    write_decisions(taken, entry)
    return taken


def _locked(seat: Seat, wanted: set[UUID]) -> dict[UUID, Case]:
    """Lock ordinary cases that the seat may see; any other is answered as if it did not exist."""
    if visible_cases(seat).filter(pk__in=wanted).count() != len(wanted):
        raise NotFoundError
    seat.require(*{role for roles in ROLES_OF.values() for role in roles})
    cases = locked_cases(seat, wanted)
    if any(case.procedure != CaseProcedure.ORDINARY for case in cases):
        raise InputError({"case": _("当场处罚的案件没有这一步骤。")})
    return {case.pk: case for case in cases}


def _take(
    seat: Seat,
    case: Case,
    given: tuple[UUID, StepInput],
    examined: tuple[CaseAct, tuple[Answer, ...]],
) -> CaseStep:
    (made, one), (act, answers) = given, examined
    step = CaseStep(
        id=made,
        authority=seat.authority,
        case=case,
        step=one.step,
        happened_at=one.happened_at,
        signer=act.by,
        account_id=seat.person,
        recorded_at=clock.now(),
        grounds=as_held(answers),
        says=canonical(written(one.says)),
    )
    step.document = bring_about(seat, case, act)
    step.save()
    numbers = certificates_on(seat, list(one.officer_ids), act.day)
    CaseStepOfficer.objects.bulk_create(
        CaseStepOfficer(step=step, officer_id=each, certificate_number=numbers.get(each, ""))
        for each in dict.fromkeys(one.officer_ids)
    )
    rows = CaseFileRows.of(case)
    take_into_custody(seat, step, act, rows.facts(act.day).investigators)
    move_on(seat, case, rows, one.step)
    if one.step == "decision":
        follow_case(seat, case.pk)
    return step


def _record(seat: Seat, taken: Sequence[CaseStep]) -> Entry:
    cited = [ORDINARY.in_force(clock.day_of(step.happened_at)).step(step.step) for step in taken]
    return record(
        Act(
            "case_step.taken",
            by=seat,
            dossier=taken[0].case.dossier if len({step.case_id for step in taken}) == 1 else None,
            happened_at=taken[-1].happened_at,
            provisions=tuple(dict.fromkeys(each.cite for each in cited)),
        ),
        {"count": len(taken), "steps": sorted({step.step for step in taken})},
        items=[
            {
                "case": str(step.case_id),
                "case_step": str(step.pk),
                "step": step.step,
                "document": step.document.content_hash if step.document else None,
            }
            for step in taken
        ],
    )
