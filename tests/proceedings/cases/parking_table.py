"""The table of parking referrals, turned into what is entered."""

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml

from fazhi.proceedings.cases.inputs import ReferralInput
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import EnforcementCertificate
from tests.factories.cases import NOW, Town, make_referral_input
from tests.factories.staff import make_officer

FILE = Path(__file__).parent / "parking_cases.yaml"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table."""

    rule: str
    name: str
    change: dict[str, Any]
    refused: bool
    action_only: bool = False

    def __str__(self) -> str:
        return f"{self.rule} {self.name}"

    @property
    def is_blank(self) -> bool:
        """Whether a field is left empty, which a form says beside the field."""
        return any(not str(value).strip() for value in self.change.values())


def rows(*, refused: bool | None = None) -> list[Row]:
    """Return the lines, or only those that are refused, or only those that pass."""
    lines = [Row(**line) for line in yaml.safe_load(FILE.read_text(encoding="utf-8"))]
    return [row for row in lines if refused in {None, row.refused}]


def entered(town: Town, row: Row) -> ReferralInput:
    """Return what the officers of the town enter in this case."""
    given = make_referral_input(town)
    for name, value in row.change.items():
        given = replace(given, **_fields(town, given, name, value))
    return given


def _fields(town: Town, given: ReferralInput, name: str, value: str) -> dict[str, Any]:
    """Return the fields of the entry that a word of the table stands for."""
    if name == "expired":
        _expire(town, value)
        return {}
    if name == "photographs":
        first, second = given.photograph_ids
        third = make_referral_input(town).photograph_ids[0]
        chosen = {
            "none": (), "one": (first,), "same": (first, first), "three": (first, second, third),
        }  # fmt: skip
        return {"photograph_ids": chosen[value]}
    if name == "officers":
        return {"officer_ids": _officers(town, value)}
    if name == "place":
        return {"spot": replace(given.spot, place=value)}
    return {name: value}


def _officers(town: Town, value: str) -> tuple[Any, ...]:
    if value == "auxiliary":
        return (town.officers[0].id, make_officer(post=Post.AUXILIARY).id)
    return {"none": (), "one": (town.officers[0].id,)}[value]


def _expire(town: Town, who: str) -> None:
    officers = town.officers if who == "both" else town.officers[1:]
    certificates = EnforcementCertificate.objects.filter(officer__in=officers)
    certificates.update(until=(NOW - dt.timedelta(days=1)).date())
    touch(town.office.key)
