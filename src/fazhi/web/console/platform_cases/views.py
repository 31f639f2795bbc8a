"""Pages of platform cases."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.proceedings.cases.actions import receive_platform_cases
from fazhi.proceedings.cases.lead_access import (
    DESCRIPTION_READERS,
    LEAD_READERS,
    LEAD_RECEIVERS,
    get_platform_case,
)
from fazhi.proceedings.cases.lead_queries import listed_platform_cases
from fazhi.web.console.leads.forms import PlatformCaseForm
from fazhi.web.console.leads.listing import platform_case_list
from fazhi.web.console.leads.pages import file_context
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page(*LEAD_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the cases that platforms assigned."""
    today = clock.today()
    context = {
        "today": today,
        "may_receive": request.seat.has(*LEAD_RECEIVERS),
        "new_url": "platform_cases:new",
        "file_url": "platform_cases:file",
        "new_words": _("登记平台案件"),
    }
    rows = listed_platform_cases(request.seat)
    definition = platform_case_list(today)
    return list_response(request, rows, definition, "console/leads/list.html", context)


@page(*LEAD_READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one platform case."""
    row = get_platform_case(request.seat, public_id)
    context = file_context(request.seat, "platform-cases", row) | {
        "back_url": "platform_cases:list",
        "source": _("平台案件"),
        "may_read": request.seat.has(*DESCRIPTION_READERS),
    }
    return render_page(request, "console/leads/file.html", context)


@page(*LEAD_RECEIVERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; receive the case when it is sent."""
    form = PlatformCaseForm(request.seat, request.POST or None)
    rows = form.attempt(lambda _given: receive_platform_cases(request.seat, [form.given()]))
    if rows:
        messages.success(request, _("已登记 %(number)s。") % {"number": rows[0].number})
        return go_to("platform_cases:file", rows[0].dossier.public_id)
    context = {"form": form, "title": _("登记平台案件"), "back_url": "platform_cases:list"}
    return render_page(request, "console/leads/new.html", context, status=form.status)
