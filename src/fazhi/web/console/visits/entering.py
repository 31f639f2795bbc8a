"""Visits entered as they are made: how many in which grid, under which campaign, all at once."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.tasks.access import keys_of
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.proceedings.issues.actions import record_visits
from fazhi.proceedings.issues.inputs import VisitInput
from fazhi.proceedings.issues.queries import campaigns_running
from fazhi.registers.places.queries import grids_on
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

VISITORS = (Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER)
_MOMENT = "%Y-%m-%dT%H:%M"
_MOST_OF_A_GRID = 500


class VisitsForm(PageForm):
    """A campaign, a time, and for each grid how many visits found nothing."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    campaign = forms.ChoiceField(label=gettext_lazy("专项行动"), required=False)
    visited_at = forms.DateTimeField(
        label=gettext_lazy("走访时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        input_formats=[_MOMENT],
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the campaigns and grids of today, one field for each grid."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        running = [(str(each.id), each.name) for each in campaigns_running(seat, today)]
        self.fields["campaign"].choices = [("", _("日常走访")), *running]  # type: ignore[attr-defined]
        self.own = keys_of(seat, today)
        self.grids = {f"grid_{each.id.hex}": each for each in grids_on(seat.authority, today)}
        for name, grid in self.grids.items():
            self.fields[name] = forms.IntegerField(
                label=grid.name,
                required=False,
                min_value=0,
                max_value=_MOST_OF_A_GRID,
                widget=forms.NumberInput(attrs={"inputmode": "numeric", "min": 0}),
            )

    def own_counts(self) -> "list[forms.BoundField]":
        """Return the fields of the grids that the person works; of all where none is named."""
        own = [self[name] for name, grid in self.grids.items() if grid.code in self.own]
        return own or [self[name] for name in self.grids]

    def other_counts(self) -> "list[forms.BoundField]":
        """Return the fields of the other grids."""
        shown = {field.name for field in self.own_counts()}
        return [self[name] for name in self.grids if name not in shown]

    def visits(self) -> list[VisitInput]:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        campaign = UUID(data["campaign"]) if data["campaign"] else None
        return [
            VisitInput(
                key=f"{data['key']}:{name}:{number}",
                grid_id=grid.id,
                visited_at=data["visited_at"],
                campaign_id=campaign,
            )
            for name, grid in self.grids.items()
            for number in range(data[name] or 0)
        ]


@page(*VISITORS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the table; record all visits of it in one act when it is sent."""
    now = clock.local(clock.now()).replace(tzinfo=None, second=0, microsecond=0)
    wanted = request.GET.get("campaign", "")
    initial = {"key": uuid4().hex, "visited_at": now, "campaign": wanted}
    form = VisitsForm(request.seat, request.POST or None, initial=initial)
    count = form.attempt(lambda _given: _record(request.seat, form))
    if count is not None:
        messages.success(request, _("已登记走访 %(count)s 次，未发现问题。") % {"count": count})
        return go_to("visits:list")
    return render_page(request, "console/visits/new.html", {"form": form}, status=form.status)


def _record(seat: Seat, form: VisitsForm) -> int:
    visits = form.visits()
    if not visits:
        raise InputError({"": _("清单是空的，请至少填写一次走访。")})
    return record_visits(seat, form.cleaned_data["key"], visits)
