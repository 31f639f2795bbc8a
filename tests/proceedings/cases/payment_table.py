"""The table of payments on fines, turned into a case and what is recorded on it."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import yaml

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.kernel import clock
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_decision
from tests.factories.parties import make_party

FILE = Path(__file__).parent / "payment_cases.yaml"
#: When payments are recorded: long after the decision, so that late ones can be.
LATER = clock.at_local(dt.date(2026, 6, 1), dt.time(9))
_WORDS = {
    "amount": Decimal, "channel": Channel, "ground": CashGround, "part": PaymentPart,
    "paid_on": lambda day: day, "request": str, "receipt_number": str,
}  # fmt: skip
_serials = count(1)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `refused` says how: by a rule, as input, or as a conflict."""

    rule: str
    name: str
    change: dict[str, Any]
    leaves: str = ""
    refused: str = ""

    def __str__(self) -> str:
        return f"{self.rule} {self.name}"


def rows(*, refused: bool | None = None) -> list[Row]:
    """Return the lines, or only those that are refused, or only those that pass."""
    lines = [Row(**line) for line in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
    return [row for row in lines if refused in {None, bool(row.refused)}]


def make_case(town: Town, fine: Decimal = Decimal(50)) -> Case:
    """Return a case decided on the spot against a party of its own; without a fine, a warning."""
    kinds = (PenaltyKind.FINE,) if fine else (PenaltyKind.WARNING,)
    party = make_party(identity_number="", name=f"陈某{next(_serials)}")
    given = make_decision(town, party_id=party.id, fine=fine, notified_fine=fine, kinds=kinds)
    with clock.standing_at(NOW):
        return decide_on_the_spot(town.officer, [given])[0]


def entered(town: Town, row: Row) -> FinePaymentInput:
    """Return what is recorded in this case, on a case of its own."""
    case = make_case(town, Decimal(row.change.get("fine", 50)))
    usual: dict[str, Any] = {
        "amount": Decimal(50),
        "paid_on": dt.date(2026, 3, 12),
        "channel": Channel.BANK,
        "receipt_number": f"票据{next(_serials)}",
    }
    changed = {name: _WORDS[name](value) for name, value in row.change.items() if name != "fine"}
    return FinePaymentInput(case_id=case.pk, **(usual | changed))
