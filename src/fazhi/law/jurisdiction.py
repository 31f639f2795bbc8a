"""Jurisdictions (适用地域): a city inside a province inside the nation, each a folder of law data.

    law = load_law("ningbo")
    law.parameter("penalty.summary.fine_cap_person").at(day)
    law.deadline("PAY").from_(served_on)

Whatever is asked is looked for in the city, then in the province, then in the nation.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Self, TypeVar

from fazhi.law.answer import Text
from fazhi.law.calendar import WorkingCalendar
from fazhi.law.citation import Citation
from fazhi.law.deadline_rule import Anchor, DeadlineRule, Unit, read_anchors, read_deadlines
from fazhi.law.english_citation import in_english
from fazhi.law.errors import UnknownLawError
from fazhi.law.instrument import Instrument, read_instruments
from fazhi.law.parameter import Parameter, read_parameter
from fazhi.law.reading import Entry, read
from fazhi.law.reckoner import Reckoner
from fazhi.law.unit_clause import UnitClause, read_unit_clauses, unit_of

FOLDER = Path(__file__).parent / "jurisdictions"

_Item = TypeVar("_Item")


@dataclass(frozen=True, eq=False)
class Jurisdiction:
    """The law data of one place (适用地域), laid over that of the wider places around it."""

    name: str
    label: Text
    instruments: Mapping[str, Instrument]
    anchors: Mapping[str, Anchor]
    parameters: Mapping[str, Parameter]
    deadlines: Mapping[str, DeadlineRule]
    unit_clauses: Mapping[str, UnitClause]

    @classmethod
    def load(cls, name: str, root: Path = FOLDER) -> Self:
        """Read a jurisdiction and those it lies within; any mistake in a file is an error."""
        own = _Folder(root / name, root)
        entry = own.head(name)
        label = Text(zh=entry.text("label"), en=entry.text("label_en"))
        wider = cls.load(entry.text("within"), root) if entry.has("within") else cls.nowhere()
        entry.finish()
        anchors = {**wider.anchors, **own.all("anchors.yaml", read_anchors)}
        deadlines = own.all("deadlines/**/*.yaml", partial(read_deadlines, anchors=anchors))
        clauses = own.all("unit_clauses.yaml", read_unit_clauses)
        return cls(
            name=name,
            label=label,
            instruments={**wider.instruments, **own.all("instruments.yaml", read_instruments)},
            anchors=anchors,
            parameters={**wider.parameters, **own.parameters(wider.parameters)},
            deadlines={**wider.deadlines, **deadlines},
            unit_clauses={**wider.unit_clauses, **clauses},
        )

    @classmethod
    def nowhere(cls) -> Self:
        """Return the place around the nation, where there is no law."""
        return cls("", Text("", ""), {}, {}, {}, {}, {})


@dataclass(frozen=True, eq=False)
class Law:
    """The law of one place with its working calendar: all that a rule may be asked with."""

    jurisdiction: Jurisdiction
    calendar: WorkingCalendar

    def parameter(self, path: str) -> Parameter:
        """Return a parameter by its dotted path; ask it with `.at(day)`."""
        return _known(self.jurisdiction.parameters, path, Text("参数", "parameter"))

    def deadline(self, name: str) -> Reckoner:
        """Return a deadline rule by its identifier; ask it with `.from_(day)`."""
        rule = _known(self.jurisdiction.deadlines, name, Text("期限规则", "deadline rule"))
        return Reckoner(rule, self.calendar)

    def instrument(self, key: str) -> Instrument:
        """Return an instrument by its key, such as `行政处罚法(2021)`."""
        return _known(self.jurisdiction.instruments, key, Text("规范依据", "instrument"))

    def in_english(self, cited: Citation | str) -> str:
        """Write a provision, or a stored list of them, for readers of English."""
        return in_english(cited, self.jurisdiction.instruments)

    def unit_of(self, citation: Citation, number: int) -> Unit:
        """Return whether a number of days in a provision means working days or calendar days."""
        return unit_of(self.jurisdiction.unit_clauses, citation, number)

    def with_calendar(self, calendar: WorkingCalendar) -> Self:
        """Return the same law with another calendar, such as one an administrator extended."""
        return type(self)(self.jurisdiction, calendar)


@cache
def load_law(jurisdiction: str = "ningbo") -> Law:
    """Return the law of a place with the calendar of the product, read once."""
    return Law(Jurisdiction.load(jurisdiction), WorkingCalendar.load())


@dataclass(frozen=True, slots=True)
class _Folder:
    """The folder of one jurisdiction; errors name its files as seen from the root."""

    path: Path
    root: Path

    def head(self, name: str) -> Entry:
        file = self.path / "jurisdiction.yaml"
        if not file.is_file():
            raise UnknownLawError(Text(f"没有适用地域“{name}”", f"No jurisdiction “{name}”"))
        return read(file, self.root)

    def all(self, pattern: str, build: Callable[[Entry], dict[str, _Item]]) -> dict[str, _Item]:
        found: dict[str, _Item] = {}
        for file in sorted(self.path.glob(pattern)):
            entry = read(file, self.root)
            for name, item in build(entry).items():
                if name in found:
                    raise entry.error(name, "在另一个文件中已有", "is already in another file")
                found[name] = item
        return found

    def parameters(self, wider: Mapping[str, Parameter]) -> dict[str, Parameter]:
        base, found = self.path / "parameters", {}
        for file in sorted(base.rglob("*.yaml")):
            name = ".".join(file.relative_to(base).with_suffix("").parts)
            own = read_parameter(name, read(file, self.root))
            found[name] = own.over(wider[name]) if name in wider else own
        return found


def _known(items: Mapping[str, _Item], name: str, what: Text) -> _Item:
    if name not in items:
        raise UnknownLawError(Text(f"没有{what.zh}“{name}”", f"There is no {what.en} “{name}”"))
    return items[name]
