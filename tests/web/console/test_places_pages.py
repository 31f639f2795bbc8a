"""The page of grids: whose each is on a day, which are red and why, and what the page costs."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.registers.places.models import Grid
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.models import Absence
from tests.factories.documents import make_authority
from tests.factories.places import make_area, make_grid, square
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY
from tests.factories.staff import make_grid_worker, make_group, make_officer
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

Staff = Callable[..., Client]
DAY = dt.date(2026, 3, 10)
LIST_STATEMENTS, SEAT_STATEMENTS = 9, 3


@pytest.fixture(autouse=True)
def _morning() -> Any:
    make_authority()
    with clock.standing_at(clock.at_local(DAY, dt.time(9))):
        yield


def make_covered_grids() -> dict[str, Grid]:
    """Return a grid in order, one whose leader's certificate ran out, and one without a group."""
    codes = ("G01", "G02", "G03")
    grids = {code: make_grid(code, square(place, 0)) for place, code in enumerate(codes)}
    make_group(make_officer(name="甲组长"), [grids["G01"]], code="Z1")
    expired = make_officer(name="乙组长", certified_until=DAY - dt.timedelta(days=1))
    make_group(expired, [grids["G02"]], code="Z2")
    return grids


def lamps(client: Client, query: str = "") -> dict[str, tuple[str, str]]:
    """Return for each grid on the page the colour and the words of its lamp."""
    rows = client.get(f"/places/{query}").context["list"].rows
    return {row.grid.code: (row.lamp.tone, row.lamp.words) for row in rows}


def test_a_grid_is_red_without_a_group_and_without_a_certified_leader(staff: Staff) -> None:
    make_covered_grids()
    client = staff(Role.GRID_WORKER)

    assert lamps(client) == {
        "G01": ("ok", "有组有人"),
        "G02": ("overdue", "执法组没有持证组长"),
        "G03": ("overdue", "网格没有执法组"),
    }


def test_the_lamp_is_that_of_the_chosen_day(staff: Staff) -> None:
    make_covered_grids()
    client = staff(Role.GRID_WORKER)

    shown = lamps(client, f"?day={DAY - dt.timedelta(days=1)}")

    assert shown["G02"] == ("ok", "有组有人")


def test_a_grid_drawn_anew_is_shown_as_it_was_on_the_chosen_day(staff: Staff) -> None:
    make_grid("G01", until=dt.date(2024, 12, 31))
    make_grid("G01", since=dt.date(2025, 1, 1))
    client = staff(Role.CLERK)

    before = client.get("/places/?day=2024-12-31").context["list"].rows
    after = client.get("/places/").context["list"].rows

    assert [row.grid.since for row in (*before, *after)] == [
        dt.date(2022, 1, 1),
        dt.date(2025, 1, 1),
    ]


def test_that_a_leader_is_absent_is_told_only_to_who_plans(staff: Staff) -> None:
    leader = make_officer()
    make_group(leader, [make_grid()])
    Absence.objects.create(
        authority=AUTHORITY, officer=leader, kind="leave", since=DAY, until=DAY,
        recorded_at=clock.now(),
    )  # fmt: skip
    touch(AUTHORITY)

    planner = lamps(staff(Role.DISPATCHER, username="planner"))
    worker = lamps(staff(Role.GRID_WORKER, username="worker"))

    assert planner == {"G01": ("overdue", "组长不在岗")}
    assert worker == {"G01": ("ok", "有组有人")}


def test_the_list_narrows_to_red_to_an_area_and_to_a_grid(staff: Staff) -> None:
    grids = make_covered_grids()
    other = make_grid("G09", square(5, 0), area=make_area("A2"))
    make_grid("G01M1", square(0, 0, 0.5), parent=grids["G01"])
    client = staff(Role.CLERK)

    assert sorted(lamps(client, "?tab=red")) == ["G02", "G03", "G09"]
    assert sorted(lamps(client, f"?area={other.area_id}")) == ["G09"]
    assert sorted(lamps(client, f"?division={other.division_id}&q=G03")) == ["G03"]
    assert sorted(lamps(client, f"?tab=micro&grid={grids['G01'].id}")) == ["G01M1"]


def test_a_micro_grid_has_the_lamp_of_its_grid(staff: Staff) -> None:
    grids = make_covered_grids()
    make_grid("G02M1", square(1, 0, 0.5), parent=grids["G02"])

    assert lamps(staff(Role.CLERK), "?tab=micro") == {"G02M1": ("overdue", "执法组没有持证组长")}


def test_a_red_lamp_says_what_to_do_next(staff: Staff) -> None:
    make_grid()

    page = staff(Role.GRID_WORKER).get("/places/").content.decode()

    assert "请内勤或中队长指派执法组承包该网格。" in page


def test_the_export_names_group_leader_worker_and_next_step(staff: Staff) -> None:
    grids = make_covered_grids()
    make_grid_worker(grids["G01"], name="网格员甲")

    sheet = exported(staff(Role.CLERK), "/places/?export=csv")

    assert [
        (row["网格编号"], row["执法组 / 组长"], row["组长"], row["网格员"]) for row in sheet
    ] == [
        ("G01", "执法组Z1", "甲组长", "网格员甲"),
        ("G02", "执法组Z2", "", ""),
        ("G03", "", "", ""),
    ]
    assert [bool(row["下一步"]) for row in sheet] == [False, True, True]


def test_invented_boundaries_are_said_to_be_invented(staff: Staff) -> None:
    grid = make_grid()
    Grid.objects.filter(pk=grid.pk).update(is_demonstration=True, source="演示编造的形状")
    touch(AUTHORITY)
    client = staff(Role.CLERK)
    invented = client.get("/places/").content.decode()
    Grid.objects.filter(pk=grid.pk).update(is_demonstration=False)
    touch(AUTHORITY)

    surveyed = client.get("/places/").content.decode()

    assert ["演示编造的形状" in page for page in (invented, surveyed)] == [True, False]


def test_the_map_gets_the_grids_of_the_day_and_of_this_authority_only(staff: Staff) -> None:
    make_grid("G01", until=dt.date(2024, 12, 31))
    make_grid("G02", since=dt.date(2025, 1, 1))
    make_grid("G03", authority=OTHER_AUTHORITY)
    client = staff(Role.OPERATOR)

    names = [
        [each["properties"]["name"] for each in client.get(address).json()["features"]]
        for address in ("/places/grids/?day=2024-12-31", "/places/grids/")
    ]

    assert names == [["网格G01"], ["网格G02"]]


def test_a_day_that_cannot_be_read_is_today(staff: Staff) -> None:
    client = staff(Role.CLERK)

    shown = {client.get(f"/places/?day={day}").context["day"] for day in ("20250101", "x", "")}

    assert shown == {DAY}


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_a_day_far_from_any_register_is_not_found(staff: Staff, day: str) -> None:
    assert staff(Role.CLERK).get(f"/places/?day={day}").status_code == 404


@pytest.mark.parametrize("tab", ["grids", "red", "micro"])
def test_the_list_costs_the_same_with_three_rows_and_with_thirty(staff: Staff, tab: str) -> None:
    client = staff(Role.CLERK)
    costs = []
    for begin, end in ((0, 3), (3, 30)):
        for place in range(begin, end):
            grid = make_grid(f"H{place:02d}", square(place, 0))
            make_grid(f"H{place:02d}M1", square(place, 0, 0.5), parent=grid)
            leader = make_officer(certified_until=None if tab == "red" else DAY)
            make_group(leader, [grid], code=f"Y{place}")
        client.get("/places/")  # so that registers and the face of the site are in memory
        with CaptureQueriesContext(connection) as captured:
            page = client.get(f"/places/?tab={tab}")
        assert len(page.context["list"].rows) == end
        costs.append(len(captured) - SEAT_STATEMENTS)

    assert costs[0] == costs[1]
    assert costs[0] <= LIST_STATEMENTS
