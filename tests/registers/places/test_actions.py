"""Drawing divisions, areas and grids, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.registers.places.access import visible_areas, visible_grids
from fazhi.registers.places.actions import draw_areas, draw_grids, end_grids, register_divisions
from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.places.inputs import AreaInput, DivisionInput, GridInput
from fazhi.registers.places.models import Area, Division, Grid
from fazhi.registers.places.queries import (
    area_outline,
    areas_on,
    division_of,
    divisions_under,
    grid_ids,
    grids_on,
    locate,
)
from tests.factories.places import (
    COMMUNITY,
    SINCE,
    inside,
    make_area,
    make_community,
    make_grid,
    square,
)
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
OPERATOR = make_seat(Role.OPERATOR)
JULY = dt.date(2023, 7, 1)


def grid_input(code: str = "G01", column: float = 0, row: float = 0) -> GridInput:
    """Return a square grid in the first community."""
    return GridInput(
        code=code,
        name=f"网格{code}",
        kind=GridKind.GRID,
        division_code=f"{AUTHORITY[:9]}{COMMUNITY}",
        area_code="A1",
        polygon=tuple((x, y) for x, y in square(column, row)),
        since=SINCE,
    )


@pytest.fixture(autouse=True)
def _ground() -> None:
    make_community()
    make_area()


def test_divisions_are_entered_with_those_above_them() -> None:
    lines = [
        DivisionInput("330299000000", "试验区", DivisionKind.DISTRICT),
        DivisionInput("330299001000", "试验街道", DivisionKind.SUBDISTRICT, "330299000000"),
    ]

    register_divisions(OPERATOR, lines)

    assert [str(each) for each in divisions_under("330299000000")] == ["试验街道"]
    assert list(Entry.objects.values_list("kind", flat=True)) == ["division.registered"]


def test_a_known_division_takes_the_new_name() -> None:
    register_divisions(
        OPERATOR, [DivisionInput(AUTHORITY, "新名街道", DivisionKind.SUBDISTRICT, "330211000000")]
    )

    assert division_of(AUTHORITY).name == "新名街道"


@pytest.mark.parametrize(
    "line",
    [
        DivisionInput("33029900000", "少一位", DivisionKind.DISTRICT),
        DivisionInput("33029900000X", "有字母", DivisionKind.DISTRICT),
        DivisionInput("330299001000", "无上级", DivisionKind.SUBDISTRICT, "330299000000"),
    ],
)
def test_a_wrong_line_of_the_code_table_is_refused(line: DivisionInput) -> None:
    before = Division.objects.count()

    with pytest.raises(InputError) as refusal:
        register_divisions(OPERATOR, [line])

    assert (set(refusal.value.fields), Division.objects.count()) == ({line.code}, before)


def test_only_the_operator_draws() -> None:
    with pytest.raises(ForbiddenError):
        draw_grids(make_seat(Role.HEAD), [grid_input()])


def test_grids_are_drawn_with_their_micro_grids_in_one_entry() -> None:
    micro = replace(
        grid_input("G01M01"),
        kind=GridKind.MICRO_GRID,
        parent_code="G01",
        polygon=tuple((x, y) for x, y in square(0, 0, 0.5)),
    )

    draw_grids(OPERATOR, [micro, grid_input(), grid_input("G02", 1)])

    assert [grid.code for grid in grids_on(AUTHORITY, SINCE)] == ["G01", "G02"]
    assert Grid.objects.get(code="G01M01").parent == Grid.objects.get(code="G01")
    assert [entry.kind for entry in Entry.objects.all()] == ["grid.drawn"]
    assert len(grid_ids(AUTHORITY, SINCE)) == 3


def test_a_grid_drawn_anew_keeps_its_earlier_shape_until_the_day_before() -> None:
    draw_grids(OPERATOR, [grid_input()])

    draw_grids(OPERATOR, [replace(grid_input(column=2), since=JULY)])

    before, after = inside(0, 0), inside(2, 0)
    june = JULY - dt.timedelta(days=1)
    assert [locate(AUTHORITY, *before, day) is not None for day in (june, JULY)] == [True, False]
    assert [locate(AUTHORITY, *after, day) is not None for day in (june, JULY)] == [False, True]
    assert list(Grid.objects.order_by("since").values_list("until", flat=True)) == [june, None]


def test_a_grid_cannot_be_drawn_anew_from_the_same_day() -> None:
    draw_grids(OPERATOR, [grid_input()])

    with pytest.raises(InputError):
        draw_grids(OPERATOR, [grid_input(column=2)])

    assert Grid.objects.count() == 1


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"polygon": ((121.6, 29.9), (121.61, 29.9))}, "边界至少需要三个不同的点。"),
        (
            {"polygon": ((121.6, 29.9), (121.61, 29.91), (121.61, 29.9), (121.6, 29.91))},
            "边界自相交或者没有面积。",
        ),
        (
            {"polygon": ((29.9, 121.6), (29.91, 121.6), (29.91, 121.61))},
            "边界上有不在国境范围内的经纬度。",
        ),
        ({"area_code": "A9"}, "当日没有编号为 A9 的片区。"),
        (
            {"division_code": AUTHORITY},
            f"{AUTHORITY} 不是本街道的社区或者村，网格只能划在社区或者村内。",
        ),
        ({"until": dt.date(2021, 1, 1)}, "截止日不得早于起始日。"),
    ],
)
def test_a_grid_that_cannot_be_is_refused(change: dict[str, object], sentence: str) -> None:
    with pytest.raises(InputError) as refusal:
        draw_grids(OPERATOR, [replace(grid_input(), **change)])  # type: ignore[arg-type]

    assert refusal.value.fields == {"G01": sentence}
    assert Grid.objects.count() == 0


def test_grids_may_not_overlap_in_one_drawing() -> None:
    with pytest.raises(InputError) as refusal:
        draw_grids(OPERATOR, [grid_input(), grid_input("G02", 0.5)])

    assert refusal.value.fields == {"G01": "与网格 G02 重叠。"}


def test_a_grid_may_not_overlap_one_that_stands() -> None:
    make_grid("G02", square(0.5, 0))

    with pytest.raises(InputError) as refusal:
        draw_grids(OPERATOR, [grid_input()])

    assert refusal.value.fields == {"G01": "与网格 G02 重叠。"}


def test_grids_that_only_touch_do_not_overlap() -> None:
    drawn = draw_grids(OPERATOR, [grid_input(), grid_input("G02", 1)])

    assert [grid.code for grid in drawn] == ["G01", "G02"]


def test_a_micro_grid_stays_inside_its_grid() -> None:
    outside = replace(
        grid_input("G01M01", 0.8), kind=GridKind.MICRO_GRID, parent_code="G01", until=None
    )

    with pytest.raises(InputError) as refusal:
        draw_grids(OPERATOR, [grid_input(), outside])

    assert refusal.value.fields == {"G01M01": "微网格超出所属网格 G01 的边界。"}


def test_a_micro_grid_needs_its_grid_on_that_day() -> None:
    orphan = replace(grid_input("G01M01"), kind=GridKind.MICRO_GRID, parent_code="G01")

    with pytest.raises(InputError) as refusal:
        draw_grids(OPERATOR, [orphan])

    assert refusal.value.fields == {"G01M01": "当日没有编号为 G01 的网格。"}


def test_a_micro_grid_can_be_added_to_a_grid_that_stands() -> None:
    make_grid("G01")
    micro = replace(grid_input("G01M01"), kind=GridKind.MICRO_GRID, parent_code="G01", since=JULY)

    draw_grids(OPERATOR, [micro])

    placement = locate(AUTHORITY, *inside(0, 0), JULY)
    assert placement is not None
    assert str(placement.micro_grid) == "网格G01M01"


def test_areas_are_drawn_and_drawn_anew() -> None:
    draw_areas(OPERATOR, [AreaInput("A2", "东片区", SINCE)])

    draw_areas(OPERATOR, [AreaInput("A2", "东南片区", JULY)])

    days = (SINCE, JULY)
    assert [[a.name for a in areas_on(AUTHORITY, day) if a.code == "A2"] for day in days] == [
        ["东片区"],
        ["东南片区"],
    ]
    assert Area.objects.filter(code="A2").count() == 2


def test_the_outline_of_an_area_is_that_of_its_grids() -> None:
    area = make_area()
    make_grid("G01", square(0, 0))
    make_grid("G02", square(1, 0))

    outline = area_outline(area, SINCE)

    assert len(outline) == 1
    (ring,) = outline[0]
    longitudes = [x for x, _ in ring]
    assert (min(longitudes), max(longitudes)) == pytest.approx((121.6, 121.62))


def test_grids_end_after_their_last_day() -> None:
    make_grid("G01")

    end_grids(OPERATOR, ["G01"], JULY)

    after = JULY + dt.timedelta(days=1)
    assert [len(grids_on(AUTHORITY, day)) for day in (JULY, after)] == [1, 0]
    assert [entry.kind for entry in Entry.objects.all()] == ["grid.ended"]


def test_a_grid_that_does_not_hold_cannot_be_ended() -> None:
    with pytest.raises(InputError):
        end_grids(OPERATOR, ["G07"], JULY)


def test_an_unknown_division_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        division_of("999999999999")


def test_everybody_of_the_authority_sees_its_grids_and_areas() -> None:
    make_grid("G01")
    seats = (make_seat(), make_seat(authority=OTHER_AUTHORITY))

    assert [visible_grids(seat).count() for seat in seats] == [1, 0]
    assert [visible_areas(seat).count() for seat in seats] == [1, 0]


def test_another_authority_sees_none_of_the_grids() -> None:
    make_grid("G01")

    assert grids_on(OTHER_AUTHORITY, SINCE) == ()
    assert locate(OTHER_AUTHORITY, *inside(0, 0), SINCE) is None
