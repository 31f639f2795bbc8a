"""Where a point lies: inside, on a border, between micro-grids, outside, in many at once."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Point

from fazhi.registers.places.choices import GridKind
from fazhi.registers.places.index import BORDER, PlaceIndex, rings_of, shape_of
from fazhi.registers.places.models import Area, Grid
from fazhi.registers.places.queries import locate, locate_many, place_index
from fazhi.registers.places.versions import touch
from tests.factories.places import SIDE, SINCE, SOUTH, WEST, inside, make_grid, square
from tests.factories.seats import AUTHORITY

DAY = dt.date(2023, 5, 10)


def a_grid(code: str, ring: list[list[float]], parent: Grid | None = None) -> Grid:
    """Return a grid that is in no database."""
    kind = GridKind.MICRO_GRID if parent else GridKind.GRID
    return Grid(
        code=code, kind=kind, polygon=ring, parent=parent, area=Area(code="A1"), since=SINCE
    )


def four_grids() -> PlaceIndex:
    """Return four grids around a corner; the first is cut into two micro-grids, one part bare."""
    grids = [a_grid(f"G{n}", square(n % 2, n // 2)) for n in range(4)]
    halves = [
        a_grid("G0M1", [[WEST, SOUTH], [WEST + 0.004, SOUTH], [WEST + 0.004, SOUTH + SIDE],
                        [WEST, SOUTH + SIDE]], grids[0]),
        a_grid("G0M2", [[WEST + 0.004, SOUTH], [WEST + 0.008, SOUTH],
                        [WEST + 0.008, SOUTH + SIDE], [WEST + 0.004, SOUTH + SIDE]], grids[0]),
    ]  # fmt: skip
    return PlaceIndex([*grids, *halves])


def test_a_point_inside_lies_in_its_grid_and_micro_grid() -> None:
    placement = four_grids().locate(WEST + 0.002, SOUTH + 0.005)

    assert placement is not None
    assert (placement.grid.code, placement.micro_grid and placement.micro_grid.code) == (
        "G0",
        "G0M1",
    )
    assert (placement.on_border, placement.neighbours) == (False, ())


def test_ground_without_micro_grid_still_lies_in_its_grid() -> None:
    placement = four_grids().locate(WEST + 0.009, SOUTH + 0.005)

    assert placement is not None
    assert (placement.grid.code, placement.micro_grid) == ("G0", None)


def test_a_point_between_two_micro_grids_is_not_on_the_border_of_the_grid() -> None:
    placement = four_grids().locate(WEST + 0.004, SOUTH + 0.005)

    assert placement is not None
    assert placement.micro_grid is not None
    assert (placement.micro_grid.code, placement.on_border) == ("G0M1", False)


def test_a_point_on_a_border_goes_to_the_lowest_code_and_names_the_others() -> None:
    placement = four_grids().locate(WEST + SIDE, SOUTH + SIDE)

    assert placement is not None
    assert placement.grid.code == "G0"
    assert placement.on_border
    assert [grid.code for grid in placement.neighbours] == ["G1", "G2", "G3"]


def test_a_point_on_the_outer_border_belongs_to_the_grid_and_says_so() -> None:
    placement = four_grids().locate(WEST, SOUTH + 0.005)

    assert placement is not None
    assert (placement.grid.code, placement.on_border) == ("G0", True)


@pytest.mark.parametrize(
    ("longitude", "latitude"),
    [(WEST - 0.0001, SOUTH), (WEST, SOUTH + 2 * SIDE + 0.0001), (0.0, 0.0), (181.0, 91.0)],
)
def test_a_point_outside_all_grids_lies_nowhere(longitude: float, latitude: float) -> None:
    assert four_grids().locate(longitude, latitude) is None


def test_an_authority_without_grids_has_nothing_to_find() -> None:
    assert PlaceIndex([]).locate(WEST, SOUTH) is None


FOUR = four_grids()


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.floats(-0.2, 2.2).map(lambda part: WEST + part * SIDE),
            st.floats(-0.2, 2.2).map(lambda part: SOUTH + part * SIDE),
        ),
        max_size=30,
    )
)
def test_the_fast_answer_is_the_exact_answer(points: list[tuple[float, float]]) -> None:
    found = FOUR.locate_many(points)

    assert found == [FOUR._near(Point(*point)) for point in points]  # noqa: SLF001 -- the witness


def test_missing_coordinates_are_answered_with_none() -> None:
    found = four_grids().locate_many([None, inside(1, 1), None])

    assert [placement and placement.grid.code for placement in found] == [None, "G3", None]


def test_the_border_is_about_a_decimetre_wide() -> None:
    index = four_grids()

    near = index.locate(WEST + SIDE - BORDER / 2, SOUTH + 0.005)
    far = index.locate(WEST + SIDE - BORDER * 3, SOUTH + 0.005)

    assert [placement and placement.on_border for placement in (near, far)] == [True, False]


def test_an_outline_of_nothing_is_empty() -> None:
    assert (
        rings_of(shape_of([[0, 0], [1, 0], [1, 1]]).difference(shape_of(square(0, 0)).buffer(999)))
        == []
    )


@pytest.mark.django_db
def test_many_points_cost_three_statements_at_first_and_one_after() -> None:
    make_grid()
    points = [inside(0, 0)] * 100

    with CaptureQueriesContext(connection) as cold:
        locate_many(AUTHORITY, points, DAY)
    with CaptureQueriesContext(connection) as warm:
        locate_many(AUTHORITY, points, DAY)

    assert (len(cold), len(warm)) == (3, 1)


@pytest.mark.django_db
def test_days_with_the_same_grids_share_one_index() -> None:
    make_grid()

    one, other = place_index(AUTHORITY, DAY), place_index(AUTHORITY, DAY + dt.timedelta(days=1))

    assert one is other


@pytest.mark.django_db
def test_a_change_is_seen_at_once() -> None:
    grid = make_grid()
    assert locate(AUTHORITY, *inside(0, 0), DAY) is not None

    Grid.objects.filter(id=grid.id).update(until=SINCE)
    touch(AUTHORITY)

    assert locate(AUTHORITY, *inside(0, 0), DAY) is None
