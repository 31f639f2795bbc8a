"""Pages of what becomes of a decision: one page for each act, and the list of remedies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.proceedings.cases.access import READERS, get_case, get_part
from fazhi.proceedings.cases.execution import listed_remedies
from fazhi.web.case_acts import ACTS, CaseAct
from fazhi.web.console.cases import act_forms
from fazhi.web.console.cases.listing import remedy_list
from fazhi.web.lists import list_response
from fazhi.web.pages import RoutedView, StaffRequest, go_to, page, render_page
from fazhi.web.told import warnings_of

if TYPE_CHECKING:
    from fazhi.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class ActPage:
    """The words and the form of an act."""

    title: Promise | str
    form: "type[PageForm]"


PAGES: Mapping[str, ActPage] = {
    "remedies": ActPage(gettext_lazy("登记复议、诉讼"), act_forms.RemedyForm),
    "forwarding": ActPage(gettext_lazy("登记转送复议申请"), act_forms.ForwardingForm),
    "copy": ActPage(gettext_lazy("登记收到副本"), act_forms.CopyForm),
    "answer": ActPage(gettext_lazy("登记答复、答辩"), act_forms.AnswerForm),
    "outcome": ActPage(gettext_lazy("登记结果"), act_forms.OutcomeForm),
    "stays": ActPage(gettext_lazy("登记停止执行"), act_forms.StayForm),
    "stay_end": ActPage(gettext_lazy("登记恢复执行"), act_forms.StayEndForm),
    "deferrals": ActPage(gettext_lazy("申请延期、分期缴纳"), act_forms.DeferralForm),
    "deferral_decision": ActPage(
        gettext_lazy("决定延期、分期缴纳"), act_forms.DeferralDecisionForm
    ),
    "complaints": ActPage(gettext_lazy("登记申诉、检举"), act_forms.ComplaintForm),
    "complaint_answer": ActPage(gettext_lazy("答复申诉、检举"), act_forms.ComplaintAnswerForm),
    "rescission": ActPage(gettext_lazy("撤销决定"), act_forms.RescissionForm),
    "goods": ActPage(gettext_lazy("登记没收财物"), act_forms.GoodsForm),
    "disposal": ActPage(gettext_lazy("登记没收财物的处理"), act_forms.DisposalForm),
}


def view_of(name: str) -> RoutedView[...]:
    """Return the page of an act: its form, and doing it when the form is sent."""
    act, shown = ACTS[name], PAGES[name]

    @page(*act.roles)
    def do(request: StaffRequest, public_id: str, key: UUID | None = None) -> HttpResponseBase:
        return _do(request, (act, shown), public_id, key)

    return do


@page(*READERS)
def remedies(request: StaffRequest) -> HttpResponseBase:
    """Show the reconsiderations and suits on the cases that the person may see."""
    today = clock.today()
    definition = remedy_list(today)
    rows = listed_remedies(request.seat)
    context = {"today": today}
    return list_response(request, rows, definition, "console/cases/remedies.html", context)


def _do(
    request: StaffRequest, of: tuple[CaseAct, ActPage], public_id: str, key: UUID | None
) -> HttpResponseBase:
    act, shown = of
    case = get_case(request.seat, public_id)
    on = get_part(request.seat, public_id, act.part, key) if key else None
    form = shown.form(request.POST or None)
    row = form.attempt(_doing(request, act, public_id, key))
    if row is not None:
        messages.success(request, _("已登记。"))
        for warning in warnings_of(row):
            messages.warning(request, warning.sentence)
        return go_to("cases:file", public_id)
    context = {"case": case, "form": form, "title": shown.title, "on": on}
    return render_page(request, "console/cases/act.html", context, status=form.status)


def _doing(
    request: StaffRequest, act: CaseAct, public_id: str, key: UUID | None
) -> Callable[[dict[str, Any]], Any]:
    return lambda given: act.do_at(request.seat, public_id, key, given)
