"""A report taken down at the desk: by telephone, at the counter, passed on by the hotline."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.actions import receive_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReportInput
from fazhi.registers.competence.queries import categories_on
from fazhi.web.console.spots import SpotForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Report

RECEIVERS = (Role.DISPATCHER, Role.CLERK)
_MOMENT = "%Y-%m-%dT%H:%M"


class ReportForm(SpotForm):
    """What a caller says; only the statement is compulsory."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    channel = forms.ChoiceField(
        label=gettext_lazy("来源"),
        choices=[each for each in Channel.choices if each[0] != Channel.PORTAL],
        widget=forms.RadioSelect,
    )
    statement = forms.CharField(
        label=gettext_lazy("反映内容"), widget=forms.Textarea(attrs={"rows": 4}), max_length=2000
    )
    category = forms.ChoiceField(label=gettext_lazy("类别"), required=False)
    phone = forms.CharField(
        label=gettext_lazy("联系电话"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        help_text=gettext_lazy("加密保存，须注明事由才能查看。"),
    )
    received_at = forms.DateTimeField(
        label=gettext_lazy("来电、来访时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=_MOMENT),
        input_formats=[_MOMENT],
    )

    field_order = (
        "key", "longitude", "latitude", "channel", "statement", "category", "place", "grid",
        "phone", "received_at",
    )  # fmt: skip

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the categories of today; a caller may not know the place."""
        super().__init__(seat, *args, **kwargs)
        self.fields["place"].required = False
        known = categories_on(seat.authority, clock.today())
        chosen = [(each.code, f"{each.code} {each.name}") for each in known]
        self.fields["category"].choices = [("", _("暂不分类")), *chosen]  # type: ignore[attr-defined]

    def given(self) -> ReportInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return ReportInput(
            key=data["key"],
            channel=Channel(data["channel"]),
            statement=data["statement"],
            spot=self.spot(),
            place=data["place"],
            category_code=data["category"],
            phone=data["phone"],
            received_at=data["received_at"],
        )


@page(*RECEIVERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; receive the report when it is sent, and show its receipt."""
    initial = {
        "key": uuid4().hex,
        "channel": Channel.TELEPHONE,
        "received_at": clock.local(clock.now()).replace(tzinfo=None),
    }
    form = ReportForm(request.seat, request.POST or None, initial=initial)
    report = form.attempt(lambda _given: _receive(request.seat, form))
    if report is not None:
        messages.success(request, _("已受理，编号 %(number)s。") % {"number": report.number})
        return go_to("reports:file", report.id)
    return render_page(request, "console/reports/new.html", {"form": form}, status=form.status)


def _receive(seat: Seat, form: ReportForm) -> "Report":
    return receive_reports(seat, [form.given()])[0]
