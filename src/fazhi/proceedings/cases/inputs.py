"""What the actions of this room are given; forms, API and batches all fill the same."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.capabilities.payments.inputs import InstalmentInput
from fazhi.law.facts import Leniency, PenaltyKind
from fazhi.proceedings.cases.choices import (
    Attendance,
    ComplaintKind,
    DefenceOutcome,
    Delivery,
    GoodsDisposal,
    RemedyKind,
    RemedyOutcome,
    VehicleType,
)
from fazhi.proceedings.compulsory_measures.choices import MeasureKind
from fazhi.proceedings.compulsory_measures.inputs import BasisInput
from fazhi.proceedings.issues.inputs import Spot


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderToCorrect:
    """The order to correct (责令改正) that came before and its re-check, where an item needs it."""

    ordered_on: dt.date | None = None
    due_on: dt.date | None = None
    rechecked_on: dt.date | None = None
    was_corrected: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OnTheSpotInput:
    """An on-the-spot decision as the officers enter it; `key` makes a replay the same record.

    `notified_fine` is what the party was told; `statement` notes what the party said to it;
    `is_disputed` says that the party disputes the facts (当事人对事实有异议).
    `witness` is named when the party refuses to sign.
    """

    key: str
    power_id: UUID
    party_id: UUID
    officer_ids: tuple[UUID, ...]
    spot: Spot
    happened_at: dt.datetime
    decided_at: dt.datetime
    facts: str
    kinds: tuple[PenaltyKind, ...]
    fine: Decimal = Decimal(0)
    notified_fine: Decimal = Decimal(0)
    are_certificates_shown: bool = False
    is_notice_given: bool = False
    defence: DefenceOutcome = DefenceOutcome.NOT_ASKED
    statement: str = ""
    is_disputed: bool = False
    leniency: Leniency = Leniency.ORDINARY
    delivery: Delivery = Delivery.NOT_DELIVERED
    witness: str = ""
    correction: OrderToCorrect = OrderToCorrect()
    discovered_on: dt.date | None = None
    issue_id: UUID | None = None
    photograph_ids: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class ReferralInput:
    """One parking referral: the vehicle, the place, two photographs, two officers."""

    key: str
    plate: str
    vehicle_type: VehicleType
    appearance: str
    spot: Spot
    noticed_at: dt.datetime
    officer_ids: tuple[UUID, ...]
    photograph_ids: tuple[UUID, ...]
    description: str = "在人行道上停放机动车"


@dataclass(frozen=True, slots=True)
class PersuasionInput:
    """One persuasion: where and when, nothing else."""

    key: str
    longitude: float
    latitude: float
    persuaded_at: dt.datetime


@dataclass(frozen=True, slots=True)
class FinePaymentInput:
    """A payment on one case, of the fine or of the late fine; cash on the spot needs its ground."""

    case_id: UUID
    amount: Decimal
    paid_on: dt.date
    channel: Channel
    receipt_number: str
    part: PaymentPart = PaymentPart.FINE
    ground: CashGround | None = None
    request: str = ""


@dataclass(frozen=True, slots=True)
class ReviewInput:
    """The review of one referral: passed, or dropped with the reason."""

    referral_id: UUID
    is_passed: bool
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyInput:
    """A reconsideration or suit that reached the house.

    Filed through the house (`is_filed_here`), `received_on` is the day of the application, which is
    forwarded; otherwise that of the copy, which is answered.
    """

    case_id: UUID
    kind: RemedyKind
    body: str
    applied_on: dt.date
    received_on: dt.date
    number: str = ""
    is_simple: bool = False
    is_filed_here: bool = False


@dataclass(frozen=True, slots=True)
class ForwardingInput:
    """The day on which an application that was filed here went on to the review body."""

    remedy_id: UUID
    forwarded_on: dt.date


@dataclass(frozen=True, slots=True)
class CopyInput:
    """The copy that came from the review body after an application was forwarded."""

    remedy_id: UUID
    received_on: dt.date
    number: str = ""


@dataclass(frozen=True, slots=True)
class RemedyAnswer:
    """The day on which the answer with all evidence was handed in."""

    remedy_id: UUID
    answered_on: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class RemedyEnd:
    """How a remedy ended; `fine` is the amount to which it was changed or settled."""

    remedy_id: UUID
    outcome: RemedyOutcome
    ended_on: dt.date
    attended_by: Attendance = Attendance.NOT_HELD
    absence_reason: str = ""
    fine: Decimal | None = None


@dataclass(frozen=True, slots=True)
class StayInput:
    """An order that the decision is not carried out while a remedy lasts."""

    remedy_id: UUID
    ordered_by: str
    since: dt.date
    reason: str


@dataclass(frozen=True, slots=True)
class StayEnd:
    """The day from which the decision is carried out again."""

    stay_id: UUID
    until: dt.date


@dataclass(frozen=True, slots=True)
class RescissionInput:
    """A decision that the authority rescinds of its own accord, and why."""

    case_id: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ComplaintInput:
    """A complaint about the penalty of a case."""

    case_id: UUID
    kind: ComplaintKind
    statement: str
    received_on: dt.date


@dataclass(frozen=True, slots=True)
class ComplaintAnswer:
    """What the examination of a complaint found, and what the complainant was told."""

    complaint_id: UUID
    is_error_found: bool
    finding: str
    answer: str


@dataclass(frozen=True, slots=True)
class GoodsInput:
    """Goods that the decision of a case confiscated."""

    case_id: UUID
    description: str
    quantity: str
    destruction_basis: str = ""


@dataclass(frozen=True, slots=True)
class DisposalInput:
    """What became of confiscated goods, and the record of it."""

    goods_id: UUID
    disposal: GoodsDisposal
    disposed_on: dt.date
    record_number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FineDeferralInput:
    """An application of the party to pay the fine of a case later or in instalments."""

    case_id: UUID
    applied_on: dt.date | None
    hardship: str
    until: dt.date | None = None
    instalments: tuple[InstalmentInput, ...] = ()


@dataclass(frozen=True, slots=True)
class FineDeferralDecision:
    """What the head decides on such an application, and why."""

    deferral_id: UUID
    is_approved: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseMeasureInput:
    """A sealing or seizure proposed in a case: what only the officers know of it.

    Party, item and dossier are those of the case; so are the place and the handlers where none are
    named.
    """

    key: str
    case_id: UUID
    kind: MeasureKind
    basis: BasisInput
    reasons: str
    is_urgent: bool = False
    place: str = ""
    handler_ids: tuple[UUID, ...] = ()
