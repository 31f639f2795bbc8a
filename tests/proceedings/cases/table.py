"""The table of on-the-spot cases, turned into what is entered."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import EnforcementCertificate
from tests.factories.cases import NOW, Town, make_business, make_decision
from tests.factories.staff import make_officer

FILE = Path(__file__).parent / "on_the_spot_cases.yaml"
_WORDS = {"defence": DefenceOutcome, "delivery": Delivery}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    rule: str
    name: str
    change: dict[str, Any]
    refused: bool
    warns: bool = False
    law_only: bool = False


def rows() -> list[Row]:
    """Return the lines that can be entered today."""
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [row for row in (Row(**line) for line in lines) if not row.law_only]


def entered(town: Town, row: Row) -> OnTheSpotInput:
    """Return what the officers of the town enter in this case."""
    given = make_decision(town)
    for name, value in row.change.items():
        given = _changed(town, given, name, value)
    return given


def _changed(town: Town, given: OnTheSpotInput, name: str, value: Any) -> OnTheSpotInput:
    if name in {"expired", "withdrawn"}:
        _end_yesterday(town, name)
        return given
    return replace(given, **_fields(given, name, value))


def _fields(given: OnTheSpotInput, name: str, value: Any) -> dict[str, Any]:
    """Return the fields of the entry that a word of the table stands for."""
    if name == "fine":
        return {"fine": Decimal(value), "notified_fine": Decimal(value)}
    if name == "party":
        return {"party_id": make_business(PartyKind(value)).id}
    if name == "kinds":
        return {"kinds": tuple(PenaltyKind(each) for each in value)}
    if name in {"officers", "auxiliary"}:
        return {"officer_ids": _officers(given, value if name == "officers" else 0)}
    if name == "outside":
        return {"spot": Spot("别处", 120.0, 30.0)}
    return {name: _WORDS[name](value) if name in _WORDS else value}


def _officers(given: OnTheSpotInput, count: int) -> tuple[UUID, ...]:
    """Return so many of the officers; none stands for the first with an auxiliary."""
    return given.officer_ids[:count] or (
        given.officer_ids[0],
        make_officer(post=Post.AUXILIARY).id,
    )


def _end_yesterday(town: Town, what: str) -> None:
    yesterday = (NOW - dt.timedelta(days=1)).date()
    if what == "expired":
        certificates = EnforcementCertificate.objects.filter(officer=town.officers[1])
        certificates.update(until=yesterday)
    else:
        type(town.claim).objects.filter(pk=town.claim.pk).update(until=yesterday, state="withdrawn")
    touch(town.office.key)
