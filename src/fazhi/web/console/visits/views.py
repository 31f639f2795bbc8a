"""The list of visits at which nothing was found; a visit names no household and no visitor."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.issues.access import STAFF
from fazhi.proceedings.issues.queries import listed_visits
from fazhi.registers.places.queries import grids_on
from fazhi.web.console.visits.entering import VISITORS
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, page

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.proceedings.issues.models import Visit


@page(*STAFF)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the visits of the authority."""
    definition = visit_list(request.seat, clock.today())
    context = {"may_record": request.seat.has(*VISITORS)}
    rows = listed_visits(request.seat)
    return list_response(request, rows, definition, "console/visits/list.html", context)


def visit_list(seat: Seat, day: dt.date) -> "ListDefinition[Visit]":
    """Return the list of visits as it stands on a day."""
    begin = clock.at_local(day)
    week = clock.at_local(day - dt.timedelta(days=day.weekday()))
    return ListDefinition(
        title=_("走访与排查"),
        sort=("-visited_at", "-pk"),
        columns=(
            Column(_("走访时间"), lambda visit: visit.visited_at),
            Column(_("网格"), lambda visit: visit.grid.name),
            Column(_("专项行动"), lambda visit: visit.campaign.name if visit.campaign else ""),
            Column(_("结果"), lambda _visit: str(_("未发现问题"))),
        ),
        filters=(
            Filter(
                "grid",
                _("网格"),
                lambda rows, value: rows.filter(grid_id=UUID(value)),
                choices=[(str(grid.id), grid.name) for grid in grids_on(seat.authority, day)],
            ),
            Filter("day", _("日期"), _on_day, kind="day"),
        ),
        tabs=(
            Tab("all", _("全部"), lambda rows: rows),
            Tab("today", _("今日"), lambda rows: rows.filter(visited_at__gte=begin)),
            Tab("week", _("本周"), lambda rows: rows.filter(visited_at__gte=week)),
            Tab("campaign", _("专项行动"), lambda rows: rows.exclude(campaign=None)),
        ),
    )


def _on_day(rows: "QuerySet[Visit]", value: str) -> "QuerySet[Visit]":
    """Narrow to a day; what is no day narrows to nothing."""
    try:
        day = dt.date.fromisoformat(value)
    except ValueError:
        return rows.none()
    begin = clock.at_local(day)
    return rows.filter(visited_at__gte=begin, visited_at__lt=begin + dt.timedelta(days=1))
