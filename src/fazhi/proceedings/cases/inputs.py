"""What the actions of this room are given; forms, API and batches all fill the same."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.law.facts import Leniency, PenaltyKind
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery, VehicleType
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
