"""`fazhi figures`: the figures of a year, each with numerator and base, as JSON."""

import argparse
import json
from decimal import Decimal
from typing import TYPE_CHECKING

from fazhi.cli.site import open_site, seat_of
from fazhi.cli.terminal import GOOD, help_of, written
from fazhi.law.answer import Text

if TYPE_CHECKING:
    from fazhi.kernel.access import Seat
    from fazhi.outcomes.indicators.queries import Figure


def configure(parser: argparse.ArgumentParser) -> None:
    """Declare the year and the authority."""
    parser.add_argument("--year", type=int, required=True, help=help_of("年份", "the year"))
    parser.add_argument(
        "--authority",
        default="",
        help=help_of("机关代码（只有一个时可省略）", "code of the authority"),
    )
    parser.add_argument("--json", action="store_true", help=help_of("输出 JSON", "print JSON"))


def run(arguments: argparse.Namespace) -> int:
    """Print the figures."""
    open_site()
    write = figures_as_json if arguments.json else figures_as_lines
    print(write(arguments.authority, arguments.year))  # noqa: T201 -- this is what was asked for
    return GOOD


def figures_as_json(authority: str, year: int) -> str:
    """Return the figures of a year as a JSON list, in the order of their definitions."""
    found = [as_json(figure) for figure in _figures(seat_of(authority), year)]
    return json.dumps(found, ensure_ascii=False, indent=2)


def figures_as_lines(authority: str, year: int) -> str:
    """Return the figures of a year for reading, one a line."""
    return "\n".join(written(in_words(figure)) for figure in _figures(seat_of(authority), year))


def in_words(figure: "Figure") -> Text:
    """Return a figure as a line: its name, its value, and what a percentage was counted from."""
    definition = figure.definition
    value = _plain(figure.value) or "–"
    of = "" if figure.base is None else f" ({_plain(figure.numerator)}/{_plain(figure.base)})"
    return Text(
        f"{definition.name.zh}：{value} {definition.unit.zh}{of}",
        f"{definition.name.en}: {value} {definition.unit.en}{of}",
    )


def as_json(figure: "Figure") -> dict[str, object]:
    """Return a figure as the published schema has it (docs/commands/figures.schema.json)."""
    definition = figure.definition
    return {
        "id": definition.id,
        "name": definition.name.zh,
        "value": _number(figure.value),
        "unit": definition.unit.zh,
        "numerator": _number(figure.numerator),
        "base": _number(figure.base),
        "definition": definition.definition.zh,
        "url": figure.address,
    }


def _figures(seat: "Seat", year: int) -> "list[Figure]":
    from fazhi.outcomes.indicators.period import Period  # noqa: PLC0415 -- needs the settings
    from fazhi.outcomes.indicators.queries import figures  # noqa: PLC0415 -- needs the settings

    return figures(seat, Period.of_year(year))


def _number(value: Decimal | None) -> int | float | None:
    """Return a JSON number: whole where it is whole, else with its two decimals (7.34)."""
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _plain(number: Decimal | None) -> str | None:
    return None if number is None else format(number.normalize(), "f")
