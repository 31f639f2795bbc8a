"""Acts on a case (案件经过): what was done, by whom and when, stripped of every name.

A file under a procedure is the list of its acts. The room turns its rows into these, the examiner
the lines of a timeline; the gates of the procedure read nothing else.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from fazhi.law.facts import (
    ZERO,
    FineRange,
    OfficerFacts,
    PartyFacts,
    PenaltyKind,
    PowerFacts,
    ViolationFacts,
)


class Conclusion(StrEnum):
    """The four outcomes of an investigation (调查终结的四种处理) of 《行政处罚法》第五十七条."""

    PENALTY = "penalty"
    NO_PENALTY = "no_penalty"
    NOT_ESTABLISHED = "not_established"
    CRIMINAL_REFERRAL = "criminal_referral"


class ReviewOutcome(StrEnum):
    """What came of a review (审核意见)."""

    PASSED = "passed"
    RETURNED = "returned"


class HearingOutcome(StrEnum):
    """How a hearing ended (听证结果): held, or ended because the party stayed away or left."""

    HELD = "held"
    WAIVED_BY_ABSENCE = "waived_by_absence"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class CaseAct:
    """One act on a case (案件中的一个行为), on file or about to be taken.

    `at` is its local moment; `officers` took it together, or `by` is the key of the one person who
    signs it. `says` holds its particulars under the names of the procedure.
    """

    step: str
    at: dt.datetime
    officers: tuple[OfficerFacts, ...] = ()
    by: str = ""
    says: Mapping[str, object] = field(default_factory=dict)

    @property
    def day(self) -> dt.date:
        """The local day of the act."""
        return self.at.date()

    def flag(self, key: str) -> bool:
        """Tell whether the act says yes to a question; silence is no."""
        return bool(self.says.get(key))

    def word(self, key: str) -> str:
        """Return a word that the act says, empty when it does not."""
        return str(self.says.get(key) or "")

    def date(self, key: str) -> dt.date | None:
        """Return a day that the act says."""
        value = self.says.get(key)
        return value if isinstance(value, dt.date) else None

    def amount(self, key: str) -> Decimal:
        """Return an amount that the act says, nothing when it does not."""
        value = self.says.get(key)
        return value if isinstance(value, Decimal) else ZERO

    def number(self, key: str) -> int:
        """Return a count that the act says, 0 when it does not."""
        value = self.says.get(key)
        return value if isinstance(value, int) else 0

    @property
    def kinds(self) -> frozenset[PenaltyKind]:
        """The kinds of penalty that the act proposes, tells or imposes."""
        value = self.says.get("kinds")
        words = value if isinstance(value, tuple | list | frozenset | set) else ()
        return frozenset(PenaltyKind(str(word)) for word in words)


@dataclass(frozen=True)
class OrdinaryFacts:
    """A case under the ordinary procedure (普通程序案件): who, what, which power, and its acts.

    `power` is the item on the day of the question. `decides_grave` is false where the published
    list leaves grave penalties to the district (MAJ-02). `acts` are in the order of time.
    """

    party: PartyFacts
    power: PowerFacts
    violation: ViolationFacts
    acts: tuple[CaseAct, ...] = ()
    decides_grave: bool = True
    benchmark: FineRange | None = None
    needs_interpreter: bool = False

    @cached_property
    def file(self) -> "OnFile":
        """The acts that stand."""
        return OnFile.of(self.acts)

    @property
    def investigators(self) -> frozenset[str]:
        """The keys of everybody who took part in the investigation."""
        return frozenset(
            officer.key
            for act in self.acts
            if act.step in INVESTIGATION
            for officer in act.officers
        )

    @property
    def punishes(self) -> bool:
        """Tell whether a penalty is proposed, or, before any proposal, may come."""
        report = self.file.last("investigation_report")
        return report is None or report.word("conclusion") == Conclusion.PENALTY


#: The three levels of review and the discussion: returned at any, all are owed anew (三级审核).
REVIEWS = ("squad_review", "legality_review", "deliberation", "head_approval")

_HEARING = ("hearing_request", "hearing_notice", "hearing")
_HEARD = ("statement_and_defence", *_HEARING)

#: What a step, taken again, makes owed anew: new facts a new review, a new notice a new hearing.
RESETS: Mapping[str, tuple[str, ...]] = {
    "registration_preservation": ("preservation_result",),
    "order_to_correct": ("reinspection",),
    "investigation_report": REVIEWS,
    "prior_notice": ("notice_service", *_HEARD, *REVIEWS),
    "notice_service": (*_HEARD, *REVIEWS),
    "statement_and_defence": REVIEWS,
    "hearing_request": (*_HEARING, *REVIEWS),
    "hearing_notice": ("hearing", *REVIEWS),
    "hearing": REVIEWS,
    "squad_review": REVIEWS,
    "legality_review": REVIEWS[1:],
    "deliberation": REVIEWS[2:],
}

#: Steps by which a person becomes an investigator of the case (调查人员).
INVESTIGATION = frozenset(
    {
        "gather_evidence",
        "interview_record",
        "on_site_record",
        "examination_record",
        "sampling",
        "registration_preservation",
        "investigation_report",
    }
)


@dataclass(frozen=True, slots=True)
class OnFile:
    """The acts that stand: one taken anew, or a review that returned the file, undoes others."""

    standing: Mapping[str, CaseAct]

    @classmethod
    def of(cls, acts: tuple[CaseAct, ...]) -> "OnFile":
        """Play the acts in their order; of a step taken more than once the last one stands."""
        standing: dict[str, CaseAct] = {}
        for act in acts:
            if "decision" not in standing:
                for undone in RESETS.get(act.step, ()):
                    standing.pop(undone, None)
            if act.word("outcome") == ReviewOutcome.RETURNED:
                for review in REVIEWS:
                    standing.pop(review, None)
            else:
                standing[act.step] = act
        return cls(standing)

    def __contains__(self, step: str) -> bool:
        return step in self.standing

    def last(self, step: str) -> CaseAct | None:
        """Return the act of a step that stands, if any."""
        return self.standing.get(step)

    def says(self, step: str, key: str) -> object:
        """Return what the standing act of a step says, None without one."""
        act = self.standing.get(step)
        return act.says.get(key) if act else None
