"""What becomes of a decision: remedies, stays, deferrals, complaints, confiscated goods."""

import datetime as dt
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.proceedings.cases.access import READERS, get_case
from fazhi.proceedings.cases.choices import (
    Attendance,
    ComplaintKind,
    GoodsDisposal,
    RemedyKind,
    RemedyOutcome,
)
from fazhi.proceedings.cases.execution import listed_remedies
from fazhi.web.api.cases import LateStep
from fazhi.web.api.door import Body, seat_at
from fazhi.web.case_acts import ACTS
from fazhi.web.told import warnings_of

router = Router(tags=["cases"])
_PAGE = 50


class RemedyBody(Body):
    """A reconsideration or suit that reached the house."""

    kind: RemedyKind
    body: str = Field(min_length=1, max_length=64)
    number: str = Field(default="", max_length=64)
    applied_on: dt.date
    received_on: dt.date
    is_simple: bool = False
    is_filed_here: bool = False


class ForwardingBody(Body):
    """The day on which an application went on to the review body."""

    forwarded_on: dt.date


class CopyBody(Body):
    """The copy that came from the review body."""

    received_on: dt.date
    number: str = Field(default="", max_length=64)


class AnswerBody(Body):
    """The day on which the answer with all evidence was handed in."""

    answered_on: dt.date


class OutcomeBody(Body):
    """How a remedy ended, and who came to the hearing."""

    outcome: RemedyOutcome
    ended_on: dt.date
    attended_by: Attendance = Attendance.NOT_HELD
    absence_reason: str = Field(default="", max_length=200)
    fine: Decimal | None = Field(default=None, max_digits=12, decimal_places=2)


class StayBody(Body):
    """An order that the decision is not carried out for now."""

    ordered_by: str = Field(min_length=1, max_length=64)
    since: dt.date
    reason: str = Field(max_length=200)


class StayEndBody(Body):
    """The day from which the decision is carried out again."""

    until: dt.date


class InstalmentBody(Body):
    """One part of the fine."""

    due_on: dt.date
    amount: Decimal = Field(gt=0, max_digits=12, decimal_places=2)


class DeferralBody(Body):
    """An application to pay later, or in instalments."""

    applied_on: dt.date | None = None
    hardship: str = Field(default="", max_length=1000)
    until: dt.date | None = None
    instalments: list[InstalmentBody] = Field(default_factory=list, max_length=60)


class DeferralDecisionBody(Body):
    """What the head decides on it."""

    is_approved: bool
    reason: str = Field(max_length=200)


class ComplaintBody(Body):
    """A complaint about the penalty."""

    kind: ComplaintKind
    statement: str = Field(min_length=1, max_length=1000)
    received_on: dt.date


class ComplaintAnswerBody(Body):
    """What the examination found, and the answer."""

    is_error_found: bool
    finding: str = Field(default="", max_length=500)
    answer: str = Field(default="", max_length=500)


class RescissionBody(Body):
    """Why a decision is rescinded."""

    reason: str = Field(max_length=200)


class GoodsBody(Body):
    """Goods that the decision confiscated."""

    description: str = Field(min_length=1, max_length=200)
    quantity: str = Field(min_length=1, max_length=32)
    destruction_basis: str = Field(default="", max_length=200)


class DisposalBody(Body):
    """What became of the goods."""

    disposal: GoodsDisposal
    disposed_on: dt.date
    record_number: str = Field(default="", max_length=64)


class Done(Body):
    """The row that an act wrote, where the case stands now, and what the law says to the act."""

    id: str
    status: str
    due_on: dt.date | None
    warnings: list[LateStep]


class ShownRemedy(Body):
    """A reconsideration or suit as the API shows it."""

    id: UUID
    case: str
    kind: RemedyKind
    body: str
    number: str
    received_on: dt.date
    due_on: dt.date | None
    answered_on: dt.date | None
    ended_on: dt.date | None
    outcome: str
    warnings: list[LateStep]


@router.get("/{public_id}/remedies", response=list[ShownRemedy])
def remedies(request: HttpRequest, public_id: str) -> list[ShownRemedy]:
    """List the reconsiderations and suits of a case."""
    seat = seat_at(request)
    seat.require(*READERS)
    case = get_case(seat, public_id)
    rows = listed_remedies(seat).defer(None).filter(case=case).order_by("received_on", "id")
    return [
        ShownRemedy(
            id=row.id,
            case=public_id,
            kind=RemedyKind(row.kind),
            body=row.body,
            number=row.number,
            received_on=row.received_on,
            due_on=row.due_on,
            answered_on=row.answered_on,
            ended_on=row.ended_on,
            outcome=row.outcome,
            warnings=_warnings(row),
        )
        for row in rows[:_PAGE]
    ]


@router.post("/{public_id}/remedies", response={201: Done})
def register_remedy(request: HttpRequest, public_id: str, payload: RemedyBody) -> Status[Done]:
    """Register a reconsideration or suit; the answer names what the law says to it."""
    return _done(request, "remedies", public_id, payload)


@router.post("/{public_id}/remedies/{key}/forwarding", response={201: Done})
def forward(
    request: HttpRequest, public_id: str, key: UUID, payload: ForwardingBody
) -> Status[Done]:
    """Record that an application filed here was forwarded."""
    return _done(request, "forwarding", public_id, payload, key)


@router.post("/{public_id}/remedies/{key}/copy", response={201: Done})
def receive(request: HttpRequest, public_id: str, key: UUID, payload: CopyBody) -> Status[Done]:
    """Record the copy that came from the review body."""
    return _done(request, "copy", public_id, payload, key)


@router.post("/{public_id}/remedies/{key}/answer", response={201: Done})
def answer(request: HttpRequest, public_id: str, key: UUID, payload: AnswerBody) -> Status[Done]:
    """Record that the answer with all evidence was handed in."""
    return _done(request, "answer", public_id, payload, key)


@router.post("/{public_id}/remedies/{key}/outcome", response={201: Done})
def end(request: HttpRequest, public_id: str, key: UUID, payload: OutcomeBody) -> Status[Done]:
    """Record how a reconsideration or suit ended."""
    return _done(request, "outcome", public_id, payload, key)


@router.post("/{public_id}/remedies/{key}/stays", response={201: Done})
def stay(request: HttpRequest, public_id: str, key: UUID, payload: StayBody) -> Status[Done]:
    """Record that the decision is not carried out for now."""
    return _done(request, "stays", public_id, payload, key)


@router.post("/{public_id}/stays/{key}/end", response={201: Done})
def lift(request: HttpRequest, public_id: str, key: UUID, payload: StayEndBody) -> Status[Done]:
    """Record that the decision is carried out again."""
    return _done(request, "stay_end", public_id, payload, key)


@router.post("/{public_id}/deferrals", response={201: Done})
def defer(request: HttpRequest, public_id: str, payload: DeferralBody) -> Status[Done]:
    """Record an application to pay later, or in instalments."""
    return _done(request, "deferrals", public_id, payload)


@router.post("/{public_id}/deferrals/{key}/decision", response={201: Done})
def decide_deferral(
    request: HttpRequest, public_id: str, key: UUID, payload: DeferralDecisionBody
) -> Status[Done]:
    """Decide on it."""
    return _done(request, "deferral_decision", public_id, payload, key)


@router.post("/{public_id}/complaints", response={201: Done})
def complain(request: HttpRequest, public_id: str, payload: ComplaintBody) -> Status[Done]:
    """Take a complaint about the penalty."""
    return _done(request, "complaints", public_id, payload)


@router.post("/{public_id}/complaints/{key}/answer", response={201: Done})
def answer_complaint(
    request: HttpRequest, public_id: str, key: UUID, payload: ComplaintAnswerBody
) -> Status[Done]:
    """Record what the examination found, and the answer."""
    return _done(request, "complaint_answer", public_id, payload, key)


@router.post("/{public_id}/rescission", response={201: Done})
def rescind(request: HttpRequest, public_id: str, payload: RescissionBody) -> Status[Done]:
    """Rescind the decision."""
    return _done(request, "rescission", public_id, payload)


@router.post("/{public_id}/goods", response={201: Done})
def enter_goods(request: HttpRequest, public_id: str, payload: GoodsBody) -> Status[Done]:
    """Enter goods that the decision confiscated."""
    return _done(request, "goods", public_id, payload)


@router.post("/{public_id}/goods/{key}/disposal", response={201: Done})
def dispose(request: HttpRequest, public_id: str, key: UUID, payload: DisposalBody) -> Status[Done]:
    """Record what became of the goods."""
    return _done(request, "disposal", public_id, payload, key)


def _done(
    request: HttpRequest, name: str, public_id: str, payload: Body, key: UUID | None = None
) -> Status[Done]:
    seat = seat_at(request)
    row = ACTS[name].do_at(seat, public_id, key, payload.model_dump())
    case = get_case(seat, public_id)
    done = Done(id=str(row.pk), status=case.status, due_on=case.due_on, warnings=_warnings(row))
    return Status(201, done)


def _warnings(row: Any) -> list[LateStep]:
    return [
        LateStep(
            rule=each.rule,
            provisions=list(each.provisions),
            reason=each.reason.zh,
            next_step=each.next_step.zh,
        )
        for each in warnings_of(row)
    ]
