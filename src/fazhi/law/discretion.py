"""Discretion (裁量): the circumstances that are weighed, and the room that the law leaves.

The lists of grounds are closed: those of 《行政处罚法》第三十二条 and 第四十九条, those on which
nothing is imposed at all, and the seven factors of 《浙江省行政处罚裁量权基准规定》第五条. What is
not ticked is not on file.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fazhi.law.answer import Answer
from fazhi.law.facts import Edition, FineRange, Leniency, PartyFacts, PenaltyFacts, PowerFacts


class LighterGround(StrEnum):
    """Why a penalty must be lighter or mitigated (从轻、减轻情形), in the order of 第三十二条."""

    REMOVED_HARM = "removed_harm"
    COERCED_OR_INDUCED = "coerced_or_induced"
    CONFESSED_UNKNOWN_ACT = "confessed_unknown_act"
    MERIT = "merit"
    OTHER_BY_LAW = "other_by_law"


class HeavierGround(StrEnum):
    """Why a penalty may be heavier inside its range (从重情形)."""

    REPEATED = "repeated"
    REFUSES_CORRECTION = "refuses_correction"
    EMERGENCY = "emergency"
    OTHER_BY_LAW = "other_by_law"


class Consideration(StrEnum):
    """The seven factors that are weighed (裁量因素), 《浙江省行政处罚裁量权基准规定》第五条."""

    AGE = "age"
    FAULT = "fault"
    MANNER = "manner"
    AMOUNT = "amount"
    HARM = "harm"
    ATTITUDE = "attitude"
    OTHER = "other"


class Harm(StrEnum):
    """What the act has done (危害后果)."""

    NONE = "none"
    SLIGHT = "slight"
    REAL = "real"


class Gravity(StrEnum):
    """The tiers of a benchmark (裁量阶次), from the lightest; the words are those of its rows."""

    MINOR = "minor"
    SLIGHT = "first"
    MIDDLE = "second"
    GRAVE = "third"


class NoPenaltyGround(StrEnum):
    """Why nothing is imposed (不予处罚情形)."""

    NO_LONGER_ILLEGAL = "no_longer_illegal"
    BELOW_THE_AGE = "below_the_age"
    NO_CAPACITY = "no_capacity"
    SLIGHT_AND_CORRECTED = "slight_and_corrected"
    NO_FAULT = "no_fault"
    FIRST_AND_CORRECTED = "first_and_corrected"
    LISTED = "listed"


#: Which part of the range a tier stands for. No text says so: it is read from the names of tiers,
#: and so only warns (DSC-01).
PART_OF_TIER = {
    Gravity.MINOR: Leniency.LIGHTER,
    Gravity.SLIGHT: Leniency.LIGHTER,
    Gravity.MIDDLE: Leniency.ORDINARY,
    Gravity.GRAVE: Leniency.HEAVIER,
}


@dataclass(frozen=True, slots=True)
class BenchmarkTier:
    """A tier of a published benchmark (裁量阶次); without a fine it imposes nothing.

    A tier counted in something else than yuan, such as yuan per square metre, is shown and not
    compared with an amount.
    """

    benchmark: str
    gravity: Gravity
    fine: FineRange | None = None
    is_in_yuan: bool = True

    @property
    def part(self) -> Leniency:
        """Return the part of the range for which the tier stands."""
        return PART_OF_TIER[self.gravity]


@dataclass(frozen=True, slots=True)
class Circumstances:
    """The circumstances of the act (情节), as far as they are proved and on file.

    `earlier_on` are the days of earlier penalties of the same kind, `is_first` that the act is held
    to be the first. `is_faultless` means that the party has proved it; where a statute or an
    administrative regulation asks for no fault, `fault_is_not_asked` says so.
    """

    lighter: frozenset[LighterGround] = frozenset()
    heavier: frozenset[HeavierGround] = frozenset()
    is_slight: bool = False
    was_corrected_in_time: bool = False
    harm: Harm | None = None
    is_first: bool = False
    earlier_on: tuple[date, ...] = ()
    is_faultless: bool = False
    fault_is_not_asked: bool = False
    has_reduced_capacity: bool = False
    breaks_emergency_measure: bool = False
    meets_listed_conditions: bool = False


@dataclass(frozen=True, slots=True)
class Weighing:
    """What was written down of the weighing (裁量说明), and what goes with it."""

    considered: frozenset[Consideration] = frozenset()
    is_reasoned: bool = False
    leniency_is_weighed: bool = False
    looked_up_on: date | None = None
    is_educated: bool = False
    guardian_present: bool = False
    will_be_published: bool = False


@dataclass(frozen=True, slots=True)
class DiscretionFacts:
    """Everything the law asks where a penalty is measured (裁量).

    `day` is the day of the decision and `acted_on` that of the act. `power` is the item as it
    stands on `day`, `power_then` as it stood on `acted_on`, given only if it has changed since;
    `applied` says under which the penalty was measured. Without `penalty` nothing is imposed.
    """

    day: date
    acted_on: date
    party: PartyFacts
    power: PowerFacts
    power_then: PowerFacts | None = None
    applied: Edition = Edition.OF_THE_DECISION
    tiers: tuple[BenchmarkTier, ...] = ()
    circumstances: Circumstances = Circumstances()
    weighing: Weighing = Weighing()
    penalty: PenaltyFacts | None = None

    @property
    def power_applied(self) -> PowerFacts:
        """Return the edition of the item under which the penalty was measured."""
        if self.applied is Edition.OF_THE_VIOLATION and self.power_then is not None:
            return self.power_then
        return self.power


@dataclass(frozen=True, slots=True)
class NoPenalty:
    """A ground on which nothing is imposed (不予处罚): a duty, or a choice that comes first.

    The answer names the provision and what is done instead; education is always part of it.
    """

    ground: NoPenaltyGround
    is_duty: bool
    answer: Answer


@dataclass(frozen=True, slots=True)
class Opening:
    """Whether one part of the range is open (可否从轻、减轻、从重), which, and says who.

    `ranges` are empty where no fine is provided for or its range is not recorded.
    """

    leniency: Leniency
    ranges: tuple[FineRange, ...]
    is_cut_by_benchmark: bool
    answer: Answer

    @property
    def is_open(self) -> bool:
        """Tell whether a penalty may be measured there."""
        return self.answer.holds


@dataclass(frozen=True, slots=True)
class TierOpening:
    """A tier of the benchmark (裁量阶次), and whether it may apply under these circumstances."""

    tier: BenchmarkTier
    may_apply: bool


@dataclass(frozen=True, slots=True)
class MeasuredRange:
    """The room that the law leaves for one penalty (裁量幅度).

    `edition` is the edition that applies (第三十七条); None where each is lighter in some respect,
    and then the range is that of the act until a reviewer has decided.
    """

    edition: Edition | None
    edition_answer: Answer
    statutory: tuple[FineRange, ...]
    openings: tuple[Opening, ...]
    tiers: tuple[TierOpening, ...]
    no_penalty: tuple[NoPenalty, ...]

    @property
    def must_not_penalise(self) -> bool:
        """Tell whether the law forbids any penalty."""
        return any(each.is_duty for each in self.no_penalty)
