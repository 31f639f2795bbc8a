"""The registers of a year: each kind with its figure, its sources and its entries."""

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.supervision.access import KEEPERS, READERS, get_incident
from fazhi.proceedings.supervision.actions import (
    ask_sources,
    close_incidents,
    register_incidents,
)
from fazhi.proceedings.supervision.choices import IncidentKind
from fazhi.proceedings.supervision.inputs import IncidentInput, IncidentOutcome, SourceInput
from fazhi.proceedings.supervision.queries import (
    RegisterStanding,
    listed_incidents,
    listed_sources,
    register_standing,
)
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import IncidentRecord, SourceAsked

_EARLIEST, _LATEST = 2000, 2100
_WORDS = gettext_lazy("不写个人信息。")


def _day_field(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, initial=clock.today, widget=widget)


class IncidentForm(PageForm):
    """An incident to register."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=IncidentKind.choices)
    happened_on = _day_field(gettext_lazy("发生日"))
    registered_on = _day_field(gettext_lazy("登记日"))
    source = forms.CharField(label=gettext_lazy("来源"), max_length=100)
    description = forms.CharField(
        label=gettext_lazy("情况"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_WORDS,
    )


class SourceForm(PageForm):
    """A source that was asked."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=IncidentKind.choices)
    source = forms.CharField(label=gettext_lazy("来源"), max_length=100)
    asked_on = _day_field(gettext_lazy("询问日"))
    since = _day_field(gettext_lazy("询问期间自"))
    until = _day_field(gettext_lazy("询问期间至"))
    answer = forms.CharField(label=gettext_lazy("答复"), max_length=200, help_text=_WORDS)


class OutcomeForm(PageForm):
    """What was done about an incident."""

    outcome = forms.CharField(
        label=gettext_lazy("处理结果"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_WORDS,
    )
    outcome_on = _day_field(gettext_lazy("处理日"))


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a kind in a year."""

    standing: RegisterStanding
    incidents: "tuple[IncidentRecord, ...]"
    sources: "tuple[SourceAsked, ...]"


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the registers of a year: a zero says who was asked and until when."""
    year = _year(request)
    since, until = dt.date(year, 1, 1), dt.date(year, 12, 31)
    happened = listed_incidents(request.seat).filter(happened_on__gte=since, happened_on__lte=until)
    asked = listed_sources(request.seat).filter(since__lte=until, until__gte=since)
    incidents = list(happened.order_by("-happened_on", "-id"))
    sources = list(asked.order_by("-asked_on", "source", "-id"))
    context = {
        "year": year,
        "years": range(clock.today().year, clock.today().year - 5, -1),
        "may_keep": request.seat.has(*KEEPERS),
        "registers": [
            Register(
                register_standing(request.seat.authority, kind, since, until),
                tuple(each for each in incidents if each.kind == kind),
                tuple(each for each in sources if each.kind == kind),
            )
            for kind in IncidentKind
        ],
    }
    return render_page(request, "console/incidents/list.html", context)


@page(*KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Register an incident."""
    form = IncidentForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        one = IncidentInput(**{**given, "kind": IncidentKind(given["kind"])})
        return register_incidents(request.seat, [one])

    return _answered(request, form, act, _("登记事故、违法执法、舆情"))


@page(*KEEPERS)
def ask(request: StaffRequest) -> HttpResponseBase:
    """Record that a source was asked."""
    form = SourceForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        one = SourceInput(**{**given, "kind": IncidentKind(given["kind"])})
        return ask_sources(request.seat, [one])

    return _answered(request, form, act, _("登记询问来源"))


@page(*KEEPERS)
def conclude(request: StaffRequest, incident_id: UUID) -> HttpResponseBase:
    """Record what was done about an incident."""
    incident = get_incident(request.seat, incident_id)
    form = OutcomeForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        return close_incidents(request.seat, [IncidentOutcome(incident_id=incident.pk, **given)])

    return _answered(request, form, act, _("登记处理结果"))


def _answered(request: StaffRequest, form: PageForm, act: Any, heading: str) -> HttpResponseBase:
    if form.attempt(act):
        messages.success(request, _("已登记。"))
        return go_to("incidents:list")
    context = {"form": form, "heading": heading}
    return render_page(request, "console/incidents/step.html", context, status=form.status)


def _year(request: StaffRequest) -> int:
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() else clock.today().year
    if not _EARLIEST <= year <= _LATEST:
        raise NotFoundError(str(year))
    return year
