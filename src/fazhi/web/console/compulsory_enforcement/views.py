"""The list of enforcements, one on one page, and the opening from a case."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.proceedings.cases.access import FILE_READERS, get_case
from fazhi.proceedings.compulsory_enforcement.access import get_enforcement
from fazhi.proceedings.compulsory_enforcement.actions import open_enforcements
from fazhi.proceedings.compulsory_enforcement.choices import OPENERS
from fazhi.proceedings.compulsory_enforcement.queries import listed_enforcements, unenforced_fines
from fazhi.web.console.compulsory_enforcement.file import shown_file
from fazhi.web.console.compulsory_enforcement.listing import enforcement_list, overdue_list
from fazhi.web.console.compulsory_enforcement.step_form import OpeningForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page(*FILE_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the enforcements that the person may see."""
    definition = enforcement_list(clock.today())
    rows = listed_enforcements(request.seat)
    return list_response(request, rows, definition, "console/compulsory_enforcement/list.html")


@page(*OPENERS)
def overdue(request: StaffRequest) -> HttpResponseBase:
    """Show the fines that are overdue and that nobody enforces yet."""
    rows = unenforced_fines(request.seat, clock.today())
    name = "console/compulsory_enforcement/overdue.html"
    return list_response(request, rows, overdue_list(), name)


@page(*OPENERS)
def new(request: StaffRequest, case_id: str) -> HttpResponseBase:
    """Show the opening of a file on a case; open it when it is sent."""
    case = get_case(request.seat, case_id)
    form = OpeningForm(case, request.POST or None)
    rows = form.attempt(lambda _given: open_enforcements(request.seat, [form.given()]))
    if rows:
        messages.success(request, _("已立案：%(number)s。") % {"number": rows[0].number})
        return go_to("compulsory_enforcement:file", rows[0].public_id)
    context = {"case": case, "form": form}
    name = "console/compulsory_enforcement/new.html"
    return render_page(request, name, context, status=form.status)


@page(*FILE_READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one enforcement: steps, windows, what the law said, what happened, the papers."""
    row = get_enforcement(request.seat, public_id)
    context = {"row": row, "file": shown_file(request.seat, row)}
    return render_page(request, "console/compulsory_enforcement/file.html", context)
