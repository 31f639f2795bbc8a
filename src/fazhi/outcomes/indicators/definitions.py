"""Definitions of figures, as data: what is counted, over what, and how it is called."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fazhi.kernel import clock
from fazhi.kernel.errors import RefusalError
from fazhi.law.answer import Answer, Text
from fazhi.law.rules.execution import figure_is_lawful
from fazhi.outcomes.indicators.measures import Measure
from fazhi.outcomes.indicators.records import MEASURES

FOLDER = Path(__file__).parent / "definitions"
_folders = [FOLDER]
PERCENT = "%"
_KEYS = frozenset({"name", "unit", "numerator", "base", "definition"})
#: What would make a figure a task, an appraisal, or one of persons. No figure has these.
_TYING = frozenset({"appraises", "by", "target"})


class DefinitionError(ValueError):
    """A definition cannot be read; says in which file, of which figure, and what is wrong."""


class UnlawfulFigureError(RefusalError, DefinitionError):
    """A definition that the law forbids; says where, by which article, and what to do."""

    def __init__(self, place: str, answer: Answer) -> None:
        """Keep the answer of the law, and say where it was given."""
        super().__init__([answer])
        articles = "、".join(str(each) for each in answer.because)
        self.args = (f"{place}: {answer.rule} {answer.reason}{answer.next_step}（{articles}）",)


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure (指标口径): its name, unit, numerator and, for a percentage, its base."""

    id: str
    name: Text
    unit: Text
    numerator: Measure
    base: Measure | None
    definition: Text

    @property
    def is_rate(self) -> bool:
        """Tell whether the figure is a percentage of a base."""
        return self.base is not None


@cache
def definitions() -> Mapping[str, Definition]:
    """Return every definition by its identifier, in the order of the files."""
    found: dict[str, Definition] = {}
    for folder in _folders:
        found |= read_definitions(folder)
    return found


def offer(folder: Path, measures: Sequence[Measure]) -> None:
    """Add the measures and definitions of a room that stands above this one, when apps load."""
    MEASURES.update({each.key: each for each in measures})
    if folder not in _folders:
        _folders.append(folder)
    definitions.cache_clear()


def read_definitions(folder: Path) -> dict[str, Definition]:
    """Read the definitions of a folder; any mistake is a DefinitionError."""
    found: dict[str, Definition] = {}
    for path in sorted(folder.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if not isinstance(content, dict):
            raise DefinitionError(f"{path.name}: 应为“指标编号: 内容”的列表")
        for key, data in content.items():
            if key in found:
                raise DefinitionError(f"{path.name}: 指标 {key} 定义了两次")
            found[key] = _read(f"{path.name}: {key}", str(key), data)
    return found


def _read(place: str, key: str, data: Mapping[str, Any]) -> Definition:
    if not isinstance(data, dict):
        raise DefinitionError(f"{place}: 内容应为各栏的列表")
    _refuse_tied_proceeds(place, data)
    unknown = set(data) - _KEYS
    if unknown:
        raise DefinitionError(f"{place}: 没有这些栏目：{'、'.join(sorted(map(str, unknown)))}")
    unit = data.get("unit")
    is_rate = unit == PERCENT
    if is_rate and not data.get("base"):
        raise DefinitionError(f"{place}: 百分比必须写明分母 base")
    if not is_rate and data.get("base"):
        raise DefinitionError(f"{place}: 有分母的指标，单位应为 %")
    return Definition(
        id=key,
        name=_text(place, "name", data.get("name")),
        unit=Text(PERCENT, PERCENT) if is_rate else _text(place, "unit", unit),
        numerator=_measure(place, data.get("numerator")),
        base=_measure(place, data["base"]) if is_rate else None,
        definition=_text(place, "definition", data.get("definition")),
    )


def _refuse_tied_proceeds(place: str, data: Mapping[str, Any]) -> None:
    """Refuse a figure that ties fines to targets, appraisal or persons (行政处罚法 art. 74)."""
    measures = [MEASURES[name] for name in (data.get("numerator"), data.get("base"))
                if name in MEASURES]  # fmt: skip
    is_tied = any(each.is_of_proceeds for each in measures) and not _TYING.isdisjoint(data)
    answer = figure_is_lawful(day=clock.today(), ties_proceeds_to_appraisal=is_tied)
    if answer.blocks:
        raise UnlawfulFigureError(place, answer)


def _text(place: str, key: str, data: object) -> Text:
    if not isinstance(data, dict) or set(data) != {"zh", "en"}:
        raise DefinitionError(f"{place}: {key} 须有 zh 和 en 两种文字")
    return Text(zh=str(data["zh"]), en=str(data["en"]))


def _measure(place: str, name: object) -> Measure:
    if name not in MEASURES:
        raise DefinitionError(f"{place}: 没有名为 {name} 的计数")
    return MEASURES[str(name)]
