"""Groups over grids: led by a certified officer, one group a grid, red where one is missing."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, RefusalError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Entry
from fazhi.registers.places.queries import locate
from fazhi.registers.staff.actions import (
    appoint_area_leaders,
    appoint_group_leader,
    assign_grid_workers,
    assign_grids,
    form_groups,
)
from fazhi.registers.staff.choices import GapKind, Post
from fazhi.registers.staff.facts import officer_facts, officer_facts_from
from fazhi.registers.staff.inputs import AssignmentInput, GroupInput
from fazhi.registers.staff.models import Group, GroupGrid
from fazhi.registers.staff.queries import (
    certified,
    gaps,
    group_of,
    leader_of,
    staff_index,
)
from tests.factories.places import SINCE, inside, make_area, make_grid, square
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.staff import make_certificate, make_group, make_officer

pytestmark = pytest.mark.django_db
LEADER_SEAT = make_seat(Role.SQUAD_LEADER)
DAY = dt.date(2023, 5, 10)
EXPIRED = dt.date(2023, 4, 30)
ONE_DAY = dt.timedelta(days=1)


def group_input(leader: UUID, *grids: str, members: tuple[UUID, ...] = ()) -> GroupInput:
    """Return a group of the first area."""
    return GroupInput("Z1", "第一组", "A1", leader, members, grids, DAY)


def test_a_group_covers_several_grids_under_a_certified_leader() -> None:
    leader, member = make_officer(), make_officer()
    grids = [make_grid("G01"), make_grid("G02", square(1, 0))]

    (group,) = form_groups(
        LEADER_SEAT, [group_input(leader.id, "G01", "G02", members=(member.id,))]
    )

    assert [group_of(grid.id, DAY) for grid in grids] == [group, group]
    assert leader_of(group, DAY) == leader
    assert [entry.kind for entry in Entry.objects.all()] == ["group.formed"]


def test_an_expired_certificate_blocks_leading() -> None:
    leader = make_officer(certified_until=EXPIRED)
    make_grid("G01")

    with pytest.raises(RefusalError) as refusal:
        form_groups(LEADER_SEAT, [group_input(leader.id, "G01")])

    assert [answer.rule for answer in refusal.value.answers] == ["OFF-001"]
    assert Group.objects.count() == 0


def test_an_auxiliary_may_not_lead() -> None:
    auxiliary = make_officer(post=Post.AUXILIARY)
    make_grid("G01")

    with pytest.raises(RefusalError) as refusal:
        form_groups(LEADER_SEAT, [group_input(auxiliary.id, "G01")])

    assert "ZJ-010" in {answer.rule for answer in refusal.value.answers}


def test_who_is_not_on_the_staff_may_not_lead() -> None:
    make_grid("G01")

    with pytest.raises(InputError):
        form_groups(LEADER_SEAT, [group_input(new_id(), "G01")])


def test_a_grid_has_one_group_on_a_day() -> None:
    grid = make_grid("G01")
    make_group(make_officer(), [grid], code="Z0")

    with pytest.raises(InputError) as refusal:
        form_groups(LEADER_SEAT, [group_input(make_officer().id, "G01")])

    assert refusal.value.fields == {"G01": "网格 G01 当日已由执法组Z0承包。"}


@pytest.mark.parametrize("codes", [("G09",), ("G01", "G01"), ("G05",)])
def test_grids_of_a_group_are_known_once_each_and_in_its_area(codes: tuple[str, ...]) -> None:
    make_grid("G01")
    make_grid("G05", square(3, 0), area=make_area("A2"))

    with pytest.raises(InputError):
        form_groups(LEADER_SEAT, [group_input(make_officer().id, *codes)])

    assert GroupGrid.objects.count() == 0


def test_a_group_needs_an_area_of_that_day_and_a_new_code() -> None:
    make_grid("G01")
    given = group_input(make_officer().id, "G01")

    with pytest.raises(InputError):
        form_groups(LEADER_SEAT, [replace(given, area_code="A9")])
    form_groups(LEADER_SEAT, [given])
    with pytest.raises(InputError):
        form_groups(LEADER_SEAT, [given])


def test_an_officer_without_office_forms_no_groups() -> None:
    with pytest.raises(ForbiddenError):
        form_groups(make_seat(Role.OFFICER), [])


def test_another_officer_leads_from_a_day_on() -> None:
    first, second = make_officer(), make_officer()
    group = make_group(first, members=[second])

    appoint_group_leader(LEADER_SEAT, group.id, second.id, DAY)

    assert [leader_of(group, day) for day in (DAY - ONE_DAY, DAY)] == [first, second]
    members = [m for m in staff_index(AUTHORITY, DAY).members if m.officer_id == second.id]
    assert len(members) == 1


def test_an_uncertified_officer_cannot_take_over_a_group() -> None:
    group = make_group(make_officer())
    expired = make_officer(certified_until=EXPIRED)

    with pytest.raises(RefusalError):
        appoint_group_leader(LEADER_SEAT, group.id, expired.id, DAY)

    assert leader_of(group, DAY) is not None


def test_a_leader_appointed_twice_for_one_day_is_the_later_one() -> None:
    first, second, third = make_officer(), make_officer(), make_officer()
    group = make_group(first)
    appoint_group_leader(LEADER_SEAT, group.id, second.id, DAY)

    appoint_group_leader(LEADER_SEAT, group.id, third.id, DAY)

    assert leader_of(group, DAY) == third


def test_grids_go_over_to_another_group_on_a_day() -> None:
    grid = make_grid("G01")
    old = make_group(make_officer(), [grid], code="Z1")
    new = make_group(make_officer(), code="Z2")

    assign_grids(LEADER_SEAT, new.id, ["G01"], DAY)

    assert [group_of(grid.id, day) for day in (DAY - ONE_DAY, DAY)] == [old, new]


def test_a_grid_that_is_drawn_anew_keeps_its_group() -> None:
    old = make_grid("G01", until=DAY - ONE_DAY)
    new = make_grid("G01", square(2, 0), since=DAY)
    group = make_group(make_officer(), [old])

    assert [group_of(old.id, DAY - ONE_DAY), group_of(new.id, DAY)] == [group, group]


def test_the_group_of_an_unknown_grid_is_nobody() -> None:
    assert group_of(new_id(), DAY) is None


def test_a_point_leads_to_the_group_of_that_day() -> None:
    grid = make_grid("G01")
    group = make_group(make_officer(), [grid])

    placement = locate(AUTHORITY, *inside(0, 0), DAY)

    assert placement is not None
    assert group_of(placement.grid_id, DAY) == group


def test_grids_without_group_and_groups_without_leader_are_red() -> None:
    make_grid("G01")
    led = make_grid("G02", square(1, 0))
    make_group(make_officer(certified_until=EXPIRED), [led])

    found = [gap for gap in gaps(AUTHORITY, DAY) if gap.kind.value.startswith("gr")]

    assert [(gap.kind, gap.subject, gap.is_red) for gap in found] == [
        (GapKind.GRID_WITHOUT_GROUP, "G01", True),
        (GapKind.GROUP_WITHOUT_LEADER, "执法组Z1", True),
    ]


def test_areas_and_grids_get_their_people() -> None:
    grid = make_grid("G01")
    area = make_area()
    leader, later = make_officer(), make_officer()
    worker = make_officer(post=Post.GRID_WORKER, certified_until=None)

    appoint_area_leaders(LEADER_SEAT, [AssignmentInput("A1", leader.id, SINCE)])
    appoint_area_leaders(LEADER_SEAT, [AssignmentInput("A1", later.id, DAY)])
    assign_grid_workers(LEADER_SEAT, [AssignmentInput("G01", worker.id, SINCE)])

    index = staff_index(AUTHORITY, DAY)
    assert index.area_leaders == {area.id: later.id}
    assert index.workers_of(grid.code) == [worker]
    assert GapKind.AREA_WITHOUT_LEADER not in {gap.kind for gap in gaps(AUTHORITY, DAY)}


def test_a_worker_for_an_unknown_grid_is_refused() -> None:
    worker = make_officer(post=Post.GRID_WORKER, certified_until=None)

    with pytest.raises(InputError):
        assign_grid_workers(LEADER_SEAT, [AssignmentInput("G09", worker.id, SINCE)])


def test_a_certificate_counts_on_its_last_day_and_not_after() -> None:
    officer = make_officer(certified_until=DAY)

    answers = [certified([officer.id], day)[officer.id] for day in (DAY, DAY + ONE_DAY)]

    assert answers == [True, False]


def test_an_auxiliary_and_one_who_left_are_never_certified() -> None:
    auxiliary = make_officer(post=Post.AUXILIARY)
    gone = make_officer(until=EXPIRED)
    expired = make_officer(certified_until=EXPIRED)
    renewed = make_officer(certified_until=EXPIRED)
    make_certificate(renewed, since=EXPIRED)

    ids = [each.id for each in (auxiliary, gone, expired, renewed)]

    assert list(certified(ids, DAY).values()) == [False, False, False, True]
    index = staff_index(AUTHORITY, DAY)
    assert [index.is_certified(each) for each in ids] == [False, False, False, True]


def test_both_ways_to_state_officers_to_the_law_agree() -> None:
    officers = [
        make_officer(),
        make_officer(certified_until=EXPIRED),
        make_officer(post=Post.AUXILIARY, certified_until=None),
    ]

    facts = officer_facts(officers, DAY)

    assert facts == officer_facts_from(staff_index(AUTHORITY, DAY), officers)
    assert [(each.certified_on_day, each.is_auxiliary) for each in facts] == [
        (True, False),
        (False, False),
        (False, True),
    ]
