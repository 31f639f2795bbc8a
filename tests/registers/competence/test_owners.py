"""Who must deal with an issue: by category, place and day."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.registers.competence.actions import register_duty_list, register_issue_categories
from fazhi.registers.competence.choices import DutyKind, OwnerKind
from fazhi.registers.competence.inputs import DutyItemInput, IssueCategoryInput
from fazhi.registers.competence.models import IssueCategory
from fazhi.registers.competence.queries import (
    categories_on,
    category_ids,
    duties_on,
    owner_of,
    owners_of,
    registers_on,
)
from fazhi.registers.places.queries import locate
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import AbsenceKind
from fazhi.registers.staff.models import Absence, Officer
from tests.factories.competence import make_category
from tests.factories.places import SINCE, inside, make_grid
from tests.factories.seats import AUTHORITY, make_seat
from tests.factories.staff import make_grid_worker, make_group, make_officer, make_unit

pytestmark = pytest.mark.django_db
CLERK = make_seat(Role.CLERK)
DAY = dt.date(2023, 5, 10)
ONE_DAY = dt.timedelta(days=1)


def away(officer: Officer, substitute: Officer | None = None) -> None:
    """Let an officer be absent on the day."""
    Absence.objects.create(
        authority=AUTHORITY,
        officer=officer,
        kind=AbsenceKind.LEAVE,
        substitute=substitute,
        since=DAY,
        until=DAY,
        recorded_at="2023-05-01T00:00:00Z",
    )
    touch(AUTHORITY)


def test_a_category_of_the_group_goes_to_the_leader_over_the_grid() -> None:
    leader = make_officer()
    group = make_group(leader, [make_grid()])
    category = make_category()

    owner = owner_of(category, locate(AUTHORITY, *inside(0, 0), DAY), DAY)

    assert (owner.kind, owner.key, owner.group, owner.officer) == (
        OwnerKind.GROUP,
        str(leader.id),
        group,
        leader,
    )


def test_a_substitute_stands_in_for_a_leader_who_is_away() -> None:
    leader, substitute = make_officer(), make_officer()
    make_group(leader, [make_grid()])
    away(leader, substitute)

    owner = owner_of(make_category(), locate(AUTHORITY, *inside(0, 0), DAY), DAY)

    assert owner.officer == substitute


def test_without_certified_substitute_the_leader_keeps_the_issue() -> None:
    leader = make_officer()
    make_group(leader, [make_grid()])
    away(leader, make_officer(certified_until=None))

    owner = owner_of(make_category(), locate(AUTHORITY, *inside(0, 0), DAY), DAY)

    assert owner.officer == leader


def test_a_category_of_the_grid_goes_to_its_workers() -> None:
    grid = make_grid()
    worker = make_grid_worker(grid)
    category = make_category(owner_kind=OwnerKind.GRID)

    owner = owner_of(category, locate(AUTHORITY, *inside(0, 0), DAY), DAY)

    assert (owner.kind, owner.key, owner.officer) == (OwnerKind.GRID, str(grid.id), worker)


def test_units_and_agencies_own_wherever_it_happened() -> None:
    unit = make_unit()
    of_unit = make_category("3305", OwnerKind.UNIT, owner_unit=unit)
    of_agency = make_category("0409", OwnerKind.AGENCY, owner_agency="区公安分局")

    owners = [owner_of(each, None, DAY) for each in (of_unit, of_agency)]

    assert [(each.kind, each.key, each.name) for each in owners] == [
        (OwnerKind.UNIT, str(unit.id), unit.name),
        (OwnerKind.AGENCY, "", "区公安分局"),
    ]


def test_without_owner_on_the_day_the_command_room_decides_and_knows_why() -> None:
    make_grid()
    category = make_category()
    placement = locate(AUTHORITY, *inside(0, 0), DAY)

    outside, bare = owner_of(category, None, DAY), owner_of(category, placement, DAY)
    make_group(make_officer(certified_until=SINCE), [placement.grid] if placement else [])
    unled = owner_of(category, placement, DAY)

    assert {each.kind for each in (outside, bare, unled)} == {OwnerKind.DISPATCH}
    assert [each.reason for each in (outside, bare, unled)] == [
        "地点不在任何网格内",
        "网格G01当日没有执法组",
        "执法组Z1当日没有持证组长",
    ]


def test_many_owners_are_found_at_once() -> None:
    make_grid()
    make_category("0501", OwnerKind.GRID)
    make_category("05", OwnerKind.GRID, is_leaf=False)
    placement = locate(AUTHORITY, *inside(0, 0), DAY)

    owners = owners_of(AUTHORITY, [("0501", placement), ("0501", None)], DAY)

    assert [each.kind for each in owners] == [OwnerKind.GRID, OwnerKind.DISPATCH]
    for code in ("9999", "05"):
        with pytest.raises(NotFoundError):
            owners_of(AUTHORITY, [(code, None)], DAY)


def test_all_registers_of_a_day_are_read_together() -> None:
    grid = make_grid()
    leader = make_officer()
    make_group(leader, [grid])
    category = make_category()

    registers = registers_on(AUTHORITY, DAY)

    placement = registers.places.locate(*inside(0, 0))
    assert registers.owner_of(category, placement).officer == leader
    assert registers.places.grid("G01") == grid


def test_categories_are_registered_with_those_above_them() -> None:
    make_unit()
    given = [
        IssueCategoryInput("0504", "店外经营", SINCE, "05", owner_kind=OwnerKind.GROUP),
        IssueCategoryInput("05", "街面秩序", SINCE, is_leaf=False),
    ]

    rows = register_issue_categories(CLERK, given)

    assert rows[0].parent == rows[1]
    assert [each.code for each in categories_on(AUTHORITY, DAY)] == ["0504"]
    assert category_ids(AUTHORITY, DAY) == {"0504": rows[0].id}
    assert [entry.kind for entry in Entry.objects.all()] == ["issue_category.registered"]


@pytest.mark.parametrize(
    "given",
    [
        IssueCategoryInput("0504", "店外经营", SINCE),
        IssueCategoryInput("0504", "店外经营", SINCE, owner_kind=OwnerKind.DISPATCH),
        IssueCategoryInput("0504", "店外经营", SINCE, owner_kind=OwnerKind.UNIT),
        IssueCategoryInput("0504", "店外经营", SINCE, owner_kind=OwnerKind.AGENCY),
        IssueCategoryInput(
            "0504", "店外经营", SINCE, owner_kind=OwnerKind.UNIT, owner_unit_code="U9"
        ),
        IssueCategoryInput("0504", "店外经营", SINCE, "99", owner_kind=OwnerKind.GRID),
    ],
)
def test_a_category_without_owner_is_refused_when_it_is_set_up(given: IssueCategoryInput) -> None:
    with pytest.raises(InputError) as refusal:
        register_issue_categories(CLERK, [given])

    assert set(refusal.value.fields) == {"0504"}
    assert IssueCategory.objects.count() == 0


def test_the_database_refuses_a_category_without_owner() -> None:
    for fields in ({"owner_kind": ""}, {"owner_kind": "unit"}, {"owner_kind": "agency"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            IssueCategory.objects.create(
                authority=AUTHORITY, code="0504", name="店外经营", since=SINCE, **fields
            )


def test_a_category_can_get_another_owner_from_a_day_on() -> None:
    make_category("0504", OwnerKind.GRID)

    register_issue_categories(
        CLERK, [IssueCategoryInput("0504", "店外经营", DAY, owner_kind=OwnerKind.GROUP)]
    )

    kinds = [categories_on(AUTHORITY, day)[0].owner_kind for day in (DAY - ONE_DAY, DAY)]
    assert kinds == [OwnerKind.GRID, OwnerKind.GROUP]


def test_the_duty_list_is_dated() -> None:
    make_unit()
    item = DutyItemInput("D001", "市容环境问题处置", DutyKind.BASIC, SINCE)
    register_duty_list(CLERK, [item])

    register_duty_list(CLERK, [DutyItemInput("D001", "已收回", DutyKind.RECALLED, DAY)])

    titles = [[duty.title for duty in duties_on(AUTHORITY, day)] for day in (DAY - ONE_DAY, DAY)]
    assert titles == [["市容环境问题处置"], ["已收回"]]
    with pytest.raises(InputError):
        register_duty_list(
            CLERK, [DutyItemInput("D002", "无主", DutyKind.BASIC, SINCE, owner_unit_code="U9")]
        )
