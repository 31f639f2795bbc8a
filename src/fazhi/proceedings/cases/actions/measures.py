"""Sealing and seizure in a case: proposed with what the case knows, none of it typed again."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions.locking import locked_cases
from fazhi.proceedings.cases.choices import UNDECIDED
from fazhi.proceedings.cases.errors import CaseStateError
from fazhi.proceedings.cases.inputs import CaseMeasureInput
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.compulsory_measures.access import PROPOSERS
from fazhi.proceedings.compulsory_measures.actions import propose_measures
from fazhi.proceedings.compulsory_measures.inputs import MeasureProposalInput
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure


@transaction.atomic
def propose_case_measures(
    seat: Seat, inputs: Sequence[CaseMeasureInput]
) -> list[CompulsoryMeasure]:
    """Propose sealings and seizures in cases that are not decided yet, all or none."""
    seat.require(*PROPOSERS)
    wanted = {one.case_id for one in inputs}
    if visible_cases(seat).filter(pk__in=wanted).count() != len(wanted):
        raise NotFoundError
    cases = {case.pk: case for case in locked_cases(seat, wanted)}
    for case in cases.values():
        _refuse_decided(case)
    return propose_measures(seat, [_proposal(cases[one.case_id], one) for one in inputs])


def _refuse_decided(case: Case) -> None:
    if case.status not in UNDECIDED:
        words = _("已经作出决定或者办结，不再查封、扣押（《行政强制法》第二十八条）。")
        raise CaseStateError(case.number, case.get_status_display(), words)


def _proposal(case: Case, one: CaseMeasureInput) -> MeasureProposalInput:
    handlers = case.officers.order_by("-part", "id").values_list("officer_id", flat=True)
    return MeasureProposalInput(
        key=one.key,
        case_dossier_id=case.pk,
        power_id=case.power_id,
        party_id=case.party_id,
        handler_ids=one.handler_ids or tuple(handlers),
        kind=one.kind,
        basis=one.basis,
        reasons=one.reasons,
        place=one.place or case.place,
        is_urgent=one.is_urgent,
    )
