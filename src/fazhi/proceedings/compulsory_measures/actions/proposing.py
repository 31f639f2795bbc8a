"""The proposal of a measure: the head is asked, or, in urgency, will be."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.law.citation import Citation
from fazhi.law.jurisdiction import load_law
from fazhi.proceedings.compulsory_measures.access import PROPOSERS
from fazhi.proceedings.compulsory_measures.choices import MeasureStatus
from fazhi.proceedings.compulsory_measures.drafting import examine_proposal
from fazhi.proceedings.compulsory_measures.errors import MeasureRefusedError
from fazhi.proceedings.compulsory_measures.inputs import MeasureProposalInput
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureOfficer
from fazhi.proceedings.compulsory_measures.movement import move_on
from fazhi.registers.parties.models import Party
from fazhi.registers.staff.models import Officer

_GROUND = (Citation("行政强制法", 18, 0, 1),)


@transaction.atomic
def propose_measures(seat: Seat, inputs: Sequence[MeasureProposalInput]) -> list[CompulsoryMeasure]:
    """Propose measures (提请) in the dossiers of cases, all or none.

    The room that owns the dossier calls it, and knows who may. A key that came before gives the
    measure it made then. Raises MeasureRefusedError where nothing gives the measure.
    """
    seat.require(*PROPOSERS)
    refuse_incomplete(inputs)
    write = partial(_propose, seat)
    read = CompulsoryMeasure.objects.select_related("dossier", "case_dossier").in_bulk
    return write_once(seat.authority, "measure_proposal", inputs, write=write, read=read)


def refuse_incomplete(inputs: Sequence[MeasureProposalInput]) -> None:
    """Raise InputError where a proposal lacks its reasons, its place or its officers."""
    needed = load_law().parameter("compulsion.officers_minimum").at(clock.today()).number
    for one in inputs:
        problems = {
            "reasons": "" if one.reasons.strip() else _("请写明采取措施的理由。"),
            "place": "" if one.place.strip() else _("请写明地点。"),
            "handlers": ""
            if len(set(one.handler_ids)) >= needed
            else _("请确定两名以上承办人员（《行政强制法》第十八条）。"),
        }
        if found := {name: words for name, words in problems.items() if words}:
            raise InputError(found)


def _propose(
    seat: Seat, new: Sequence[tuple[UUID, MeasureProposalInput]]
) -> list[CompulsoryMeasure]:
    refused = {}
    for place, (_made, one) in enumerate(new):
        if blocking := [each for each in examine_proposal(seat, one) if each.blocks]:
            refused[place] = blocking
    if refused:
        raise MeasureRefusedError(refused)
    measures = [_write(seat, made, one) for made, one in new]
    record(
        Act(
            "compulsory_measure.proposed",
            by=seat,
            dossier=measures[0].dossier if len(measures) == 1 else None,
            provisions=_GROUND,
        ),
        {"count": len(measures)},
        items=[
            {
                "measure": str(each.pk),
                "case": str(each.case_dossier_id),
                "kind": each.kind,
                "power": str(each.power_id),
                "is_urgent": each.is_urgent,
            }
            for each in measures
        ],
    )
    for measure in measures:
        move_on(seat, measure)
    return measures


def _write(seat: Seat, made: UUID, one: MeasureProposalInput) -> CompulsoryMeasure:
    case, party, handlers = _rows(seat, one)
    now = clock.now()
    dossier = Dossier.objects.create(
        id=made, authority=seat.authority, kind=DossierKind.COMPULSORY_MEASURE, opened_at=now
    )
    measure = CompulsoryMeasure.objects.create(
        dossier=dossier,
        authority=seat.authority,
        case_dossier=case,
        number=f"{_('待实施')} {dossier.public_id}",
        kind=one.kind,
        power_id=one.power_id,
        party=party,
        place=one.place.strip(),
        instrument=one.basis.instrument.strip(),
        instrument_kind=one.basis.kind,
        article=one.basis.article,
        paragraph=one.basis.paragraph,
        gives_measure=one.basis.gives,
        reasons=one.reasons.strip(),
        is_urgent=one.is_urgent,
        proposed_at=now,
        status=MeasureStatus.PROPOSED,
    )
    MeasureOfficer.objects.bulk_create(
        MeasureOfficer(measure=measure, officer=officer) for officer in handlers
    )
    return measure


def _rows(seat: Seat, one: MeasureProposalInput) -> tuple[Dossier, Party, list[Officer]]:
    """Return the rows that a proposal names; what is not the authority's does not exist."""
    wanted = list(dict.fromkeys(one.handler_ids))
    case = Dossier.objects.filter(
        authority=seat.authority, kind=DossierKind.CASE, pk=one.case_dossier_id
    ).first()
    party = Party.objects.filter(authority=seat.authority, pk=one.party_id).first()
    officers = Officer.objects.filter(authority=seat.authority).in_bulk(wanted)
    if case is None or party is None or len(officers) != len(wanted):
        raise NotFoundError
    return case, party, [officers[each] for each in wanted]
