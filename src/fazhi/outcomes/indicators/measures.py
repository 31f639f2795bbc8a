"""Measures: named sets of records, from which figures are counted and which figures open.

A measure has one part or several (a campaign item is a visit or an issue); each part is a queryset
with the columns that a list of it shows. Figure, list and export all start from `Part.records`, so
they cannot disagree.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet, Sum
from django.utils.functional import Promise

from fazhi.law.answer import Text
from fazhi.outcomes.indicators.period import Period

#: The field that holds the fine of a case.
PROCEEDS = "fine"

Note = Callable[[str, Period], Text]
Records = Callable[[str, Period], "QuerySet[Any]"]
Columns = tuple[tuple[str | Promise, Callable[[Any], object]], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one kind: how to find them, in what order they are listed, what a list shows.

    `sort` names fields that are never null and together unique.
    """

    key: str
    label: str | Promise
    records: Records
    sort: tuple[str, ...]
    columns: Columns


@dataclass(frozen=True, slots=True)
class Measure:
    """A set of records in one or several parts; `total` names a field to add up, not to count."""

    key: str
    label: str | Promise
    parts: tuple[Part, ...]
    total: str = ""
    #: What stands behind the value, such as who was asked about a zero.
    note: Note | None = None

    @property
    def is_of_proceeds(self) -> bool:
        """Tell whether money of fines is added up; such a figure is never a task or appraisal."""
        return self.total == PROCEEDS

    def value(self, authority: str, period: Period) -> Decimal:
        """Return how many records there are, or the sum of `total` over them."""
        return sum((self._of(part.records(authority, period)) for part in self.parts), Decimal(0))

    def part(self, key: str) -> Part:
        """Return a part by its key; KeyError when there is none."""
        return {part.key: part for part in self.parts}[key]

    def _of(self, records: "QuerySet[Any]") -> Decimal:
        if not self.total:
            return Decimal(records.count())
        added: Decimal | None = records.aggregate(added=Sum(self.total))["added"]
        return added or Decimal(0)


def registry(measures: Sequence[Measure]) -> dict[str, Measure]:
    """Return measures by key; two with one key are a mistake."""
    found: dict[str, Measure] = {}
    for measure in measures:
        if measure.key in found:
            raise ValueError(f"two measures are called {measure.key}")
        found[measure.key] = measure
    return found
