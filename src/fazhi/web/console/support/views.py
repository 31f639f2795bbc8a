"""What is needed and what is at hand: the list, and a new count."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.access import KEEPERS
from fazhi.proceedings.supervision.actions import record_support_items
from fazhi.proceedings.supervision.choices import SupportKind
from fazhi.proceedings.supervision.inputs import SupportInput
from fazhi.proceedings.supervision.queries import listed_support, only_missing
from fazhi.web.console.people import group_choices
from fazhi.web.forms import PageForm
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import SupportItem


class SupportForm(PageForm):
    """How much of something is needed and at hand."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=SupportKind.choices)
    name = forms.CharField(label=gettext_lazy("名称"), max_length=64)
    group = forms.ChoiceField(
        label=gettext_lazy("执法组"), required=False, help_text=gettext_lazy("不选就是全队的。")
    )
    needed = forms.IntegerField(label=gettext_lazy("应配"), min_value=0, max_value=1_000_000)
    at_hand = forms.IntegerField(label=gettext_lazy("现有"), min_value=0, max_value=1_000_000)
    measure = forms.CharField(label=gettext_lazy("计量单位"), max_length=8, initial="件")
    counted_on = forms.DateField(
        label=gettext_lazy("清点日"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the groups of today."""
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = [("", "–"), *group_choices(seat)]  # type: ignore[attr-defined]


@page(*Role)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show what is needed and at hand: first what is missing."""
    context = {"may_record": request.seat.has(*KEEPERS)}
    rows = listed_support(request.seat)
    return list_response(request, rows, _support_list(), "console/support/list.html", context)


@page(*KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Record a count; a second one of the same thing replaces it."""
    form = SupportForm(request.seat, request.POST or None)

    def act(given: dict[str, Any]) -> object:
        group = UUID(given.pop("group")) if given.get("group") else None
        given.pop("group", None)
        kind = SupportKind(given.pop("kind"))
        return record_support_items(
            request.seat, [SupportInput(kind=kind, group_id=group, **given)]
        )

    if form.attempt(lambda given: act(dict(given))):
        messages.success(request, _("已登记。"))
        return go_to("support:list")
    return render_page(request, "console/support/new.html", {"form": form}, status=form.status)


def _support_list() -> "ListDefinition[SupportItem]":
    return ListDefinition(
        title=_("执法保障"),
        sort=("kind", "name", "pk"),
        columns=(
            Column(_("缺口"), lambda row: row.missing),
            Column(_("名称"), lambda row: row.name),
            Column(_("类别"), lambda row: row.get_kind_display()),
            Column(_("使用方"), lambda row: row.holder_name),
            Column(_("应配"), lambda row: row.needed),
            Column(_("现有"), lambda row: row.at_hand),
            Column(_("计量单位"), lambda row: row.measure, is_shown=False),
            Column(_("清点日"), lambda row: row.counted_on),
        ),
        filters=(
            Filter(
                "kind",
                _("类别"),
                lambda rows, value: rows.filter(kind=value),
                choices=SupportKind.choices,
            ),
        ),
        tabs=(
            Tab("all", _("全部"), lambda rows: rows),
            Tab("missing", _("有缺口"), only_missing, "overdue"),
        ),
    )
