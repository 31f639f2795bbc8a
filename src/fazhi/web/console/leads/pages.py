"""Pages of files that must be answered: one page for each act, the same for every kind of file."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.web.console.leads import forms
from fazhi.web.intake_acts import ACTS, GETTERS, do_at
from fazhi.web.pages import RoutedView, StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class ActPage:
    """The words and the form of an act."""

    title: Promise
    form: "type[PageForm]"


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that can follow: its words, and the address of its page."""

    title: Promise
    url: str


INTAKE_PAGES: Mapping[str, ActPage] = {
    "acceptance": ActPage(gettext_lazy("受理"), forms.AcceptanceForm),
    "refusal": ActPage(gettext_lazy("不予受理"), forms.DeclineForm),
    "hand-over": ActPage(gettext_lazy("移送有权单位"), forms.HandOverForm),
    "receipt": ActPage(gettext_lazy("登记移送回执"), forms.IntakeReceiptForm),
    "result": ActPage(gettext_lazy("反馈办理结果"), forms.ResultForm),
}


def act_view(kind: str, name: str, shown: ActPage, *, app: str) -> RoutedView[...]:
    """Return the page of an act: its form, and doing it when the form is sent."""

    @page(*ACTS[kind][name].roles)
    def do(request: StaffRequest, public_id: str) -> HttpResponseBase:
        row = GETTERS[kind](request.seat, public_id)
        form = shown.form(request.POST if request.method == "POST" else None)
        if form.attempt(lambda given: do_at(request.seat, kind, name, public_id, given)):
            messages.success(request, _("已登记。"))
            return go_to(f"{app}:file", public_id)
        context = {"row": row, "form": form, "title": shown.title, "file_url": f"{app}:file"}
        template = "console/leads/act.html"
        return render_page(request, template, context, status=form.status)

    return do


def offered(seat: Seat, kind: str, row: Any, pages: Mapping[str, ActPage]) -> list[Offered]:
    """Return the acts that this person can do next on a file."""
    return [
        Offered(pages[name].title, f"{name}/")
        for name, act in ACTS[kind].items()
        if seat.has(*act.roles) and act.follows(row)
    ]


def file_context(seat: Seat, kind: str, row: Any) -> dict[str, object]:
    """Return what the page of a lead or platform case shows."""
    today = clock.today()
    return {
        "row": row,
        "today": today,
        "is_late": row.is_late_on(today),
        "acts": offered(seat, kind, row, INTAKE_PAGES),
    }
