"""Pages of leads, and of the terms that the office sets itself."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.actions import change_response_terms, receive_leads
from fazhi.proceedings.cases.lead_access import (
    DESCRIPTION_READERS,
    LEAD_READERS,
    LEAD_RECEIVERS,
    TERM_KEEPERS,
    get_lead,
    visible_response_terms,
)
from fazhi.proceedings.cases.lead_choices import LeadSource
from fazhi.proceedings.cases.lead_queries import listed_leads, terms_on
from fazhi.proceedings.issues.access import get_issue
from fazhi.web.console.leads.forms import LeadForm, TermForm
from fazhi.web.console.leads.listing import lead_list
from fazhi.web.console.leads.pages import file_context
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page(*LEAD_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the leads of the authority."""
    today = clock.today()
    context = {
        "today": today,
        "may_receive": request.seat.has(*LEAD_RECEIVERS),
        "new_url": "leads:new",
        "file_url": "leads:file",
        "new_words": _("登记线索"),
    }
    rows = listed_leads(request.seat)
    return list_response(request, rows, lead_list(today), "console/leads/list.html", context)


@page(*LEAD_READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one lead."""
    lead = get_lead(request.seat, public_id)
    context = file_context(request.seat, "leads", lead) | {
        "back_url": "leads:list",
        "source": lead.get_source_display(),
        "may_read": request.seat.has(*DESCRIPTION_READERS),
    }
    return render_page(request, "console/leads/file.html", context)


@page(*LEAD_RECEIVERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form, filled from the issue it comes from; receive the lead when it is sent."""
    form = LeadForm(request.seat, request.POST or None, initial=_initial(request))
    rows = form.attempt(lambda _given: receive_leads(request.seat, [form.given()]))
    if rows:
        messages.success(request, _("已登记 %(number)s。") % {"number": rows[0].number})
        return go_to("leads:file", rows[0].dossier.public_id)
    context = {"form": form, "title": _("登记线索"), "back_url": "leads:list"}
    return render_page(request, "console/leads/new.html", context, status=form.status)


@page()
def terms(request: StaffRequest) -> HttpResponseBase:
    """Show the office's own terms; an operator sets new ones."""
    may_change = request.seat.has(*TERM_KEEPERS)
    form = TermForm(request.POST or None if may_change else None)
    if may_change and form.attempt(lambda _given: _change(request.seat, form)):
        messages.success(request, _("已登记。"))
        return go_to("leads:terms")
    rows = visible_response_terms(request.seat).order_by("-since", "subject", "pk")
    context = {
        "terms": terms_on(request.seat.authority, clock.today()),
        "rows": rows[:200],
        "form": form if may_change else None,
    }
    return render_page(request, "console/leads/terms.html", context, status=form.status)


def _change(seat: Seat, form: TermForm) -> Any:
    return change_response_terms(seat, [form.given()])


def _initial(request: StaffRequest) -> dict[str, object]:
    wanted = request.GET.get("issue", "")
    if not wanted:
        return {"form_key": uuid4().hex, "source": LeadSource.PATROL}
    issue = get_issue(request.seat, wanted)
    return {
        "form_key": f"issue-{issue.pk.hex}",
        "issue": issue.pk,
        "source": LeadSource.ISSUE,
        "description": issue.title,
        "place": issue.place,
        "longitude": issue.longitude,
        "latitude": issue.latitude,
    }
