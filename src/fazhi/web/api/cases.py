"""Cases: decided on the spot, one or a list; filed, paid and closed."""

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Status
from pydantic import Field

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.kernel.errors import InputError
from fazhi.kernel.money import FEN
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.access import FILE_READERS, get_case
from fazhi.proceedings.cases.actions import (
    bank_fines,
    close_cases,
    file_cases,
    hand_in_fines,
    record_fine_payments,
)
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery
from fazhi.proceedings.cases.drafting import NEW_PARTY, Draft, decide_drafts
from fazhi.proceedings.cases.inputs import FinePaymentInput, OnTheSpotInput, OrderToCorrect
from fazhi.proceedings.cases.queries import listed_cases
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.inputs import PartyInput
from fazhi.web.api.door import Body, seat_at
from fazhi.web.api.reports import SpotBody

if TYPE_CHECKING:
    from fazhi.law.answer import Answer
    from fazhi.proceedings.cases.models import Case

router = Router(tags=["cases"])
_PAGE = 50
_BATCH = 200


class PartyBody(Body):
    """The party as identified on the spot."""

    kind: PartyKind
    name: str = Field(min_length=1, max_length=100)
    operator_name: str = Field(default="", max_length=64)
    legal_representative: str = Field(default="", max_length=64)
    address: str = Field(default="", max_length=200)
    birth_on: dt.date | None = None
    identity_number: str = Field(default="", max_length=18)
    credit_code: str = Field(default="", max_length=18)


class CorrectionBody(Body):
    """The order to correct and its re-check."""

    ordered_on: dt.date | None = None
    due_on: dt.date | None = None
    rechecked_on: dt.date | None = None
    was_corrected: bool = False


class DecisionBody(Body):
    """A decision on the spot; moments carry their time zone."""

    key: str = Field(min_length=8, max_length=100)
    power: UUID
    party: PartyBody
    officers: list[UUID] = Field(max_length=10)
    spot: SpotBody
    happened_at: dt.datetime
    decided_at: dt.datetime
    facts: str = Field(default="", max_length=1000)
    kinds: list[PenaltyKind]
    fine: Decimal = Field(default=Decimal(0), ge=0, max_digits=12, decimal_places=2)
    notified_fine: Decimal = Field(default=Decimal(0), ge=0, max_digits=12, decimal_places=2)
    are_certificates_shown: bool = False
    is_notice_given: bool = False
    defence: DefenceOutcome = DefenceOutcome.NOT_ASKED
    statement: str = Field(default="", max_length=500)
    is_disputed: bool = False
    delivery: Delivery = Delivery.NOT_DELIVERED
    witness: str = Field(default="", max_length=64)
    correction: CorrectionBody = CorrectionBody()
    photographs: list[UUID] = Field(default_factory=list, max_length=9)

    def draft(self) -> Draft:
        """Return the decision as the room takes it."""
        given = OnTheSpotInput(
            key=self.key,
            power_id=self.power,
            party_id=NEW_PARTY,
            officer_ids=tuple(self.officers),
            spot=Spot(self.spot.place, self.spot.longitude, self.spot.latitude),
            happened_at=self.happened_at,
            decided_at=self.decided_at,
            facts=self.facts,
            kinds=tuple(self.kinds),
            fine=self.fine,
            notified_fine=self.notified_fine,
            are_certificates_shown=self.are_certificates_shown,
            is_notice_given=self.is_notice_given,
            defence=self.defence,
            statement=self.statement,
            is_disputed=self.is_disputed,
            delivery=self.delivery,
            witness=self.witness,
            correction=OrderToCorrect(**self.correction.model_dump()),
            photograph_ids=tuple(self.photographs),
        )
        return Draft(given, PartyInput(**self.party.model_dump()))


class ShownCase(Body):
    """A case as the API shows it."""

    id: str
    number: str
    power: str
    status: str
    fine: Decimal
    decided_at: dt.datetime | None
    due_on: dt.date | None
    check_code: str | None = None


class PaymentBody(Body):
    """A payment on the case."""

    amount: Decimal = Field(gt=0, max_digits=12, decimal_places=2)
    paid_on: dt.date
    channel: Channel
    receipt_number: str = Field(default="", max_length=64)
    part: PaymentPart = PaymentPart.FINE
    ground: CashGround | None = None
    request: str = Field(default="", max_length=200)


class CashBody(Body):
    """Cash that went one step on, on one day."""

    payments: list[UUID] = Field(max_length=_BATCH)
    day: dt.date


class LateStep(Body):
    """A step that came late: it is recorded, and this is what the law says to it."""

    rule: str
    provisions: list[str]
    reason: str
    next_step: str


@router.get("", response=list[ShownCase])
def index(request: HttpRequest, before: dt.datetime | None = None) -> list[ShownCase]:
    """List the newest cases, or those opened before a moment."""
    seat = seat_at(request)
    seat.require(*FILE_READERS)
    rows = listed_cases(seat)
    if before is not None:
        rows = rows.filter(opened_at__lt=before)
    return [_shown(case) for case in rows.order_by("-opened_at", "pk")[:_PAGE]]


@router.post("/on-the-spot", response={201: list[ShownCase]})
def decide(
    request: HttpRequest, payload: DecisionBody | list[DecisionBody]
) -> Status[list[ShownCase]]:
    """Decide on the spot: one decision, or a list of which all are written or none."""
    bodies = payload if isinstance(payload, list) else [payload]
    if not 0 < len(bodies) <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件决定。"})
    cases = decide_drafts(seat_at(request), [body.draft() for body in bodies])
    return Status(201, [_shown(case, case.decision.document.check_code) for case in cases])


@router.post("/cash/hand-ins", response=list[LateStep])
def hand_in(request: HttpRequest, payload: CashBody) -> list[LateStep]:
    """Record that officers handed cash to the authority; the answer names what came late."""
    return _late(hand_in_fines(seat_at(request), payload.payments, payload.day))


@router.post("/cash/bankings", response=list[LateStep])
def bank(request: HttpRequest, payload: CashBody) -> list[LateStep]:
    """Record that the authority paid cash into the bank; the answer names what came late."""
    return _late(bank_fines(seat_at(request), payload.payments, payload.day))


@router.get("/{public_id}", response=ShownCase)
def show(request: HttpRequest, public_id: str) -> ShownCase:
    """Show one case."""
    case = get_case(seat_at(request), public_id)
    return _shown(case, case.decision.document.check_code)


@router.post("/{public_id}/filing", response=ShownCase)
def file(request: HttpRequest, public_id: str) -> ShownCase:
    """File the decision."""
    seat = seat_at(request)
    (case,) = file_cases(seat, [get_case(seat, public_id).pk])
    return _shown(case)


@router.post("/{public_id}/payments", response=ShownCase)
def pay(request: HttpRequest, public_id: str, payload: PaymentBody) -> ShownCase:
    """Record a payment."""
    seat = seat_at(request)
    case = get_case(seat, public_id)
    record_fine_payments(seat, [FinePaymentInput(case_id=case.pk, **payload.model_dump())])
    return _shown(get_case(seat, public_id))


@router.post("/{public_id}/closure", response=ShownCase)
def close(request: HttpRequest, public_id: str) -> ShownCase:
    """Close the case."""
    seat = seat_at(request)
    (case,) = close_cases(seat, [get_case(seat, public_id).pk])
    return _shown(case)


def _shown(case: "Case", check_code: str | None = None) -> ShownCase:
    return ShownCase(
        id=case.dossier.public_id,
        number=case.number,
        power=case.power.code,
        status=case.status,
        fine=case.fine.quantize(FEN),
        decided_at=case.decided_at.astimezone(dt.UTC) if case.decided_at else None,
        due_on=case.due_on,
        check_code=check_code,
    )


def _late(answers: "list[Answer]") -> list[LateStep]:
    return [
        LateStep(
            rule=answer.rule,
            provisions=[str(each) for each in answer.because],
            reason=answer.reason.zh,
            next_step=answer.next_step.zh,
        )
        for answer in answers
    ]
