"""Narrative: text with live figures in it, and the refusal of figures that somebody typed."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fazhi.outcomes.indicators.definitions import definitions
from fazhi.outcomes.returns.errors import TypedFigureError, UnknownFigureError

_FILE = Path(__file__).parent / "outlines" / "annual_report.yaml"
_PLACE = re.compile(r"\{\{\s*(figure|note):\s*([a-z_.]+)\s*\}\}")
_COUNTED = "起|件|项|名|个|次|辆|支|家|户|处|人|元|万|亿|%|％|余"
#: A number before a counting word; years, days and numbers of documents have none.
_TYPED = re.compile(
    rf"(?:[0-9０-９][0-9０-９,.，]*|[二三四五六七八九十百千两]+)\s*(?:多|余)?(?:{_COUNTED})"
)
_PERCENT = re.compile(r"百分之[零一二三四五六七八九十百点]+")


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """A place in the text where a figure stands, or the note of what stands behind it."""

    key: str
    is_note: bool = False


def parts_of(text: str) -> Iterator[Words | FigurePlace]:
    """Split a text into words and places of figures."""
    end = 0
    for place in _PLACE.finditer(text):
        if place.start() > end:
            yield Words(text[end : place.start()])
        yield FigurePlace(place.group(2), is_note=place.group(1) == "note")
        end = place.end()
    if end < len(text):
        yield Words(text[end:])


def refuse_typed_figures(text: str) -> None:
    """Raise TypedFigureError or UnknownFigureError; what passes has no number of its own."""
    known = definitions()
    for part in parts_of(text):
        if isinstance(part, FigurePlace):
            if part.key not in known:
                raise UnknownFigureError(part.key)
            continue
        typed = _TYPED.search(part.text) or _PERCENT.search(part.text)
        if typed:
            raise TypedFigureError(typed.group())


@cache
def outline() -> Mapping[str, Any]:
    """Return the title and the sections that a report is drafted from."""
    data: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    for section in data["sections"]:
        refuse_typed_figures(section.get("text", ""))
    return data
