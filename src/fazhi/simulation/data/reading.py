"""Reads the register data of one sub-district as what the public actions are given."""

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from fazhi.kernel.choices import Role
from fazhi.registers.competence.choices import DutyKind, OwnerKind
from fazhi.registers.competence.inputs import DutyItemInput, IssueCategoryInput
from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.places.inputs import AreaInput, DivisionInput, GridInput
from fazhi.registers.staff.choices import Field, Post, UnitKind
from fazhi.registers.staff.inputs import AuthorityInput, OfficerInput, UnitInput, VehicleInput

FOLDER = Path(__file__).parent
_FIRST_DAY = dt.date(2022, 1, 1)  # the day from which the invented lists hold


@dataclass(frozen=True, slots=True)
class RegisterFiles:
    """The folder of one sub-district."""

    folder: Path
    absent: frozenset[str] = frozenset()

    @classmethod
    def named(cls, name: str) -> "RegisterFiles":
        """Return the folder with this name, such as `zhuangshi`."""
        folder = FOLDER / name
        if not (folder / "authority.yaml").is_file():
            raise ValueError(f"没有名为 {name} 的演示数据")
        return cls(folder)

    def with_seconded(self, wanted: Mapping[Field, int] | None) -> "RegisterFiles":
        """Return the same data with so many seconded officers of each field, the first listed."""
        if wanted is None:
            return self
        left = dict(wanted)
        absent = set()
        for line in self.lines("officers"):
            if not line["employer"]:
                continue
            field = Field(line["field"])
            left[field] = left.get(field, 0) - 1
            if left[field] < 0:
                absent.add(line["ref"])
        if short := [field for field, count in left.items() if count > 0]:
            raise ValueError(f"演示数据中{'、'.join(str(each.label) for each in short)}人员不足")
        return replace(self, absent=frozenset(absent))

    def lines(self, name: str) -> list[Mapping[str, str]]:
        """Return the lines of a table, without those of people who do not come."""
        lines = _lines(self.folder / f"{name}.csv")
        key = "ref" if name == "officers" else "officer"
        present = [line for line in lines if line.get(key) not in self.absent]
        return [self._without_absent(line) for line in present] if name == "groups" else present

    def _without_absent(self, group: Mapping[str, str]) -> Mapping[str, str]:
        members = [ref for ref in group["members"].split() if ref not in self.absent]
        return {**group, "members": " ".join(members)}

    def bytes_of(self, name: str) -> bytes:
        """Return a file as a user would upload it."""
        return (self.folder / name).read_bytes()

    def authority(self) -> AuthorityInput:
        """Return the authority."""
        with (self.folder / "authority.yaml").open(encoding="utf-8") as file:
            return AuthorityInput(**yaml.safe_load(file))

    def areas(self) -> list[AreaInput]:
        """Return the areas."""
        return [
            AreaInput(
                code=line["code"],
                name=line["name"],
                since=_day(line["since"]),
                source=line["source"],
                is_demonstration=True,
            )
            for line in self.lines("areas")
        ]

    def drawings(self) -> list[list[GridInput]]:
        """Return the drawings of grids in their order: the first, then what was drawn anew."""
        return [list(_grids(path)) for path in sorted(self.folder.glob("grids*.geojson"))]

    def units(self) -> list[UnitInput]:
        """Return the units."""
        return [
            UnitInput(
                code=line["code"],
                name=line["name"],
                kind=UnitKind(line["kind"]),
                agency=line["agency"],
                field=Field(line["field"]) if line["field"] else None,
                since=_day(line["since"]),
            )
            for line in self.lines("units")
        ]

    def vehicles(self) -> list[VehicleInput]:
        """Return the vehicles."""
        return [
            VehicleInput(
                number=line["number"],
                name=line["name"],
                since=_day(line["since"]),
                is_demonstration=True,
            )
            for line in self.lines("vehicles")
        ]

    def categories(self) -> list[IssueCategoryInput]:
        """Return the categories of issues."""
        return [
            IssueCategoryInput(
                code=line["code"],
                name=line["name"],
                since=_FIRST_DAY,
                parent_code=line["parent_code"],
                is_leaf=line["is_leaf"] == "yes",
                owner_kind=OwnerKind(line["owner_kind"]) if line["owner_kind"] else None,
                owner_unit_code=line["owner_unit_code"],
                owner_agency=line["owner_agency"],
                supporting=line["supporting"],
                source=line["source"],
            )
            for line in self.lines("categories")
        ]

    def duties(self) -> list[DutyItemInput]:
        """Return the duty list."""
        return [
            DutyItemInput(
                code=line["code"],
                title=line["title"],
                kind=DutyKind(line["kind"]),
                since=_FIRST_DAY,
                owner_unit_code=line["owner_unit_code"],
                agency=line["agency"],
                basis=line["basis"],
                source=line["source"],
            )
            for line in self.lines("duty_list")
        ]


def divisions() -> list[DivisionInput]:
    """Return the divisions of Zhenhai with those above it."""
    return [
        DivisionInput(
            code=line["code"],
            name=line["name"],
            kind=DivisionKind(line["kind"]),
            parent_code=line["parent_code"],
            source=line["source"],
        )
        for line in _lines(FOLDER / "divisions.csv")
    ]


def officer_input(line: Mapping[str, str]) -> OfficerInput:
    """Return a line of the staff without the daily manager, who must be there first."""
    return OfficerInput(
        name=line["name"],
        unit_code=line["unit_code"],
        post=Post(line["post"]),
        since=_day(line["since"]),
        field=Field(line["field"]) if line["field"] else None,
        employer=line["employer"],
        professional_guide=line["professional_guide"],
        phone=line["phone"],
        is_demonstration=True,
    )


def roles_of(line: Mapping[str, str]) -> tuple[Role, ...]:
    """Return the roles of a line of the accounts."""
    return tuple(Role(name) for name in line["roles"].split())


def _lines(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _grids(path: Path) -> Iterator[GridInput]:
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        told = feature["properties"]
        ring = feature["geometry"]["coordinates"][0]
        yield GridInput(
            code=told["code"],
            name=told["name"],
            kind=GridKind(told["kind"]),
            division_code=told["division_code"],
            area_code=told["area_code"],
            polygon=tuple((longitude, latitude) for longitude, latitude in ring[:-1]),
            since=_day(told["since"]),
            parent_code=told["parent_code"],
            source=told["source"],
            is_demonstration=True,
        )


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)
