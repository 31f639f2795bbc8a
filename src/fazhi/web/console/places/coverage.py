"""Who covers each grid of a day, and the lamp of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _
from shapely import Polygon

from fazhi.kernel.access import Seat
from fazhi.registers.places.models import Grid
from fazhi.registers.places.queries import PlaceIndex, place_index
from fazhi.registers.staff.choices import GapKind
from fazhi.registers.staff.models import Group, Officer
from fazhi.registers.staff.queries import StaffIndex, gaps, staff_index
from fazhi.web.console.staff.gaps import (
    ShownGap,
    ShownLamp,
    green,
    group_gaps,
    shown_gap,
)


@dataclass(frozen=True, slots=True)
class GridLine:
    """A grid as the list shows it: its group, who leads it, its lamp, a point for the map."""

    grid: Grid
    group: Group | None
    leader: Officer | None
    workers: Sequence[Officer]
    gap: ShownGap | None

    @property
    def pk(self) -> UUID:
        """Return the key of the row."""
        return self.grid.pk

    @property
    def lamp(self) -> ShownLamp:
        """Return the lamp of the grid."""
        return self.gap.lamp if self.gap else green(_("有组有人"))

    @property
    def spot(self) -> tuple[float, float]:
        """Return a point inside the grid: longitude and latitude."""
        point = Polygon(self.grid.polygon).representative_point()
        return point.x, point.y


@dataclass(frozen=True, slots=True)
class Coverage:
    """The grids of an authority on a day, and what is missing for each.

    That a leader is absent is known to those who plan with it; for others the lamp says whether
    the grid has a group, and the group a leader with a certificate.
    """

    places: PlaceIndex
    staff: StaffIndex
    of_grids: Mapping[str, ShownGap]
    of_groups: Mapping[str, ShownGap]

    @classmethod
    def on(cls, seat: Seat, day: dt.date) -> "Coverage":
        """Return the coverage of a day as the seat may see it."""
        found = gaps(seat.authority, day)
        return cls(
            places=place_index(seat.authority, day),
            staff=staff_index(seat.authority, day),
            of_grids={
                gap.key: shown_gap(gap) for gap in found if gap.kind == GapKind.GRID_WITHOUT_GROUP
            },
            of_groups=group_gaps(seat, found),
        )

    def line(self, grid: Grid) -> GridLine:
        """Return how the list shows a grid; a micro-grid is covered as the grid around it is."""
        code = grid.parent.code if grid.parent else grid.code
        group = self.staff.group_of(code)
        gap = self.of_groups.get(str(group.id)) if group else self.of_grids.get(code)
        return GridLine(
            grid=grid,
            group=group,
            leader=self.staff.leader_of(group) if group else None,
            workers=self.staff.workers_of(grid.code),
            gap=gap,
        )

    def red(self) -> list[UUID]:
        """Return the grids for which somebody or something is missing."""
        return [grid.id for grid in self.places.grids if self.line(grid).gap]

    def source_of_shapes(self) -> str:
        """Return what the source says about the shapes, if they were made for a demonstration."""
        invented = (grid.source for grid in self.places.grids if grid.is_demonstration)
        return next(invented, "")
