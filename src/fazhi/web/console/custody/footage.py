"""Recordings: the list, its import, which act each shows, and its deletion."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.access import CUSTODY_READERS, KEEPERS, TAKERS, get_footage
from fazhi.capabilities.evidence.actions import bind_footage, erase_footage, import_footage
from fazhi.capabilities.evidence.choices import ShownAct
from fazhi.capabilities.evidence.inputs import FootageBindingInput, FootageErasureInput
from fazhi.capabilities.evidence.queries import listed_footage
from fazhi.kernel import clock
from fazhi.proceedings.cases.access import get_case
from fazhi.registers.competence.inputs import ImportResult
from fazhi.web.console.competence.imports import ImportForm
from fazhi.web.console.custody.forms import day_field, reason_field
from fazhi.web.console.custody.listing import footage_list
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fazhi.capabilities.evidence.models import Footage

_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST = 20 * 1024 * 1024


class BindingForm(PageForm):
    """Which act of which case a recording shows."""

    case = forms.CharField(
        label=gettext_lazy("案卷编号"),
        max_length=12,
        help_text=gettext_lazy("案件页面地址中的编号。"),
    )
    act = forms.ChoiceField(label=gettext_lazy("所示行为"), choices=ShownAct.choices)
    act_on = day_field(gettext_lazy("行为日"))


class ErasureForm(PageForm):
    """That a recording was deleted from its store."""

    erased_on = day_field(gettext_lazy("删除日"))
    reason = reason_field(gettext_lazy("理由"))


@page(*CUSTODY_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the recordings."""
    today = clock.today()
    context = {"today": today, "may_take": request.seat.has(*TAKERS)}
    rows = listed_footage(request.seat)
    template = "console/custody/footage.html"
    return list_response(request, rows, footage_list(today), template, context)


@page(*TAKERS)
def bring_in(request: StaffRequest) -> HttpResponseBase:
    """Try an import of recordings, download what is wrong, or write it."""
    form = ImportForm(request.POST or None, request.FILES or None)
    result = form.attempt(lambda given: _run(request, given))
    if result and form.cleaned_data["act"] == "sheet" and result.error_sheet:
        headers = {"Content-Disposition": 'attachment; filename="errors.xlsx"'}
        return HttpResponse(result.error_sheet, content_type=_SHEET, headers=headers)
    if result and result.written:
        messages.success(request, _("已写入 %(count)s 行。") % {"count": result.written})
        return go_to("custody:footage")
    context = {"form": form, "result": result}
    template = "console/custody/footage_import.html"
    return render_page(request, template, context, status=form.status)


@page(*CUSTODY_READERS)
def show(request: StaffRequest, footage_id: UUID) -> HttpResponseBase:
    """Show one recording: where it is, what it shows, until when it is kept."""
    return _footage_page(request, get_footage(request.seat, footage_id), {})


@page(*TAKERS)
@require_POST
def bind(request: StaffRequest, footage_id: UUID) -> HttpResponseBase:
    """Bind a recording to an act of a case that the person may see."""
    row = get_footage(request.seat, footage_id)
    form = BindingForm(request.POST)

    def act(given: dict[str, Any]) -> object:
        one = FootageBindingInput(
            footage_id=row.pk,
            dossier=get_case(request.seat, given["case"].strip()).dossier,
            act=ShownAct(given["act"]),
            act_on=given["act_on"],
        )
        return bind_footage(request.seat, [one])

    if form.attempt(act):
        messages.success(request, _("已关联。"))
        return go_to("custody:footage_file", row.pk)
    return _footage_page(request, row, {"binding": form})


@page(*KEEPERS)
@require_POST
def erase(request: StaffRequest, footage_id: UUID) -> HttpResponseBase:
    """Record that a recording was deleted."""
    row = get_footage(request.seat, footage_id)
    form = ErasureForm(request.POST)

    def act(given: dict[str, Any]) -> object:
        return erase_footage(request.seat, [FootageErasureInput(footage_id=row.pk, **given)])

    if form.attempt(act):
        messages.success(request, _("已登记。"))
        return go_to("custody:footage_file", row.pk)
    return _footage_page(request, row, {"erasure": form})


def _footage_page(
    request: StaffRequest, row: "Footage", filled: "Mapping[str, PageForm]"
) -> HttpResponseBase:
    act_on = clock.day_of(row.began_at)
    context = {
        "footage": row,
        "bindings": row.bindings.select_related("dossier").order_by("act_on", "id"),
        "may_bind": request.seat.has(*TAKERS) and not row.is_erased,
        "may_erase": request.seat.has(*KEEPERS) and not row.is_erased,
        "binding": filled.get("binding", BindingForm(initial={"act_on": act_on})),
        "erasure": filled.get("erasure", ErasureForm()),
    }
    status = next((form.status for form in filled.values()), 200)
    return render_page(request, "console/custody/footage_file.html", context, status=status)


def _run(request: StaffRequest, given: dict[str, Any]) -> ImportResult:
    act = given["act"]
    return import_footage(
        request.seat,
        given["file"].read(_LARGEST),
        dry_run=act in {"try", "sheet"},
        accept_rest=act == "rest",
    )
