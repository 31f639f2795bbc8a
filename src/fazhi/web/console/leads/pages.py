"""Pages of files that must be answered: one page for each act, the same for every kind of file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel.access import Seat
from fazhi.web.console.leads import forms
from fazhi.web.intake_acts import FILES, do_at
from fazhi.web.pages import RoutedView, StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class ActPage:
    """The words and the form of an act."""

    title: Promise
    form: "Callable[[StaffRequest, Any], PageForm]"


@dataclass(frozen=True, slots=True)
class Offered:
    """An act that can follow: its words, and the address of its page."""

    title: Promise
    url: str


def _plain(form: "type[PageForm]") -> "Callable[[StaffRequest, Any], PageForm]":
    return lambda request, _row: form(request.POST if request.method == "POST" else None)


INTAKE_PAGES: Mapping[str, ActPage] = {
    "acceptance": ActPage(gettext_lazy("受理"), _plain(forms.AcceptanceForm)),
    "refusal": ActPage(gettext_lazy("不予受理"), _plain(forms.DeclineForm)),
    "hand-over": ActPage(gettext_lazy("移送有权单位"), _plain(forms.HandOverForm)),
    "receipt": ActPage(gettext_lazy("登记移送回执"), _plain(forms.IntakeReceiptForm)),
    "result": ActPage(gettext_lazy("反馈办理结果"), _plain(forms.ResultForm)),
}


def act_view(kind: str, name: str, shown: ActPage, *, app: str) -> RoutedView[...]:
    """Return the page of an act: its form, and doing it when the form is sent."""
    files = FILES[kind]

    @page(*files.acts[name].roles)
    def do(request: StaffRequest, public_id: str) -> HttpResponseBase:
        row = files.get(request.seat, public_id=public_id)
        form = shown.form(request, row)
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
        for name, act in FILES[kind].acts.items()
        if seat.has(*act.roles) and act.follows(row)
    ]
