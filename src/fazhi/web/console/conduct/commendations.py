"""Commendations: the list, and one that came."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.access import CONDUCT_RECEIVERS
from fazhi.proceedings.supervision.actions import record_commendations
from fazhi.proceedings.supervision.choices import ConductChannel
from fazhi.proceedings.supervision.inputs import CommendationInput
from fazhi.proceedings.supervision.queries import listed_commendations
from fazhi.web.console.conduct.forms import CommendationForm
from fazhi.web.console.conduct.listing import commendation_list
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

STAFF = tuple(role for role in Role if role is not Role.SUPERVISOR)


@page(*STAFF)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the commendations."""
    context = {"may_record": request.seat.has(*CONDUCT_RECEIVERS)}
    template = "console/conduct/commendations.html"
    rows = listed_commendations(request.seat)
    return list_response(request, rows, commendation_list(), template, context)


@page(*CONDUCT_RECEIVERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Record a commendation."""
    form = CommendationForm(request.seat, request.POST or None)

    def act(given: dict[str, Any]) -> object:
        one = CommendationInput(
            channel=ConductChannel(given["channel"]),
            statement=given["statement"],
            received_on=given["received_on"],
            target=form.target(),
        )
        return record_commendations(request.seat, [one])

    if form.attempt(act):
        messages.success(request, _("已登记。"))
        return go_to("conduct:commendations")
    return render_page(
        request, "console/conduct/commendation.html", {"form": form}, status=form.status
    )
