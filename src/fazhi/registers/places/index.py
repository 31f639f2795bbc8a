"""Where a point lies: the grids of one day in a spatial index."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import shapely
from shapely import Point, Polygon, STRtree

from fazhi.registers.places.cells import Cells
from fazhi.registers.places.choices import GridKind
from fazhi.registers.places.models import Area, Grid
from fazhi.registers.validity import holds

#: Longitude and latitude.
Coordinates = tuple[float, float]

#: Degrees, about a decimetre: borders are drawn with six decimals, so nearer than this is "on" one.
BORDER = 1e-6

#: Days kept in memory: two years, as many as any page or simulation asks about in turn.
DAYS_KEPT = 800


@dataclass(frozen=True, slots=True)
class Placement:
    """Where a point lies (所在网格) on a day.

    On a border between grids the one with the lowest code has it, so that two people who stand
    there get the same answer; `neighbours` are the others.
    """

    grid: Grid
    micro_grid: Grid | None
    on_border: bool = False
    neighbours: tuple[Grid, ...] = ()

    @property
    def grid_id(self) -> UUID:
        """Return the identifier of the grid as it was drawn on that day."""
        return self.grid.id

    @property
    def area(self) -> Area:
        """Return the area of the grid."""
        return self.grid.area


class PlaceIndex:
    """The grids of an authority on one day; answers from memory."""

    def __init__(self, grids: Sequence[Grid]) -> None:
        """Build the index."""
        self.grids = tuple(grid for grid in grids if grid.kind == GridKind.GRID)
        self.micro_grids = tuple(grid for grid in grids if grid.kind == GridKind.MICRO_GRID)
        self._all = (*self.grids, *self.micro_grids)
        self.ids = frozenset(grid.id for grid in self._all)
        self._by_code = {grid.code: grid for grid in self._all}
        self._shapes = [shape_of(grid.polygon) for grid in self._all]
        self._tree = STRtree(self._shapes)
        self._cells = self._cut()

    def grid(self, code: str) -> Grid | None:
        """Return the grid or micro-grid with this code, if there is one on the day."""
        return self._by_code.get(code)

    def locate(self, longitude: float, latitude: float) -> Placement | None:
        """Return where the point lies, or None outside all grids."""
        found = self._cells.find(longitude, latitude)
        if found is not None or self._cells.is_far(longitude, latitude):
            return found
        return self._near(Point(longitude, latitude))

    def locate_many(self, points: Sequence[Coordinates | None]) -> list[Placement | None]:
        """Return where each point lies, in the order of the points; None where there is none."""
        return [None if point is None else self.locate(*point) for point in points]

    def outline(self, area: Area) -> list[list[list[tuple[float, float]]]]:
        """Return the outline of an area, that of its grids together: polygons of rings."""
        shapes = [
            shape
            for grid, shape in zip(self.grids, self._shapes, strict=False)
            if grid.area_id == area.id
        ]
        return rings_of(shapely.union_all(shapes, grid_size=BORDER))

    def _cut(self) -> Cells[Placement]:
        """Return the answers for points well inside: in a micro-grid, or in an undivided grid.

        Grids that are divided are given too, for their ground between micro-grids and borders; no
        answer stands for them, so what lies there is looked at closely.
        """
        divided = {micro.parent.code for micro in self.micro_grids if micro.parent}
        answers = [None if grid.code in divided else Placement(grid, None) for grid in self.grids]
        for micro in self.micro_grids:
            above = self._by_code.get(micro.parent.code) if micro.parent else None
            answers.append(Placement(above, micro) if above else None)
        return Cells(self._shapes, answers, BORDER)

    def _near(self, point: Point) -> Placement | None:
        """Answer for a point on or near a border, or outside."""
        hits = self._tree.query(point, predicate="dwithin", distance=BORDER).tolist()
        count = len(self.grids)
        grids = sorted((self._all[hit] for hit in hits if hit < count), key=_code)
        if not grids:
            return None
        grid = grids[0]
        micros = (self._all[hit] for hit in hits if hit >= count)
        own = (micro for micro in micros if micro.parent and micro.parent.code == grid.code)
        return Placement(
            grid=grid,
            micro_grid=min(own, key=_code, default=None),
            on_border=len(grids) > 1 or self._touches(grid, point),
            neighbours=tuple(grids[1:]),
        )

    def _touches(self, grid: Grid, point: Point) -> bool:
        shape = self._shapes[self.grids.index(grid)]
        return bool(shapely.dwithin(shape.exterior, point, BORDER))


class PlaceRegister:
    """All grids that an authority ever drew, and the index of any day."""

    def __init__(self, grids: Iterable[Grid], areas: Iterable[Area]) -> None:
        """Keep the rows."""
        self._grids = tuple(grids)
        self._areas = tuple(areas)
        self._by_shapes: dict[tuple[int, ...], PlaceIndex] = {}
        self._by_day: dict[dt.date, PlaceIndex] = {}

    def on(self, day: dt.date) -> PlaceIndex:
        """Return the index of a day; days with the same grids share one."""
        index = self._by_day.get(day)
        if index is None:
            key = tuple(n for n, grid in enumerate(self._grids) if holds(grid, day))
            index = self._by_shapes.get(key)
            if index is None:
                index = self._by_shapes[key] = PlaceIndex([self._grids[n] for n in key])
            if len(self._by_day) >= DAYS_KEPT:
                self._by_day.clear()
            self._by_day[day] = index
        return index

    def areas_on(self, day: dt.date) -> tuple[Area, ...]:
        """Return the areas of a day."""
        return tuple(area for area in self._areas if holds(area, day))


def shape_of(ring: Sequence[Sequence[float]]) -> Polygon:
    """Return the shape of a ring."""
    return Polygon([(longitude, latitude) for longitude, latitude in ring])


def rings_of(shape: shapely.Geometry) -> list[list[list[tuple[float, float]]]]:
    """Return a shape as polygons of rings of (longitude, latitude)."""
    parts = getattr(shape, "geoms", [shape])
    return [
        [[(x, y) for x, y in ring.coords] for ring in (part.exterior, *part.interiors)]
        for part in parts
        if not part.is_empty
    ]


def _code(grid: Grid) -> str:
    return grid.code
