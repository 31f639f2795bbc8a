"""Parameters (参数): the numbers of the law, dated and cited.

    law.parameter("penalty.summary.fine_cap_person").at(day)
    # DatedValue(value=Decimal("200"), cite=《行政处罚法》第五十一条, since=2021-07-15, …)

A parameter is one YAML file; its path below `parameters/` is its name. City, province and nation
are asked in this order, each for a version that covers the day.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Self

from fazhi.law.answer import Text
from fazhi.law.citation import Citation
from fazhi.law.dated import closed, in_force
from fazhi.law.errors import NotInForceError
from fazhi.law.reading import Entry

#: What a parameter may be measured in, and whether its value is an exact number, a whole number,
#: a word or a truth value.
UNITS: Mapping[str, type] = {
    "CNY": Decimal,
    "ratio": Decimal,
    "ratio_per_day": Decimal,
    "years": int,
    "months": int,
    "days": int,
    "working_days": int,
    "hours": int,
    "count": int,
    "persons": int,
    "copies": int,
    "boolean": bool,
    "word": str,
    "words": tuple,
}

Value = Decimal | int | bool | str | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A value of the law on a day, with the provisions it rests on and since when it holds."""

    value: Value
    because: tuple[Citation, ...]
    since: dt.date
    until: dt.date | None
    verified: str

    @property
    def cite(self) -> Citation:
        """The first provision: the one that carries the number."""
        return self.because[0]

    @property
    def amount(self) -> Decimal:
        """The value as an exact number, for parameters measured in money or a ratio."""
        if not isinstance(self.value, Decimal):
            raise TypeError(f"{self.value!r} is not an amount")
        return self.value

    @property
    def number(self) -> int:
        """The value as a whole number, for parameters that count days, years or persons."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise TypeError(f"{self.value!r} is not a whole number")
        return self.value


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number of the law (参数) with all its versions, of the city first and the nation last."""

    path: str
    label: Text
    unit: str
    checked_on: dt.date
    layers: tuple[tuple[DatedValue, ...], ...]
    note: str = ""

    def at(self, day: dt.date) -> DatedValue:
        """Return the value in force on a day; refuse a day that no version covers."""
        for versions in self.layers:
            if (version := in_force(versions, day)) is not None:
                return version
        raise NotInForceError(
            Text(
                zh=f"{day} 没有有效的“{self.label.zh}”（{self.path}）",
                en=f"No version of “{self.label.en}” ({self.path}) is in force on {day}",
            )
        )

    def over(self, wider: Self) -> Self:
        """Return this parameter with that of the wider jurisdiction underneath."""
        return replace(self, layers=self.layers + wider.layers)


def read_parameter(path: str, entry: Entry) -> Parameter:
    """Read one parameter file; `path` is its dotted name."""
    unit = entry.choice("unit", UNITS.keys())
    verified = entry.verified()
    parameter = Parameter(
        path=path,
        label=Text(zh=entry.text("label"), en=entry.text("label_en")),
        unit=unit,
        checked_on=entry.day("checked_on"),
        note=entry.text("note") if entry.has("note") else "",
        layers=(
            closed([_version(each, unit, verified) for each in entry.entries("versions")], entry),
        ),
    )
    entry.finish()
    return parameter


def _version(entry: Entry, unit: str, verified: str) -> DatedValue:
    version = DatedValue(
        value=_value(entry, unit),
        because=entry.cite(),
        since=entry.day("since"),
        until=entry.day_or_none("until"),
        verified=entry.verified(verified),
    )
    entry.finish()
    return version


def _value(entry: Entry, unit: str) -> Value:
    value, kind = entry.take("value"), UNITS[unit]
    if kind is Decimal and isinstance(value, int | Decimal) and not isinstance(value, bool):
        return Decimal(value)
    if kind is tuple and isinstance(value, list) and all(isinstance(word, str) for word in value):
        return tuple(value)
    if isinstance(value, bool | int | str) and type(value) is kind:
        return value
    raise entry.error("value", f"与单位 {unit} 不符：{value!r}", f"{value!r} does not fit {unit}")
