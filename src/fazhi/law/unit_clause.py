"""Unit clauses (期限计算条款): which periods of a statute are counted in working days.

Article 85 of the Penalty Law makes its five days working days and leaves its fifteen calendar days;
the Compulsion Law draws the line at ten; the petition rules know one single period of working days.
The same number of days means different things in different laws, so the key is law and article.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.deadline_rule import Unit
from fazhi.law.errors import UnknownLawError
from fazhi.law.reading import Entry


@dataclass(frozen=True, slots=True)
class UnitClause:
    """One row of the day-kind table: the periods of one instrument that are working days.

    `numbers` are those periods; `up_to` says that all up to this number are; both empty means that
    every period of these `articles` is, or of the whole instrument when no article is named.
    """

    name: str
    instrument: str
    because: tuple[Citation, ...]
    verified: str
    none: bool = False
    numbers: frozenset[int] = frozenset()
    up_to: int = 0
    articles: frozenset[int] = frozenset()

    def unit_of(self, citation: Citation, number: int) -> Unit:
        """Return what a number of days in a provision of this instrument is counted in."""
        if self.none or (self.articles and citation.article not in self.articles):
            return Unit.CALENDAR_DAYS
        if self.numbers:
            return Unit.WORKING_DAYS if number in self.numbers else Unit.CALENDAR_DAYS
        if self.up_to and number > self.up_to:
            return Unit.CALENDAR_DAYS
        return Unit.WORKING_DAYS


def read_unit_clauses(entry: Entry) -> dict[str, UnitClause]:
    """Read one `unit_clauses.yaml`; each clause is kept under its instrument."""
    clauses: dict[str, UnitClause] = {}
    for name, row in entry.named():
        clause = _clause(name, row)
        if clause.instrument in clauses:
            raise row.error("cite", "这部规范已有一条", "this instrument has a row already")
        clauses[clause.instrument] = clause
    return clauses


def unit_of(clauses: Mapping[str, UnitClause], citation: Citation, number: int) -> Unit:
    """Return what a number of days in a provision is counted in; refuse an unknown law."""
    if citation.instrument not in clauses:
        raise UnknownLawError(
            Text(
                f"不知道{citation}的期限按工作日还是日历日计算",
                f"How days are counted under {citation} is not known",
            )
        )
    return clauses[citation.instrument].unit_of(citation, number)


def _clause(name: str, entry: Entry) -> UnitClause:
    because = entry.cite()
    clause = UnitClause(
        name=name,
        instrument=because[0].instrument,
        because=because,
        verified=entry.verified(),
        none=entry.flag("none"),
        numbers=entry.wholes("numbers"),
        up_to=entry.whole("up_to", 0),
        articles=entry.wholes("articles"),
    )
    entry.finish()
    return clause
