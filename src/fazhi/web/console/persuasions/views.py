"""The page with one button."""

from typing import Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError
from fazhi.proceedings.cases.actions import persuade
from fazhi.proceedings.cases.inputs import PersuasionInput
from fazhi.registers.places.queries import grids_on
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

PERSUADERS = (Role.OFFICER, Role.SQUAD_LEADER, Role.GRID_WORKER)


class PersuasionForm(PageForm):
    """Where the person stands; the device fills it."""

    key = forms.CharField(widget=forms.HiddenInput)
    longitude = forms.FloatField(widget=forms.HiddenInput)
    latitude = forms.FloatField(widget=forms.HiddenInput)


@page(*PERSUADERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Record a persuasion with one tap."""
    longitude, latitude = _middle(request.seat.authority)
    initial = {"key": uuid4().hex, "longitude": longitude, "latitude": latitude}
    form = PersuasionForm(request.POST or None, initial=initial)
    done = form.attempt(lambda given: _persuade(request, given))
    if done:
        messages.success(request, _("已记录。"))
        return go_to("persuasions:new")
    return render_page(request, "console/persuasions/new.html", {"form": form}, status=form.status)


def _persuade(request: StaffRequest, given: dict[str, Any]) -> int:
    """Record one tap; a second one on the same page is the same, although the clock went on."""
    try:
        return persuade(request.seat, [PersuasionInput(persuaded_at=clock.now(), **given)])
    except ConflictError:
        return 1


def _middle(authority: str) -> tuple[float, float]:
    """Return the middle of the sub-district, until the device says where it is."""
    corners = [corner for grid in grids_on(authority, clock.today()) for corner in grid.polygon]
    if not corners:
        return 0.0, 0.0
    longitudes, latitudes = zip(*corners, strict=True)
    return (min(longitudes) + max(longitudes)) / 2, (min(latitudes) + max(latitudes)) / 2
