"""The credit data set (信用信息归集): published decisions in the fields of the national list.

It is made of the public copy and of nothing else, so what is hidden there cannot stand here.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.law.answer import Text
from fazhi.outcomes.publication.access import PUBLISHERS, public_decisions
from fazhi.outcomes.publication.copies import PublicDecision
from fazhi.outcomes.publication.models import Publication

FILE = Path(__file__).parent / "fields.yaml"
_TEN_THOUSAND = 10_000


@dataclass(frozen=True, slots=True)
class CreditField:
    """One field of the list: what fills it, what for, by which rule; `value` empty, nothing."""

    name: str
    label: str
    value: str
    purpose: str
    ground: str


@dataclass(frozen=True, slots=True)
class FieldList:
    """The list of fields and where it was seen."""

    source: Text
    fields: tuple[CreditField, ...]


@cache
def field_list() -> FieldList:
    """Read the list of fields."""
    data: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    fields = tuple(
        CreditField(name, each["label"], each.get("value", ""), each["purpose"], each["ground"])
        for name, each in data["fields"].items()
    )
    return FieldList(Text(**data["source"]), fields)


@needs_factor(FactorGround.EXPORT)
def credit_records(seat: Seat) -> Iterator[dict[str, str]]:
    """Yield what is public today, decision by decision, in the fields of the list."""
    seat.require(*PUBLISHERS)
    rows = public_decisions(seat.authority, clock.today()).order_by("decided_on", "pk")
    fields = field_list().fields
    for row in rows.iterator(500):
        values = _values(row)
        yield {each.name: values.get(each.value, "") for each in fields}


def _values(row: Publication) -> Mapping[str, str]:
    decision = PublicDecision.read(row.copy)
    more = {name: of(row, decision) for name, of in _MORE.items()}
    return {**asdict(decision), **more}


def _fine(_row: Publication, decision: PublicDecision) -> str:
    digits = re.sub(r"[^0-9.]", "", decision.fine)
    return f"{Decimal(digits) / _TEN_THOUSAND:f}" if digits else ""


def _until(row: Publication, _decision: PublicDecision) -> str:
    return row.until.isoformat() if row.until else ""


_MORE: Mapping[str, Callable[[Publication, PublicDecision], str]] = {
    "fine_in_ten_thousands": _fine,
    "until": _until,
}
