"""Divisions, areas and grids of tests: squares on an invented ground, side by side."""

import datetime as dt

from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.places.models import Area, Division, Grid
from fazhi.registers.places.versions import touch
from tests.factories.seats import AUTHORITY

SINCE = dt.date(2022, 1, 1)
COMMUNITY = "001"
#: The south-west corner of the square (0, 0), and the side of a square, in degrees.
WEST, SOUTH, SIDE = 121.6, 29.9, 0.01


def square(column: float, row: float, size: float = 1) -> list[list[float]]:
    """Return the ring of a square; (0, 0) and (1, 0) share a border."""
    west, south = WEST + column * SIDE, SOUTH + row * SIDE
    east, north = west + size * SIDE, south + size * SIDE
    corners = [(west, south), (east, south), (east, north), (west, north)]
    return [[round(x, 6), round(y, 6)] for x, y in corners]


def inside(column: float, row: float) -> tuple[float, float]:
    """Return a point in the middle of the square."""
    return WEST + (column + 0.5) * SIDE, SOUTH + (row + 0.5) * SIDE


def make_community(authority: str = AUTHORITY, serial: str = COMMUNITY) -> Division:
    """Return a community of the sub-district, with the divisions above it."""
    district = f"{authority[:6]}000000"
    lines = [
        (district, "镇海区", DivisionKind.DISTRICT, None),
        (authority, "庄市街道", DivisionKind.SUBDISTRICT, district),
        (f"{authority[:9]}{serial}", f"社区{serial}", DivisionKind.COMMUNITY, authority),
    ]
    for code, name, kind, parent in lines:
        Division.objects.get_or_create(
            code=code, defaults={"name": name, "kind": kind, "parent_id": parent}
        )
    return Division.objects.get(code=lines[-1][0])


def make_area(code: str = "A1", authority: str = AUTHORITY, since: dt.date = SINCE) -> Area:
    """Return an area, made when it is first asked for."""
    area, _ = Area.objects.get_or_create(
        authority=authority, code=code, since=since, defaults={"name": f"片区{code}"}
    )
    touch(authority)
    return area


def make_grid(
    code: str = "G01",
    ring: list[list[float]] | None = None,
    *,
    area: Area | None = None,
    parent: Grid | None = None,
    authority: str = AUTHORITY,
    **days: dt.date,
) -> Grid:
    """Return a grid, or with a parent a micro-grid; the square (0, 0) unless a ring is given.

    `days` may be `since` and `until`.
    """
    grid = Grid.objects.create(
        authority=authority,
        code=code,
        name=f"网格{code}",
        kind=GridKind.MICRO_GRID if parent else GridKind.GRID,
        parent=parent,
        division=make_community(authority),
        area=area or make_area(authority=authority),
        polygon=ring or square(0, 0),
        **({"since": SINCE} | days),
    )
    touch(authority)
    return grid
