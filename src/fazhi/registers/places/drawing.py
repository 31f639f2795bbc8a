"""Checks a drawing of grids before it is taken."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely import Polygon, STRtree

from fazhi.kernel.errors import InputError
from fazhi.registers.places import errors
from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.places.index import BORDER, shape_of
from fazhi.registers.places.inputs import GridInput
from fazhi.registers.places.models import Area, Division, Grid
from fazhi.registers.validity import valid_on

_FEWEST_POINTS = 3
#: China's longitudes and latitudes, with the seas: what lies outside was typed wrongly.
_LONGITUDES = (73.0, 136.0)
_LATITUDES = (3.0, 54.0)
_VILLAGE_KINDS = (DivisionKind.COMMUNITY, DivisionKind.VILLAGE, DivisionKind.OTHER)
#: Square degrees, about a square metre: neighbours drawn by hand never meet exactly.
_SLIVER = 1e-10


@dataclass(frozen=True)
class Drawing:
    """Grids to be drawn, with the rows that they refer to."""

    authority: str
    inputs: Sequence[GridInput]
    areas: dict[str, list[Area]]
    communities: dict[str, Division]

    @classmethod
    def of(cls, authority: str, inputs: Sequence[GridInput]) -> "Drawing":
        """Read what the grids refer to."""
        areas: dict[str, list[Area]] = {}
        for area in Area.objects.filter(authority=authority):
            areas.setdefault(area.code, []).append(area)
        communities = Division.objects.filter(parent_id=authority, kind__in=_VILLAGE_KINDS)
        return cls(authority, inputs, areas, {each.code: each for each in communities})

    def grids(self) -> list[Grid]:
        """Return the rows, grids before micro-grids, or raise InputError."""
        ordered = sorted(self.inputs, key=lambda each: each.kind == GridKind.MICRO_GRID)
        made: list[Grid] = []
        for each in ordered:
            made.append(self._grid(each, made))
        for day in sorted({each.since for each in self.inputs}):
            self._refuse_overlaps(made, day)
        return made

    def _grid(self, given: GridInput, made: Sequence[Grid]) -> Grid:
        shape = _checked_shape(given)
        community = self.communities.get(given.division_code)
        if community is None:
            text = errors.NOT_A_COMMUNITY.format(code=given.division_code)
            raise InputError({given.code: text})
        parent = self._parent(given, made) if given.kind == GridKind.MICRO_GRID else None
        if parent and not shape_of(parent.polygon).buffer(BORDER).covers(shape):
            raise InputError({given.code: errors.OUTSIDE_PARENT.format(code=parent.code)})
        return Grid(
            authority=self.authority,
            code=given.code,
            name=given.name,
            kind=given.kind,
            parent=parent,
            division=community,
            area=self._area(given),
            polygon=[[longitude, latitude] for longitude, latitude in given.polygon],
            since=given.since,
            until=given.until,
            source=given.source,
            is_demonstration=given.is_demonstration,
        )

    def _area(self, given: GridInput) -> Area:
        for area in self.areas.get(given.area_code, ()):
            if area.holds_on(given.since):
                return area
        raise InputError({given.code: errors.UNKNOWN_AREA.format(code=given.area_code)})

    def _parent(self, given: GridInput, made: Sequence[Grid]) -> Grid:
        for grid in made:
            if grid.code == given.parent_code and grid.holds_on(given.since):
                return grid
        held = Grid.objects.filter(
            valid_on(given.since),
            authority=self.authority,
            code=given.parent_code,
            kind=GridKind.GRID,
        ).first()
        if held is None:
            raise InputError({given.code: errors.UNKNOWN_GRID.format(code=given.parent_code)})
        return held

    def _refuse_overlaps(self, made: Sequence[Grid], day: dt.date) -> None:
        """Refuse grids, or micro-grids, of one day that have ground in common."""
        held = Grid.objects.filter(valid_on(day), authority=self.authority)
        replaced = {grid.code for grid in made if grid.holds_on(day)}
        standing = [grid for grid in held if grid.code not in replaced]
        for kind in GridKind:
            grids = [g for g in (*made, *standing) if g.kind == kind and g.holds_on(day)]
            shapes = [shape_of(grid.polygon) for grid in grids]
            tree = STRtree(shapes)
            for number, shape in enumerate(shapes[: len(made)]):
                for other in tree.query(shape, predicate="intersects").tolist():
                    common = shapely.intersection(shape, shapes[other]).area
                    if other != number and common > _SLIVER:
                        text = errors.OVERLAPS.format(code=grids[other].code)
                        raise InputError({grids[number].code: text})


def _checked_shape(given: GridInput) -> Polygon:
    points = set(given.polygon)
    if len(points) < _FEWEST_POINTS:
        raise InputError({given.code: str(errors.TOO_FEW_POINTS)})
    for longitude, latitude in points:
        inside = _LONGITUDES[0] <= longitude <= _LONGITUDES[1]
        if not (inside and _LATITUDES[0] <= latitude <= _LATITUDES[1]):
            raise InputError({given.code: str(errors.OUT_OF_RANGE)})
    shape = shape_of(given.polygon)
    if not shape.is_valid or shape.area <= _SLIVER:
        raise InputError({given.code: str(errors.NOT_SIMPLE)})
    return shape
