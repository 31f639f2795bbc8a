"""The list of measures, and the file of one."""

from django.http import HttpResponseBase

from fazhi.kernel import clock
from fazhi.proceedings.compulsory_measures.access import READERS, get_measure
from fazhi.proceedings.compulsory_measures.queries import listed_measures
from fazhi.web.console.measures.file import measure_page
from fazhi.web.console.measures.listing import measure_list
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, page, render_page


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the measures that the person may see."""
    definition = measure_list(clock.today())
    rows = listed_measures(request.seat)
    return list_response(request, rows, definition, "console/measures/list.html")


@page(*READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one measure: its steps, checks, things, timeline and papers."""
    measure = get_measure(request.seat, public_id)
    context = {"measure": measure, "file": measure_page(request.seat, measure)}
    return render_page(request, "console/measures/file.html", context)
