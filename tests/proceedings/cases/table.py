"""The table of on-the-spot cases, turned into what is entered."""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import yaml

from fazhi.kernel import clock
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.choices import DefenceOutcome, Delivery
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.issues.inputs import Spot
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import EnforcementCertificate
from tests.factories.cases import NOW, Town, date_back, make_business, make_decision
from tests.factories.staff import make_officer

FILE = Path(__file__).parent / "on_the_spot_cases.yaml"
NOW_HOUR = clock.local(NOW).time()
_WORDS = {"defence": DefenceOutcome, "delivery": Delivery}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; of days before the first form of a decision none can be issued."""

    rule: str
    name: str
    change: dict[str, Any]
    refused: bool
    warns: bool = False
    has_no_form: bool = False

    @property
    def at(self) -> dt.datetime:
        """The moment at which the officers stand in the street."""
        day = self.change.get("on")
        return clock.at_local(day, NOW_HOUR) if day else NOW


def rows() -> list[Row]:
    """Return the lines of the table."""
    lines = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return [Row(**line) for line in lines]


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
    if name == "on":
        date_back(town, dt.date(value.year, 1, 1))
        return replace(given, **_moments(clock.at_local(value, NOW_HOUR)))
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


def _moments(now: dt.datetime) -> dict[str, dt.datetime]:
    """Return when it happened and was decided, as far before now as in every other case."""
    return {
        "happened_at": now - dt.timedelta(minutes=30),
        "decided_at": now - dt.timedelta(minutes=10),
    }


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
