"""The page of the terms that the office sets itself."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.leads.access import TERM_KEEPERS, visible_response_terms
from fazhi.proceedings.leads.actions import change_response_terms
from fazhi.proceedings.leads.terms import terms_on
from fazhi.web.console.leads.forms import TermForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page()
def show(request: StaffRequest) -> HttpResponseBase:
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
