"""Facts of compulsory measures (行政强制措施) and criminal referrals: what the law is asked about.

As in `fazhi.law.facts`, a fact that is not given is a fact that is not on file; nothing here names
anybody. Facts of compulsory enforcement are in `fazhi.law.enforcement_facts`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fazhi.law.deadline import day_of
from fazhi.law.facts import OfficerFacts
from fazhi.law.instrument import InstrumentKind


class MeasureKind(StrEnum):
    """The measures that an office takes (强制措施的种类): sealing a place, seizing goods."""

    SEALING = "sealing"
    SEIZURE = "seizure"


class LiftingReason(StrEnum):
    """Why a measure must be lifted (解除情形), in the order of 《行政强制法》第二十八条."""

    NO_VIOLATION = "no_violation"
    UNRELATED = "unrelated"
    DECIDED = "decided"
    PERIOD_OVER = "period_over"
    NOT_NEEDED = "not_needed"


class PoliceAnswer(StrEnum):
    """What the police answered to a referral (公安机关的决定)."""

    NONE = "none"
    FILED = "filed"
    NOT_FILED = "not_filed"


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """The provision that gives the measure (强制措施的依据), and to whom.

    `power_is_concentrated` says that the authority exercises concentrated penalty power to which
    this measure belongs (相对集中行政处罚权).
    """

    instrument: str = ""
    kind: InstrumentKind | None = None
    article: int = 0
    gives: frozenset[MeasureKind] = frozenset()
    authority_is_named: bool = False
    power_is_concentrated: bool = False
    is_delegated: bool = False


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """The approval of the measure (批准): by the head of the authority, and when."""

    by_head: bool = False
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class UrgencyFacts:
    """A measure taken at once because it was urgent (情况紧急，当场实施)."""

    reported_at: datetime | None = None
    head_disagreed: bool = False


@dataclass(frozen=True, slots=True)
class SceneFacts:
    """What was done at the scene (现场): who was there, what was told, heard and written down."""

    certificates_shown: bool = False
    party_notified: bool = False
    party_present: bool = False
    witness_present: bool = False
    reasons_told: bool = False
    rights_told: bool = False
    party_heard: bool = False
    recorded: bool = False
    officers_signed: bool = False
    party_signed: bool = False
    refusal_noted: bool = False
    witness_signed: bool = False


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """A place, facility or thing that is sealed or seized (场所、设施或者财物)."""

    is_related: bool = False
    is_daily_necessity: bool = False
    is_sealed_by_another: bool = False


@dataclass(frozen=True, slots=True)
class DeliveryFacts:
    """The decision and the inventory (决定书和清单), and how they reached the party."""

    decision: Mapping[str, object] = field(default_factory=dict)
    inventory: Mapping[str, object] = field(default_factory=dict)
    delivered_on_the_spot: bool = False
    inventory_copies: int = 0


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """The extension of a measure (延长查封、扣押): by whom, why, until when, how told."""

    approved_by_head: bool = False
    approved_on: date | None = None
    is_complex: bool = False
    until: date | None = None
    earlier_count: int = 0
    told_on: date | None = None
    notice: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TestingFacts:
    """Testing, inspection, quarantine or appraisal of things (检测、检验、检疫、技术鉴定).

    Both days belong to it. It stops the clock only where it was told in writing.
    """

    first: date
    last: date
    told_in_writing: bool = False
    cost_on_party: bool = False


@dataclass(frozen=True, slots=True)
class KeepingFacts:
    """How the things are kept (保管), and who pays for it."""

    is_proper: bool = False
    was_used: bool = False
    was_damaged: bool = False
    damage_compensated: bool = False
    cost_on_party: bool = False


@dataclass(frozen=True, slots=True)
class LiftingFacts:
    """The lifting of a measure (解除查封、扣押) and the return of the things (退还)."""

    reasons: frozenset[LiftingReason] = frozenset()
    lifted_on: date | None = None
    returned: bool = False
    perishables_sold: bool = False
    proceeds_returned: bool = False
    decision: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A sealing or seizure (查封、扣押) as it stands at the moment `asked_at`.

    `until` is the last day written in the decision. `disposed_on` is the day on which the matter of
    the things was decided otherwise than by lifting, such as by confiscation (处理决定).
    """

    kind: MeasureKind
    taken_at: datetime
    asked_at: datetime
    basis: BasisFacts = BasisFacts()
    approval: ApprovalFacts = ApprovalFacts()
    urgency: UrgencyFacts | None = None
    officers: tuple[OfficerFacts, ...] = ()
    scene: SceneFacts = SceneFacts()
    items: tuple[ItemFacts, ...] = ()
    delivery: DeliveryFacts = field(default_factory=DeliveryFacts)
    until: date | None = None
    extension: ExtensionFacts | None = None
    testing: tuple[TestingFacts, ...] = ()
    keeping: KeepingFacts = KeepingFacts()
    lifting: LiftingFacts = field(default_factory=LiftingFacts)
    disposed_on: date | None = None

    @property
    def day(self) -> date:
        """The day of the measure: the law of that day holds for it."""
        return day_of(self.taken_at)

    @property
    def asked_on(self) -> date:
        """The day on which the law is asked."""
        return day_of(self.asked_at)

    @property
    def ended_on(self) -> date | None:
        """The day on which the measure was lifted or the things were disposed of."""
        return self.lifting.lifted_on or self.disposed_on


@dataclass(frozen=True, slots=True)
class CriminalReferralFacts:
    """A suspected crime and its referral to the police (移送涉嫌犯罪案件), at `asked_at`.

    `is_approved` is None until the head has decided. `items_handed_on` is the day on which the
    things were handed to the police after they had filed the case, `items_sent_along` says that the
    sealed or seized ones went with the referral.
    """

    asked_at: datetime
    group: tuple[OfficerFacts, ...] = ()
    reported_on: date | None = None
    decided_on: date | None = None
    is_approved: bool | None = None
    approved_at: datetime | None = None
    transferred_at: datetime | None = None
    refusal_reasons_recorded: bool = False
    penalty_decided: bool = False
    police_received_on: date | None = None
    police_answer: PoliceAnswer = PoliceAnswer.NONE
    police_notice_on: date | None = None
    review_asked_on: date | None = None
    items_handed_on: date | None = None
    has_sealed_or_seized_items: bool = False
    items_sent_along: bool = False
    party_told_in_writing: bool = False

    @property
    def asked_on(self) -> date:
        """The day on which the law is asked."""
        return day_of(self.asked_at)
