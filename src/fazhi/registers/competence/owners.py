"""Who must deal with an issue: its category names the kind of owner, place and day the owner."""

from dataclasses import dataclass

from fazhi.registers.competence import errors
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.competence.models import IssueCategory
from fazhi.registers.places.index import Placement
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import Group, Officer


@dataclass(frozen=True, slots=True)
class Owner:
    """Who an issue goes to (主办) on a day.

    `key` is the identifier of who can be given a task: of the grid (grid), of the officer who leads
    the group (group), of the unit (unit); empty for an agency and for the command room. When the
    owner that the category names is not there, `kind` is dispatch and `reason` says why.
    """

    kind: OwnerKind
    key: str
    name: str
    group: Group | None = None
    officer: Officer | None = None
    reason: str = ""


def find_owner(category: IssueCategory, placement: Placement | None, staff: StaffIndex) -> Owner:
    """Return the owner of issues of a category at a place on the day of `staff`."""
    if category.owner_kind == OwnerKind.AGENCY:
        return Owner(OwnerKind.AGENCY, "", category.owner_agency)
    if category.owner_kind == OwnerKind.UNIT and category.owner_unit:
        return Owner(OwnerKind.UNIT, str(category.owner_unit_id), category.owner_unit.name)
    if placement is None:
        return _command_room(str(errors.OUTSIDE_ALL_GRIDS))
    if category.owner_kind == OwnerKind.GRID:
        return _grid(placement, staff)
    return _group(placement, staff)


def _grid(placement: Placement, staff: StaffIndex) -> Owner:
    workers = staff.workers_of(placement.grid.code)
    officer = next((each for each in workers if staff.is_present(each.id)), None)
    return Owner(OwnerKind.GRID, str(placement.grid.id), placement.grid.name, officer=officer)


def _group(placement: Placement, staff: StaffIndex) -> Owner:
    group = staff.group_of(placement.grid.code)
    if group is None:
        return _command_room(errors.GRID_WITHOUT_GROUP.format(grid=placement.grid.name))
    leader = staff.leader_of(group)
    if leader is None:
        return _command_room(errors.GROUP_WITHOUT_LEADER.format(group=group.name))
    absence = staff.absence_of(leader.id)
    substitute = absence.substitute_id if absence else None
    if substitute and staff.is_certified(substitute) and staff.is_present(substitute):
        leader = staff.officers[substitute]
    return Owner(OwnerKind.GROUP, str(leader.id), group.name, group=group, officer=leader)


def _command_room(reason: str) -> Owner:
    return Owner(OwnerKind.DISPATCH, "", str(OwnerKind.DISPATCH.label), reason=reason)
