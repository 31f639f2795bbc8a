"""The groups of a day: who leads, who belongs, which grids, and what is missing."""

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.registers.places.models import Grid
from fazhi.registers.places.queries import place_index
from fazhi.registers.staff.choices import MemberPart
from fazhi.registers.staff.models import Group, GroupMember, Officer
from fazhi.registers.staff.queries import StaffIndex, gaps, staff_index
from fazhi.web.console.staff.gaps import ShownGap, ShownLamp, green, group_gaps

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group of a day; its leader is named even when he may not lead."""

    group: Group
    leader: Officer | None
    members: tuple[Officer, ...]
    grids: tuple[Grid, ...]
    gap: ShownGap | None

    @property
    def lamp(self) -> ShownLamp:
        """Return the lamp of the group."""
        return self.gap.lamp if self.gap else green(_("持证组长带队"))


def groups_of_day(seat: Seat, day: dt.date) -> tuple[GroupLine, ...]:
    """Return the groups of a day, by code."""
    staff = staff_index(seat.authority, day)
    missing = group_gaps(seat, gaps(seat.authority, day))
    grids: dict[UUID, list[Grid]] = defaultdict(list)
    for grid in place_index(seat.authority, day).grids:
        if group := staff.group_of(grid.code):
            grids[group.id].append(grid)
    return tuple(
        _line(staff, group, tuple(grids[group.id]), missing.get(str(group.id)))
        for group in sorted(staff.groups.values(), key=lambda each: each.code)
    )


def _line(
    staff: StaffIndex, group: Group, grids: tuple[Grid, ...], gap: ShownGap | None
) -> GroupLine:
    mine = [
        each
        for each in staff.members
        if each.group_id == group.id and each.officer_id in staff.officers
    ]
    return GroupLine(
        group=group,
        leader=next((_officer(staff, each) for each in mine if _leads(each)), None),
        members=tuple(_officer(staff, each) for each in mine if not _leads(each)),
        grids=grids,
        gap=gap,
    )


def _leads(member: GroupMember) -> bool:
    return member.part == MemberPart.LEADER


def _officer(staff: StaffIndex, member: GroupMember) -> Officer:
    return staff.officers[member.officer_id]
