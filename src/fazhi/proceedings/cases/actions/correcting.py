"""Complaints about penalties (申诉、检举) and decisions rescinded of the own accord (art. 75)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError, refuse_if_blocked
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.law.citation import Citation
from fazhi.law.rules.execution import complaint_was_handled
from fazhi.proceedings.cases.access import COMPLAINT_EXAMINERS, REMEDY_KEEPERS
from fazhi.proceedings.cases.actions.locking import locked_cases, refuse_day_outside
from fazhi.proceedings.cases.choices import RescissionGround
from fazhi.proceedings.cases.facts import complaint_facts
from fazhi.proceedings.cases.inputs import ComplaintAnswer, ComplaintInput, RescissionInput
from fazhi.proceedings.cases.models import (
    Case,
    CaseOfficer,
    PenaltyComplaint,
    Rescission,
)
from fazhi.proceedings.cases.rescinding import rescind

_GROUND = (Citation("行政处罚法(2021)", 75, 2),)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def rescind_decisions(seat: Seat, inputs: Sequence[RescissionInput]) -> list[Case]:
    """Rescind decisions that were wrong (主动撤销), all or none; the head does, and says why."""
    seat.require(Role.HEAD)
    if not inputs:
        return []
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    for one in inputs:
        if not one.reason.strip():
            raise InputError({"reason": _("请写明理由。")})
        ground = RescissionGround.OWN_ACCORD
        rescind(seat, [cases[one.case_id]], ground=ground, reason=one.reason)
    rows = list(cases.values())
    items: list[dict[str, object]] = [{"case": str(case.pk)} for case in rows]
    _record(seat, "decision.rescinded", [case.dossier for case in rows], items)
    return rows


@transaction.atomic
def receive_penalty_complaints(
    seat: Seat, inputs: Sequence[ComplaintInput]
) -> list[PenaltyComplaint]:
    """Take complaints about penalties (接收申诉、检举), all or none."""
    seat.require(*REMEDY_KEEPERS)
    if not inputs:
        return []
    cases = {case.pk: case for case in locked_cases(seat, [one.case_id for one in inputs])}
    rows = []
    for one in inputs:
        case = cases[one.case_id]
        if not one.statement.strip():
            raise InputError({"statement": _("请写明申诉、检举的内容。")})
        since = case.decided_on
        refuse_day_outside("received_on", one.received_on, since=since)
        rows.append(
            PenaltyComplaint(
                id=new_id(),
                authority=seat.authority,
                case=case,
                kind=one.kind,
                statement=one.statement.strip(),
                received_on=one.received_on,
            )
        )
    PenaltyComplaint.objects.bulk_create(rows)
    _record_complaints(seat, "penalty_complaint.received", rows)
    return rows


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def answer_penalty_complaints(
    seat: Seat, inputs: Sequence[ComplaintAnswer]
) -> list[PenaltyComplaint]:
    """Record what examinations found and how they were answered, all or none (EXE-013).

    Who handled the case does not examine the complaint about it; and an error that was found is
    corrected first: the head rescinds the decision.
    """
    seat.require(*COMPLAINT_EXAMINERS)
    rows = _unanswered(seat, [one.complaint_id for one in inputs])
    keys = [row.case_id for row in rows]
    handlers = _handlers(seat, keys)
    corrected = set(Rescission.objects.filter(case_id__in=keys).values_list("case_id", flat=True))
    today = clock.today()
    for row, one in zip(rows, inputs, strict=True):
        facts = complaint_facts(
            one, by_handler=row.case_id in handlers, is_corrected=row.case_id in corrected
        )
        refuse_if_blocked(complaint_was_handled(facts, day=today))
        if not one.answer.strip():
            raise InputError({"answer": _("请写明答复。")})
        row.is_error_found, row.finding, row.answer = (
            one.is_error_found,
            one.finding.strip(),
            one.answer.strip(),
        )
        row.examined_by_id, row.examined_on = seat.person, today
    PenaltyComplaint.objects.bulk_update(
        rows, ["is_error_found", "finding", "answer", "examined_by_id", "examined_on"]
    )
    _record_complaints(seat, "penalty_complaint.answered", rows)
    return rows


def _unanswered(seat: Seat, keys: Sequence[UUID]) -> list[PenaltyComplaint]:
    rows = PenaltyComplaint.objects.select_for_update(of=("self",)).filter(authority=seat.authority)
    found = rows.select_related("case__dossier").in_bulk(keys)
    if not keys or len(found) != len(keys):
        raise NotFoundError
    if any(row.examined_on for row in found.values()):
        raise ConflictError(_("这件申诉、检举已经答复。"))
    return [found[key] for key in keys]


def _handlers(seat: Seat, cases: Sequence[UUID]) -> set[UUID]:
    """Return the cases which the person who examines has handled."""
    mine = CaseOfficer.objects.filter(case_id__in=cases, officer__account=seat.person)
    return set(mine.values_list("case_id", flat=True))


def _record_complaints(seat: Seat, kind: str, rows: Sequence[PenaltyComplaint]) -> None:
    _record(seat, kind, [row.case.dossier for row in rows], [row.journal_item() for row in rows])


def _record(
    seat: Seat, kind: str, dossiers: Sequence[Dossier], items: Sequence[dict[str, object]]
) -> None:
    only = dossiers[0] if len(dossiers) == 1 else None
    act = Act(kind, by=seat, dossier=only, provisions=_GROUND)
    record(act, {"count": len(items)}, items=items)
