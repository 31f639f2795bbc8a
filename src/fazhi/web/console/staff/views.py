"""The staff of a day with its gaps, the groups and vehicles, and one member of the staff."""

import datetime as dt
from uuid import UUID

from django.http import HttpResponseBase

from fazhi.kernel.access import Seat
from fazhi.registers.staff.access import PLANNERS, visible_officers
from fazhi.registers.staff.queries import vehicles_on
from fazhi.registers.validity import valid_on
from fazhi.web.console.days import chosen_day
from fazhi.web.console.lines import lines_response
from fazhi.web.console.staff.file import get_person, person_page
from fazhi.web.console.staff.gaps import DayOfGaps, gaps_of_day
from fazhi.web.console.staff.groups import groups_of_day
from fazhi.web.console.staff.listing import people_list
from fazhi.web.console.staff.people import PeopleOfDay
from fazhi.web.pages import StaffRequest, page, render_page

_NEXT_DAY = dt.timedelta(days=1)


@page()
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the staff of a day; to who plans, also what is missing then and on the day after."""
    day = chosen_day(request)
    people = PeopleOfDay.on(request.seat, day)
    rows = visible_officers(request.seat).filter(valid_on(day))
    rows = rows.select_related("unit").prefetch_related("certificates")
    is_planner = request.seat.has(*PLANNERS)
    context = {
        "day": day,
        "is_planner": is_planner,
        "days": _gaps(request.seat, people) if is_planner else (),
    }
    page_of_list = ("console/staff/list.html", context)
    definition = people_list(request.seat, people)
    return lines_response(request, rows, definition, people.line, page_of_list)


@page()
def groups(request: StaffRequest) -> HttpResponseBase:
    """Show the groups and vehicles of a day."""
    day = chosen_day(request)
    context = {
        "day": day,
        "groups": groups_of_day(request.seat, day),
        "vehicles": vehicles_on(request.seat.authority, day),
    }
    return render_page(request, "console/staff/groups.html", context)


@page()
def show(request: StaffRequest, officer_id: UUID) -> HttpResponseBase:
    """Show one member of the staff."""
    return person_page(request, get_person(request.seat, officer_id))


def _gaps(seat: Seat, people: PeopleOfDay) -> tuple[DayOfGaps, DayOfGaps]:
    return (
        gaps_of_day(seat.authority, people.day, people.gaps),
        gaps_of_day(seat.authority, people.day + _NEXT_DAY),
    )
