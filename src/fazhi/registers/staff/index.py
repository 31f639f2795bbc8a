"""Who is there on a day, who holds a certificate, who covers which grid: kept in memory."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from fazhi.registers.staff.choices import ENFORCEMENT_POSTS, Field, MemberPart, Post
from fazhi.registers.staff.models import (
    Absence,
    ActingHead,
    AreaLeader,
    EnforcementCertificate,
    GridWorker,
    Group,
    GroupGrid,
    GroupMember,
    Officer,
    Unit,
)
from fazhi.registers.validity import DatedModel, holds

AnyDated = TypeVar("AnyDated", bound=DatedModel)

#: Days kept in memory: two years, as many as any page or simulation asks about in turn.
DAYS_KEPT = 800


@dataclass(frozen=True, slots=True)
class StaffRows:
    """The rows of an authority's staff, of every day."""

    units: Sequence[Unit]
    officers: Sequence[Officer]
    certificates: Sequence[EnforcementCertificate]
    absences: Sequence[Absence]
    acting_heads: Sequence[ActingHead]
    groups: Sequence[Group]
    members: Sequence[GroupMember]
    group_grids: Sequence[GroupGrid]
    area_leaders: Sequence[AreaLeader]
    grid_workers: Sequence[GridWorker]


class StaffIndex:
    """The staff of an authority on one day; answers from memory."""

    def __init__(self, rows: StaffRows, day: dt.date) -> None:
        """Keep what holds on the day."""
        self.day = day
        self.units = tuple(_on(rows.units, day))
        self.officers = {officer.id: officer for officer in _on(rows.officers, day)}
        self._certified = {each.officer_id for each in _on(rows.certificates, day)}
        self._absences = {each.officer_id: each for each in _on(rows.absences, day)}
        self._acting = tuple(_on(rows.acting_heads, day))
        self.groups = {group.id: group for group in _on(rows.groups, day)}
        self.members = tuple(
            member for member in _on(rows.members, day) if member.group_id in self.groups
        )
        self._group_of_code = {
            each.grid_code: self.groups[each.group_id]
            for each in _on(rows.group_grids, day)
            if each.group_id in self.groups
        }
        self.area_leaders = {each.area_id: each.officer_id for each in _on(rows.area_leaders, day)}
        self._workers: dict[str, list[UUID]] = defaultdict(list)
        for worker in _on(rows.grid_workers, day):
            self._workers[worker.grid_code].append(worker.officer_id)

    def is_present(self, officer_id: UUID) -> bool:
        """Tell whether the officer belongs to the staff and is not absent."""
        return officer_id in self.officers and officer_id not in self._absences

    def is_certified(self, officer_id: UUID) -> bool:
        """Tell whether the officer may act: certificate of the day, and not an auxiliary."""
        officer = self.officers.get(officer_id)
        return (
            officer is not None and officer.post != Post.AUXILIARY and officer_id in self._certified
        )

    def absence_of(self, officer_id: UUID) -> Absence | None:
        """Return the absence of an officer on the day."""
        return self._absences.get(officer_id)

    def acting(self) -> list[Officer]:
        """Return who may act on the day, certified and present, by name and identifier."""
        ready = [
            officer
            for officer in self.officers.values()
            if self.is_certified(officer.id) and self.is_present(officer.id)
        ]
        return sorted(ready, key=_by_name)

    def by_field(self) -> dict[Field, list[Officer]]:
        """Return the enforcement officers of each field, present or not."""
        found: dict[Field, list[Officer]] = defaultdict(list)
        for officer in sorted(self.officers.values(), key=_by_name):
            if officer.field and officer.post in ENFORCEMENT_POSTS:
                found[Field(officer.field)].append(officer)
        return dict(found)

    def group_of(self, grid_code: str) -> Group | None:
        """Return the group that covers a grid."""
        return self._group_of_code.get(grid_code)

    def leader_of(self, group: Group) -> Officer | None:
        """Return the leader of a group; none leads without a certificate of the day."""
        for member in self.members:
            if member.group_id == group.id and member.part == MemberPart.LEADER:
                leads = self.is_certified(member.officer_id)
                return self.officers[member.officer_id] if leads else None
        return None

    def workers_of(self, grid_code: str) -> list[Officer]:
        """Return the grid workers of a grid who are on the staff, by name."""
        ids = self._workers.get(grid_code, ())
        return sorted((self.officers[each] for each in ids if each in self.officers), key=_by_name)

    def head(self) -> Officer | None:
        """Return who signs as the head: the acting head if there is one, else the head."""
        for acting in self._acting:
            if acting.officer_id in self.officers:
                return self.officers[acting.officer_id]
        heads = [each for each in self.officers.values() if each.post == Post.HEAD]
        return min(heads, key=lambda each: (each.since, str(each.id)), default=None)

    def heading_is_acting(self) -> bool:
        """Tell whether the head of the day is an acting one."""
        return any(acting.officer_id in self.officers for acting in self._acting)


class StaffRegister:
    """The staff of an authority, and the index of any day."""

    def __init__(self, rows: StaffRows) -> None:
        """Keep the rows."""
        self._rows = rows
        self._by_day: dict[dt.date, StaffIndex] = {}

    def on(self, day: dt.date) -> StaffIndex:
        """Return the staff of a day."""
        index = self._by_day.get(day)
        if index is None:
            if len(self._by_day) >= DAYS_KEPT:
                self._by_day.clear()
            index = self._by_day[day] = StaffIndex(self._rows, day)
        return index


def _on(rows: Iterable[AnyDated], day: dt.date) -> Iterable[AnyDated]:
    return (row for row in rows if holds(row, day))


def _by_name(officer: Officer) -> tuple[str, str]:
    return officer.name, str(officer.id)
