"""The list of grids with the map beside it."""

from typing import TYPE_CHECKING

from django.http import HttpResponseBase, JsonResponse
from django.utils.translation import gettext as _

from fazhi.registers.places.access import visible_grids
from fazhi.registers.places.queries import grids_on
from fazhi.registers.validity import valid_on
from fazhi.web.console.days import chosen_day
from fazhi.web.console.lines import lines_response
from fazhi.web.console.places.coverage import Coverage
from fazhi.web.console.places.listing import grid_list
from fazhi.web.pages import StaffRequest, page

if TYPE_CHECKING:
    from uuid import UUID


@page()
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the grids of a day, who covers them, and what is missing."""
    day = chosen_day(request)
    coverage = Coverage.on(request.seat, day)
    rows = visible_grids(request.seat).filter(valid_on(day))
    rows = rows.select_related("area", "division", "parent")
    context = {
        "day": day,
        "source": coverage.source_of_shapes(),
        "has_map": bool(coverage.places.grids),
        "legend": [("overdue", _("缺组或缺人")), ("ok", _("有组有人"))],
    }
    page_of_list = ("console/places/list.html", context)
    return lines_response(request, rows, grid_list(coverage), coverage.line, page_of_list)


@page()
def grids(request: StaffRequest) -> HttpResponseBase:
    """Give the grids of a day for the map, as GeoJSON; the list says the same in words."""
    areas: dict[UUID, int] = {}
    features = [
        {
            "type": "Feature",
            "properties": {
                "id": str(grid.id),
                "name": grid.name,
                "tint": areas.setdefault(grid.area_id, len(areas)) % 3,
            },
            "geometry": {"type": "Polygon", "coordinates": [[*grid.polygon, grid.polygon[0]]]},
        }
        for grid in grids_on(request.seat.authority, chosen_day(request))
    ]
    answer = JsonResponse({"type": "FeatureCollection", "features": features})
    answer["Cache-Control"] = "private, max-age=300"
    return answer
