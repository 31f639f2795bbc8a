"""A whole file (全案): its facts and all its acts, as the examiner reads it.

The gates of a procedure judge an act by what came before it; what follows a decision is judged by
what came before and after: a seizure by its lifting, a demand by its service.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from fazhi.law.answer import Text
from fazhi.law.case_acts import CaseAct, OrdinaryFacts
from fazhi.law.deadline import CHINA
from fazhi.law.documents import DocumentKind, document_form
from fazhi.law.facts import ZERO, ProcedureKind, RemedyFacts

#: Who reviews and who judges, where a file does not name them.
REMEDY = RemedyFacts(review_body="（未写明的）区人民政府", court="（未写明的）人民法院")
_STATED = "有"


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that a file does not tell and that was taken to be so (推定)."""

    act: str
    text: Text


@dataclass(frozen=True)
class WholeFile:
    """A file with every act on it (全案), in the order in which the acts are told.

    `assumed` collects what the judges had to take to be so.
    """

    facts: OrdinaryFacts
    acts: tuple[CaseAct, ...]
    procedure: ProcedureKind = ProcedureKind.ORDINARY
    remedy: RemedyFacts = REMEDY
    assumed: list[Assumption] = field(default_factory=list)

    def assume(self, act: str, zh: str, en: str) -> None:
        """Keep what was taken to be so, once."""
        found = Assumption(act, Text(zh, en))
        if found not in self.assumed:
            self.assumed.append(found)

    def all(self, *steps: str) -> Iterator[CaseAct]:
        """Yield every act of some steps."""
        return (act for act in self.acts if act.step in steps)

    def last(self, *steps: str) -> CaseAct | None:
        """Return the last act of some steps."""
        return self.before(len(self.acts), *steps)

    def before(self, place: int, *steps: str) -> CaseAct | None:
        """Return the nearest act of some steps before a place of the file."""
        found = [act for act in self.acts[:place] if act.step in steps]
        return found[-1] if found else None

    def following(self, place: int) -> tuple[CaseAct, ...]:
        """Return what follows an act until the same step is taken anew."""
        later = self.acts[place + 1 :]
        ends = (n for n, act in enumerate(later) if act.step == self.acts[place].step)
        return later[: next(ends, len(later))]

    @property
    def latest(self) -> dt.datetime:
        """The moment of the latest act: a file knows no later day."""
        return max(moment(act.at) for act in self.acts)

    @property
    def is_on_the_spot(self) -> bool:
        """Tell whether the decision was made under the summary procedure."""
        return self.procedure is ProcedureKind.SUMMARY

    @property
    def decision(self) -> CaseAct | None:
        """The decision, as far as it is on file."""
        return self.last("decision")

    @property
    def fine(self) -> Decimal:
        """The fine that was imposed."""
        return self.decision.amount("fine") if self.decision else ZERO

    @property
    def served_on(self) -> dt.date | None:
        """The day on which the decision was served; on the spot it is that of the decision."""
        if self.is_on_the_spot and self.decision is not None:
            return self.decision.day
        served = self.last("decision_service")
        return served.date("effective_on") if served else None

    @property
    def paid_on(self) -> dt.date | None:
        """The day on which the payments on file reached the fine."""
        paid = ZERO
        for act in self.all("payment", "cash_collection"):
            paid += act.amount("amount")
            if 0 < self.fine <= paid:
                return act.day
        performed = self.last("performance")
        return performed.date("performed_on") if performed else None


def moment(at: dt.datetime) -> dt.datetime:
    """Return a moment with its zone: one that names none is read on a clock in China."""
    return at if at.tzinfo else at.replace(tzinfo=CHINA)


def document_of(kind: DocumentKind, act: CaseAct, **stated: object) -> dict[str, object]:
    """Return a document that states everything, or nothing where the act says it is lacking."""
    if not act.flag("is_document_complete"):
        return {}
    return {each.key: _STATED for each in document_form(kind).particulars} | stated
