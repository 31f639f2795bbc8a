"""The steps of a measure: one action takes each, alone or in a list, asks the gate, and writes.

The step at the scene lists the inventory, issues decision, inventory and record, and puts on record
that they were handed over, in one transaction: nothing is held without them.
"""

from collections.abc import Sequence
from functools import partial
from typing import cast
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.actions import serve_on_the_spot
from fazhi.capabilities.service.choices import ProofKind
from fazhi.capabilities.service.inputs import OnTheSpotServiceInput, ProofInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.canonical import canonical
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Entry
from fazhi.kernel.moments import refuse_the_future
from fazhi.law.particulars import written
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.proceedings.compulsory_measures.access import STEP_TAKERS, visible_measures
from fazhi.proceedings.compulsory_measures.drafting import Draft, draft_of, item_numbers_of
from fazhi.proceedings.compulsory_measures.errors import MeasureRefusedError
from fazhi.proceedings.compulsory_measures.inputs import MeasureStepInput
from fazhi.proceedings.compulsory_measures.models import (
    CompulsoryMeasure,
    MeasureItem,
    MeasureStep,
    MeasureStepOfficer,
)
from fazhi.proceedings.compulsory_measures.movement import move_on
from fazhi.proceedings.compulsory_measures.papers import issue_papers


def _are_signed(inputs: Sequence[MeasureStepInput]) -> bool:
    """Tell whether a step is signed; a sealed paper of the officers asks for the factor itself."""
    return any(one.step in COMPULSORY_MEASURE.signed_steps for one in inputs)


@needs_factor(FactorGround.SIGNATURE, when=_are_signed)
@transaction.atomic
def take_measure_steps(seat: Seat, inputs: Sequence[MeasureStepInput]) -> list[MeasureStep]:
    """Take steps on measures, in the order given, all or none.

    Raises MeasureRefusedError with every answer that blocks, by its place in the list;
    ForbiddenError where the step is another role's. A key that came before gives the step it took
    then.
    """
    refuse_the_future([one.happened_at for one in inputs])
    write = partial(_take_all, seat)
    read = MeasureStep.objects.prefetch_related("documents").in_bulk
    return write_once(seat.authority, "measure_step", inputs, write=write, read=read)


def _take_all(seat: Seat, new: Sequence[tuple[UUID, MeasureStepInput]]) -> list[MeasureStep]:
    measures = _locked(seat, {one.measure_id for _made, one in new})
    taken, refused = [], {}
    for place, (made, one) in enumerate(new):
        draft = draft_of(seat, measures[one.measure_id], one)
        if draft.blocking:
            refused[place] = draft.blocking
        elif not refused:
            taken.append(_take(seat, (made, one), draft))
    if refused:
        raise MeasureRefusedError(refused)
    entry = _record(seat, taken)
    MeasureStep.objects.filter(pk__in=[step.pk for step in taken]).update(entry=entry)
    return taken


def _locked(seat: Seat, wanted: set[UUID]) -> dict[UUID, CompulsoryMeasure]:
    """Lock measures that the seat may see; any other is answered as if it did not exist."""
    if visible_measures(seat).filter(pk__in=wanted).distinct().count() != len(wanted):
        raise NotFoundError
    seat.require(*STEP_TAKERS)
    rows = CompulsoryMeasure.objects.select_for_update(of=("self",))
    rows = rows.select_related("dossier", "case_dossier", "power", "party")
    return {row.pk: row for row in rows.filter(pk__in=wanted).order_by("pk")}


def _take(seat: Seat, given: tuple[UUID, MeasureStepInput], draft: Draft) -> MeasureStep:
    (made, one), measure = given, draft.rows.measure
    numbers = item_numbers_of(draft.rows.file(draft.act.day), one)
    step = MeasureStep.objects.create(
        id=made,
        authority=seat.authority,
        measure=measure,
        step=one.step,
        happened_at=one.happened_at,
        says=canonical(written(one.says)),
        item_numbers=list(numbers),
        signer=draft.act.by,
        account_id=seat.person,
        recorded_at=clock.now(),
        grounds=_as_held(draft),
    )
    MeasureStepOfficer.objects.bulk_create(
        MeasureStepOfficer(
            step=step, officer=officer, certificate_number=held.number if held else ""
        )
        for officer, held in draft.staff
        if draft.act.officers
    )
    lines = _inventory(measure, one) if one.step == "measure" else draft.rows.items
    shown = [each for each in lines if not numbers or each.number in numbers]
    papers = issue_papers(seat, draft.rows, draft.act, draft.staff, shown)
    step.documents.set(papers)
    if one.step == "measure":
        _hand_over(seat, measure, draft, papers[0])
    move_on(seat, measure, one.step)
    return step


def _inventory(measure: CompulsoryMeasure, one: MeasureStepInput) -> list[MeasureItem]:
    """Write the lines of the inventory in the order in which they were counted."""
    lines = [
        MeasureItem(
            measure=measure,
            number=number,
            name=each.name.strip(),
            specification=each.specification.strip(),
            quantity=each.quantity,
            unit=each.unit.strip(),
            condition=each.condition.strip(),
            is_related=each.is_related,
            is_daily_necessity=each.is_daily_necessity,
            is_sealed_by_another=each.is_sealed_by_another,
        )
        for number, each in enumerate(one.items, start=1)
    ]
    if any(not line.name or not line.unit or line.quantity <= 0 for line in lines):
        raise InputError({"items": _("清单每一项都要写明名称、数量和单位。")})
    return MeasureItem.objects.bulk_create(lines)


def _hand_over(seat: Seat, measure: CompulsoryMeasure, draft: Draft, decision: Document) -> None:
    """Put on record that the decision was handed over (《行政强制法》第二十四条第一款).

    To a party who is not there it is still to be served; the page of service shows it.
    """
    act = draft.act
    measure.number, measure.taken_at = decision.number, act.at
    if not act.flag("party_present"):
        return
    refused, witness = act.word("signature") != "signed", act.word("witness")
    if refused and not witness:
        raise InputError({"witness": _("当事人拒绝签收的，请写明见证人。")})
    proofs = (ProofInput(kind=ProofKind.WITNESS, person=witness),) if refused else ()
    serve_on_the_spot(
        seat,
        OnTheSpotServiceInput(
            document=decision,
            served_at=act.at,
            signed=not refused,
            refusal=_("当事人拒绝签收") if refused else "",
            proofs=proofs,
            officer_ids=tuple(officer.id for officer, _held in draft.staff),
            place=measure.place,
        ),
    )


def _as_held(draft: Draft) -> list[dict[str, object]]:
    """Return what the law answered, as the step keeps it, in both languages."""
    return [
        {
            "rule": answer.rule,
            "holds": answer.holds,
            "reason": answer.reason.zh,
            "reason_en": answer.reason.en,
        }
        for answer in draft.answers
    ]


def _record(seat: Seat, taken: Sequence[MeasureStep]) -> Entry:
    cited = [
        COMPULSORY_MEASURE.in_force(clock.day_of(step.happened_at)).step(step.step)
        for step in taken
    ]
    measures = {step.measure_id for step in taken}
    return record(
        Act(
            "measure_step.taken",
            by=seat,
            dossier=taken[0].measure.dossier if len(measures) == 1 else None,
            happened_at=taken[-1].happened_at,
            provisions=tuple(dict.fromkeys(each.cite for each in cited)),
        ),
        {"count": len(taken), "steps": sorted({step.step for step in taken})},
        items=[
            {
                "measure": str(step.measure_id),
                "measure_step": str(step.pk),
                "step": step.step,
                "items": cast("list[int]", step.item_numbers),
                "documents": sorted(each.content_hash for each in step.documents.all()),
            }
            for step in taken
        ],
    )
