"""Definitions of figures, as data: what is counted, over what, and how it is called."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fazhi.law.answer import Text
from fazhi.outcomes.indicators.measures import Measure
from fazhi.outcomes.indicators.records import MEASURES

FOLDER = Path(__file__).parent / "definitions"
PERCENT = "%"
_KEYS = frozenset({"name", "unit", "numerator", "base", "definition"})


class DefinitionError(ValueError):
    """A definition cannot be read; says in which file, of which figure, and what is wrong."""


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
    return read_definitions(FOLDER)


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


def _text(place: str, key: str, data: object) -> Text:
    if not isinstance(data, dict) or set(data) != {"zh", "en"}:
        raise DefinitionError(f"{place}: {key} 须有 zh 和 en 两种文字")
    return Text(zh=str(data["zh"]), en=str(data["en"]))


def _measure(place: str, name: object) -> Measure:
    if name not in MEASURES:
        raise DefinitionError(f"{place}: 没有名为 {name} 的计数")
    return MEASURES[str(name)]
