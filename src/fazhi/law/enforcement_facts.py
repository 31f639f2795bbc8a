"""Facts of compulsory enforcement (行政强制执行): what the law is asked about.

As in `fazhi.law.facts`, a fact that is not given is a fact that is not on file. Places are keys of
divisions, never addresses.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from fazhi.law.facts import ZERO


class SuspensionGround(StrEnum):
    """Why enforcement is suspended (中止执行), in the order of 《行政强制法》第三十九条."""

    UNABLE = "unable"
    THIRD_PARTY_CLAIM = "third_party_claim"
    IRREPARABLE_LOSS = "irreparable_loss"
    OTHER = "other"


class TerminationGround(StrEnum):
    """Why enforcement ends for good (终结执行), in the order of 《行政强制法》第四十条."""

    DEATH_WITHOUT_ESTATE = "death_without_estate"
    ORGANISATION_ENDED = "organisation_ended"
    OBJECT_LOST = "object_lost"
    DECISION_REVOKED = "decision_revoked"
    OTHER = "other"


class Supply(StrEnum):
    """What might be cut off to force compliance (供水、供电、供热、供燃气)."""

    WATER = "water"
    POWER = "power"
    HEAT = "heat"
    GAS = "gas"


class RemedyState(StrEnum):
    """What the party did about the decision (复议、诉讼情况), and how it ended."""

    UNUSED = "unused"
    PENDING = "pending"
    UPHELD = "upheld"
    OVERTURNED = "overturned"


class Harm(StrEnum):
    """The harm that allows substitute performance (代履行的后果要件)."""

    TRAFFIC = "traffic"
    POLLUTION = "pollution"
    RESOURCES = "resources"


class ClearedPlace(StrEnum):
    """Where immediate substitute performance is open (道路、河道、航道、公共场所)."""

    ROAD = "road"
    RIVER = "river"
    WATERWAY = "waterway"
    PUBLIC_PLACE = "public_place"
    OTHER = "other"


class BuildingArea(StrEnum):
    """Under which planning a building lies (城镇、乡村违法建筑)."""

    URBAN = "urban"
    VILLAGE = "village"


class OrderingBody(StrEnum):
    """Who ordered the demolition (作出限期拆除决定的机关)."""

    NATURAL_RESOURCES = "natural_resources"
    HOLDER_OF_POWER = "holder_of_power"
    TOWN_GOVERNMENT = "town_government"
    SUBDISTRICT = "subdistrict"


@dataclass(frozen=True, slots=True)
class ServedFacts:
    """How a document was served (送达): directly, or otherwise because that was impossible."""

    served_on: date
    is_direct: bool = False
    direct_was_impossible: bool = False


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """What the party said to a demand (陈述申辩) and what became of it."""

    was_made: bool = False
    was_recorded: bool = False
    was_rechecked: bool = False
    is_founded: bool = False
    was_adopted: bool = False


@dataclass(frozen=True, slots=True)
class DemandFacts:
    """A demand (催告): in writing, with its particulars, served, and the party heard on it.

    `performance_due_on` is the last day that the decision itself gave; `due_on` that of the demand.
    """

    day: date
    content: Mapping[str, object] = field(default_factory=dict)
    served: ServedFacts | None = None
    performance_due_on: date | None = None
    due_on: date | None = None
    statement: StatementFacts = StatementFacts()


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """When enforcement is to take place (执行时间)."""

    starts_at: datetime
    ends_at: datetime
    is_urgent: bool = False
    urgency_recorded: bool = False


@dataclass(frozen=True, slots=True)
class PowerCutFacts:
    """A cut of power to an enterprise (停止供电) under 《安全生产法》第七十条."""

    is_safety_department: bool = False
    has_major_hazard: bool = False
    order_refused: bool = False
    danger_is_real: bool = False
    approved_by_main_head: bool = False
    notified_at: datetime | None = None
    cut_at: datetime | None = None
    is_urgent: bool = False


@dataclass(frozen=True, slots=True)
class MeansFacts:
    """The means of enforcement (执行方式) as far as supplies are cut, and to whom."""

    cut: frozenset[Supply] = frozenset()
    is_for_residents: bool = False
    power_cut: PowerCutFacts = PowerCutFacts()


@dataclass(frozen=True, slots=True)
class SuspensionFacts:
    """The suspension of enforcement (中止执行)."""

    grounds: frozenset[SuspensionGround]
    suspended_on: date
    grounds_are_gone: bool = False
    resumed_on: date | None = None
    harms_society: bool = True
    party_is_unable: bool = False


@dataclass(frozen=True, slots=True)
class LateFineFacts:
    """A late fine that is to be enforced (加处罚款的执行)."""

    principal: Decimal
    amount: Decimal = ZERO
    standard_told: bool = False
    imposed_on: date | None = None


@dataclass(frozen=True, slots=True)
class EnforcementFacts:
    """A decision of enforcement (强制执行决定) and how it is carried out."""

    day: date
    has_own_power: bool = False
    is_performed: bool = False
    has_justified_reason: bool = False
    demand: DemandFacts | None = None
    assets_are_hidden: bool = False
    hiding_is_proved: bool = False
    decision: Mapping[str, object] = field(default_factory=dict)
    served: ServedFacts | None = None
    slot: SlotFacts | None = None
    means: MeansFacts = MeansFacts()
    suspension: SuspensionFacts | None = None
    endings: frozenset[TerminationGround] = frozenset()
    late_fine: LateFineFacts | None = None


@dataclass(frozen=True, slots=True)
class AuctionFacts:
    """Seized goods sold to offset a fine (拍卖抵缴罚款)."""

    day: date
    decision_served_on: date
    remedies_told: bool = True
    remedy: RemedyState = RemedyState.UNUSED
    was_seized_in_the_course: bool = False
    demand_served_on: date | None = None
    is_performed: bool = False


@dataclass(frozen=True, slots=True)
class ImmediateFacts:
    """Clearing at once (立即实施代履行) of what lies on a road, in a river or in public."""

    place: ClearedPlace
    must_go_at_once: bool = False
    party_is_unable: bool = False
    party_present: bool = False
    party_told_afterwards: bool = False


@dataclass(frozen=True, slots=True)
class SubstituteFacts:
    """Substitute performance (代履行) of a duty to clear away or restore, on `day`."""

    day: date
    is_duty_to_clear: bool = False
    harms: frozenset[Harm] = frozenset()
    demand_served_on: date | None = None
    decision: Mapping[str, object] = field(default_factory=dict)
    decision_served_on: date | None = None
    demanded_again_on: date | None = None
    is_performed: bool = False
    performer_has_interest: bool = False
    supervisor_present: bool = False
    all_signed: bool = False
    cost_above_estimate: bool = False
    by_force: bool = False
    immediate: ImmediateFacts | None = None


@dataclass(frozen=True, slots=True)
class MandateFacts:
    """Who may have a building demolished (拆除权限): order, article and mandate (责成)."""

    area: BuildingArea
    ordered_by: OrderingBody
    cites_article_65: bool = False
    cites_article_68: bool = False
    mandate_number: str = ""
    mandate_is_of_county_government: bool = False


@dataclass(frozen=True, slots=True)
class DemolitionSceneFacts:
    """What is done around a demolition (拆除现场)."""

    states_time: bool = False
    states_basis: bool = False
    removal_due_on: date | None = None
    notice_to_attend: bool = False
    party_present: bool = False
    neutral_witness: bool = False
    has_inventory: bool = False
    has_record: bool = False
    has_photographs: bool = False
    has_video: bool = False


@dataclass(frozen=True, slots=True)
class DemolitionFacts:
    """A forced demolition (强制拆除) planned in `slot`, of an order served earlier."""

    slot: SlotFacts
    order_served_on: date
    mandate: MandateFacts
    remedies_told: bool = True
    remedy: RemedyState = RemedyState.UNUSED
    announced_on: date | None = None
    self_demolition_due_on: date | None = None
    is_demolished: bool = False
    means: MeansFacts = MeansFacts()
    scene: DemolitionSceneFacts = DemolitionSceneFacts()


@dataclass(frozen=True, slots=True)
class CourtFacts:
    """The court that is asked (受理法院), by the keys of places."""

    place: str = ""
    is_basic: bool = True
    authority_place: str = ""
    immovable_place: str = ""


@dataclass(frozen=True, slots=True)
class CourtProgressFacts:
    """What the court did with the application (法院办理情况), as far as known on `asked_on`."""

    received_on: date
    asked_on: date
    accepted_on: date | None = None
    ruled_on: date | None = None
    is_doubtful: bool = False
    refusal_received_on: date | None = None
    review_asked_on: date | None = None
    fee_was_asked: bool = False
    cost_on_authority: bool = False


@dataclass(frozen=True, slots=True)
class CourtApplicationFacts:
    """An application to the court (申请法院强制执行), made or to be made on `day`.

    `instalments_end_on` is the end of an approved deferral or of the last instalment.
    """

    day: date
    decision_served_on: date
    review_first: bool = False
    remedies_told: bool = True
    remedy: RemedyState = RemedyState.UNUSED
    instalments_end_on: date | None = None
    is_performed: bool = False
    late_reason: str = ""
    demand_served_on: date | None = None
    court: CourtFacts = CourtFacts()
    content: Mapping[str, object] = field(default_factory=dict)
    progress: CourtProgressFacts | None = None
