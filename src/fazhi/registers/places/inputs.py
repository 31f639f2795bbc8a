"""What the actions of places are given."""

import datetime as dt
from dataclasses import dataclass

from fazhi.registers.places.choices import DivisionKind, GridKind

#: A ring of (longitude, latitude) in CGCS2000; the first point is not repeated.
Ring = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class DivisionInput:
    """A line of the code table."""

    code: str
    name: str
    kind: DivisionKind
    parent_code: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class AreaInput:
    """An enforcement area."""

    code: str
    name: str
    since: dt.date
    until: dt.date | None = None
    source: str = ""
    is_demonstration: bool = False


@dataclass(frozen=True, slots=True)
class GridInput:
    """A grid, or a micro-grid under the grid with `parent_code`, as drawn from `since` on."""

    code: str
    name: str
    kind: GridKind
    division_code: str
    area_code: str
    polygon: Ring
    since: dt.date
    until: dt.date | None = None
    parent_code: str = ""
    source: str = ""
    is_demonstration: bool = False
