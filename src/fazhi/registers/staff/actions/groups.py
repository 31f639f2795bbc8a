"""Groups over grids, leaders of groups and areas, grid workers."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.officers import all_certified, no_auxiliary_acts
from fazhi.registers.lists import end_before, refuse_twice
from fazhi.registers.places.models import Area, Grid
from fazhi.registers.places.versions import touch
from fazhi.registers.staff import errors
from fazhi.registers.staff.access import REGISTRARS
from fazhi.registers.staff.actions.lookups import staff_on
from fazhi.registers.staff.choices import MemberPart
from fazhi.registers.staff.facts import officer_facts
from fazhi.registers.staff.inputs import AssignmentInput, GroupInput
from fazhi.registers.staff.models import (
    AreaLeader,
    GridWorker,
    Group,
    GroupGrid,
    GroupMember,
    Officer,
)
from fazhi.registers.validity import overlap, valid_on

_PLANNERS = (*REGISTRARS, Role.HEAD, Role.SQUAD_LEADER)


@transaction.atomic
def form_groups(seat: Seat, inputs: Sequence[GroupInput]) -> list[Group]:
    """Form groups (编组), each over several grids and led by a certified officer."""
    seat.require(*_PLANNERS)
    refuse_twice(each.code for each in inputs)
    for code in Group.objects.filter(
        authority=seat.authority, code__in=[each.code for each in inputs]
    ).values_list("code", flat=True):
        raise InputError({code: errors.EXISTS.format(code=code)})
    groups = []
    for each in inputs:
        people = staff_on(seat.authority, {each.leader, *each.members}, each.since)
        _refuse_uncertified(people[each.leader], each.since)
        area = _area(seat.authority, each.area_code, each.since)
        groups.append(
            Group(
                authority=seat.authority,
                code=each.code,
                name=each.name,
                area=area,
                since=each.since,
            )
        )
    Group.objects.bulk_create(groups)
    for group, each in zip(groups, inputs, strict=True):
        _add_members(group, each)
        _cover(group, each.grid_codes, each.since)
    touch(seat.authority)
    items = [
        {"group": group.id, "leader": each.leader, "grids": list(each.grid_codes)}
        for group, each in zip(groups, inputs, strict=True)
    ]
    record(Act("group.formed", seat), {"items": items})
    return groups


@transaction.atomic
def appoint_group_leader(seat: Seat, group_id: UUID, officer_id: UUID, since: dt.date) -> Group:
    """Let another certified officer lead a group from a day on."""
    seat.require(*_PLANNERS)
    group = lock_visible(Group.objects.all(), seat, id=group_id)
    people = staff_on(seat.authority, {officer_id}, since)
    _refuse_uncertified(people[officer_id], since)
    former = GroupMember.objects.filter(valid_on(since), group=group)
    _end_before(list(former.filter(part=MemberPart.LEADER)), since)
    _end_before(list(former.filter(officer_id=officer_id, part=MemberPart.MEMBER)), since)
    GroupMember.objects.create(
        authority=seat.authority,
        group=group,
        officer_id=officer_id,
        part=MemberPart.LEADER,
        since=since,
    )
    touch(seat.authority)
    record(
        Act("group_leader.appointed", seat),
        {"group": group.id, "officer": officer_id, "since": since},
    )
    return group


@transaction.atomic
def assign_grids(
    seat: Seat, group_id: UUID, grid_codes: Sequence[str], since: dt.date
) -> list[GroupGrid]:
    """Let a group cover grids from a day on; the group that covered them ends the day before."""
    seat.require(*_PLANNERS)
    group = lock_visible(Group.objects.all(), seat, id=group_id)
    covered = GroupGrid.objects.filter(
        valid_on(since), authority=seat.authority, grid_code__in=grid_codes
    )
    _end_before(list(covered), since)
    assigned = _cover(group, grid_codes, since)
    touch(seat.authority)
    record(
        Act("grid.assigned", seat),
        {"group": group.id, "grids": list(grid_codes), "since": since},
    )
    return assigned


@transaction.atomic
def appoint_area_leaders(seat: Seat, inputs: Sequence[AssignmentInput]) -> list[AreaLeader]:
    """Let officers answer for areas; who did so before ends the day before."""
    seat.require(*_PLANNERS)
    leaders = []
    for each in inputs:
        staff_on(seat.authority, {each.officer}, each.since)
        area = _area(seat.authority, each.code, each.since)
        _end_before(list(AreaLeader.objects.filter(valid_on(each.since), area=area)), each.since)
        leaders.append(
            AreaLeader(
                authority=seat.authority, area=area, officer_id=each.officer, since=each.since
            )
        )
    AreaLeader.objects.bulk_create(leaders)
    touch(seat.authority)
    items = [{"area": each.area_id, "officer": each.officer_id} for each in leaders]
    record(Act("area_leader.appointed", seat), {"items": items})
    return leaders


@transaction.atomic
def assign_grid_workers(seat: Seat, inputs: Sequence[AssignmentInput]) -> list[GridWorker]:
    """Let grid workers work grids, by the grid's code; a grid may have several."""
    seat.require(*_PLANNERS)
    for day in {each.since for each in inputs}:
        own = [each for each in inputs if each.since == day]
        staff_on(seat.authority, {each.officer for each in own}, day)
        _known_grids(seat.authority, [each.code for each in own], day)
    workers = GridWorker.objects.bulk_create(
        GridWorker(
            authority=seat.authority,
            officer_id=each.officer,
            grid_code=each.code,
            since=each.since,
        )
        for each in inputs
    )
    touch(seat.authority)
    items = [{"grid": each.grid_code, "officer": each.officer_id} for each in workers]
    record(Act("grid_worker.assigned", seat), {"items": items})
    return workers


def _refuse_uncertified(officer: Officer, day: dt.date) -> None:
    """Refuse who holds no certificate on the day: 正式执法队员带队."""
    facts = officer_facts([officer], day)
    certified = all_certified(day=day, officers=facts)
    refuse_if_blocked([*no_auxiliary_acts(day=day, officers=facts), certified])


def _area(authority: str, code: str, day: dt.date) -> Area:
    area = Area.objects.filter(valid_on(day), authority=authority, code=code).first()
    if area is None:
        raise InputError({code: errors.UNKNOWN_AREA.format(code=code)})
    return area


def _add_members(group: Group, given: GroupInput) -> None:
    parts = dict.fromkeys(given.members, MemberPart.MEMBER) | {given.leader: MemberPart.LEADER}
    GroupMember.objects.bulk_create(
        GroupMember(
            authority=group.authority,
            group=group,
            officer_id=officer,
            part=part,
            since=given.since,
        )
        for officer, part in parts.items()
    )


def _cover(group: Group, codes: Sequence[str], since: dt.date) -> list[GroupGrid]:
    refuse_twice(codes)
    grids = _known_grids(group.authority, codes, since)
    for grid in grids.values():
        if grid.area.code != group.area.code:
            text = errors.GRID_ELSEWHERE.format(code=grid.code, area=group.area.name)
            raise InputError({grid.code: text})
    wanted = [
        GroupGrid(authority=group.authority, group=group, grid_code=code, since=since)
        for code in codes
    ]
    covered = GroupGrid.objects.filter(authority=group.authority, grid_code__in=codes)
    for held in covered.select_related("group"):
        if any(held.grid_code == each.grid_code and overlap(held, each) for each in wanted):
            text = errors.GRID_COVERED.format(code=held.grid_code, group=held.group.name)
            raise InputError({held.grid_code: text})
    return GroupGrid.objects.bulk_create(wanted)


def _known_grids(authority: str, codes: Sequence[str], day: dt.date) -> dict[str, Grid]:
    held = Grid.objects.filter(valid_on(day), authority=authority, code__in=codes)
    grids = {grid.code: grid for grid in held.select_related("area")}
    for code in codes:
        if code not in grids:
            raise InputError({code: errors.UNKNOWN_GRID.format(code=code)})
    return grids


def _end_before(rows: Sequence[GroupMember | GroupGrid | AreaLeader], since: dt.date) -> None:
    """Let what held on a day end the day before; what began on it never held and is deleted."""
    for row in rows:
        if row.since >= since:
            row.delete()
        else:
            end_before(row, since)
            row.save(update_fields=["until"])
