"""A fast answer for points well inside a shape: the ground is cut into cells, once for all.

A cell that lies within one shape answers at once; a cell on a border knows which shapes it touches,
so that only their rings are walked. What is nearer to a border than `border` is left to others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

import numpy as np
import shapely
from shapely import Polygon, STRtree

Found = TypeVar("Found")

_SIDE = 128  # cells along each side: in a sub-district of five kilometres, forty metres


@dataclass(frozen=True, slots=True)
class _Ring(Generic[Found]):
    """A shape to be walked, with its box and what it means to lie inside."""

    corners: tuple[tuple[float, float], ...]
    box: tuple[float, float, float, float]
    found: Found | None


class Cells(Generic[Found]):
    """Finds the shape in which a point lies, among shapes without holes.

    Those that mean something do not overlap.
    """

    def __init__(
        self, shapes: Sequence[Polygon], found: Sequence[Found | None], border: float
    ) -> None:
        """Cut the ground; `found` is what each shape means, None where others have to look."""
        self._border = border * border
        self._rings = [
            _Ring(tuple(shape.exterior.coords), shape.bounds, meaning)
            for shape, meaning in zip(shapes, found, strict=True)
        ]
        bounds = shapely.total_bounds(shapes).tolist() if shapes else [0.0] * 4
        self._west, self._south = bounds[0] - border, bounds[1] - border
        self._width = (bounds[2] + border - self._west) / _SIDE
        self._height = (bounds[3] + border - self._south) / _SIDE
        self._inside: list[Found | None] = [None] * (_SIDE * _SIDE)
        self._touching: dict[int, list[_Ring[Found]]] = {}
        if shapes:
            self._cut(shapes, border)

    def find(self, x: float, y: float) -> Found | None:
        """Return what the shape means in which the point lies, not nearer to its border."""
        cell = self._cell(x, y)
        found = self._inside[cell] if cell >= 0 else None
        if found is not None:
            return found
        for ring in self._touching.get(cell, ()):
            west, south, east, north = ring.box
            is_near = ring.found is not None and west < x < east and south < y < north
            if is_near and _is_inside(ring.corners, x, y):
                return None if self._is_near(ring.corners, x, y) else ring.found
        return None

    def is_far(self, x: float, y: float) -> bool:
        """Tell whether no shape comes near the cell of the point."""
        cell = self._cell(x, y)
        return cell < 0 or (self._inside[cell] is None and cell not in self._touching)

    def _cell(self, x: float, y: float) -> int:
        """Return the number of the cell in which the point lies, or -1 outside all."""
        column, row = (x - self._west) // self._width, (y - self._south) // self._height
        if 0 <= column < _SIDE and 0 <= row < _SIDE:
            return int(row) * _SIDE + int(column)
        return -1

    def _cut(self, shapes: Sequence[Polygon], border: float) -> None:
        columns, rows = (each.ravel() for each in np.meshgrid(np.arange(_SIDE), np.arange(_SIDE)))
        west, south = self._west + columns * self._width, self._south + rows * self._height
        boxes = shapely.box(west, south, west + self._width, south + self._height)
        near = STRtree(shapes).query(boxes, predicate="dwithin", distance=2 * border)
        cells, touched = near
        inner = shapely.buffer(np.asarray(shapes, dtype=object), -2 * border)
        within = shapely.covers(inner[touched], boxes[cells])
        for cell, shape, is_within in zip(cells.tolist(), touched.tolist(), within, strict=True):
            ring = self._rings[shape]
            if is_within and ring.found is not None:
                self._inside[cell] = ring.found
            else:
                self._touching.setdefault(cell, []).append(ring)

    def _is_near(self, corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
        """Tell whether the point lies within the border of one of the edges."""
        ax, ay = corners[0]
        for bx, by in corners[1:]:
            ex, ey = bx - ax, by - ay
            along = ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey or 1.0)
            along = min(1.0, max(0.0, along))
            dx, dy = ax + along * ex - x, ay + along * ey - y
            if dx * dx + dy * dy <= self._border:
                return True
            ax, ay = bx, by
        return False


def _is_inside(corners: Sequence[tuple[float, float]], x: float, y: float) -> bool:
    """Tell whether a line from the point to the east crosses the ring an odd number of times."""
    is_inside = False
    ax, ay = corners[0]
    for bx, by in corners[1:]:
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            is_inside = not is_inside
        ax, ay = bx, by
    return is_inside
