"""A complaint about conduct on one page, its receipt, and how it stands under its code."""

from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.proceedings.supervision.actions import receive_conduct_complaints
from fazhi.proceedings.supervision.choices import ConductChannel
from fazhi.proceedings.supervision.inputs import ConductInput, Target
from fazhi.proceedings.supervision.queries import conduct_of_code
from fazhi.web.forms import PageForm
from fazhi.web.limits import REPORTS, WRONG_CODES
from fazhi.web.pages import StaffRequest, go_to, public_page, render_page
from fazhi.web.portal.reports.following import CodeForm

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import ConductComplaint

_TOO_MANY = 429


class ConductForm(PageForm):
    """What happened, whom it is about, how to reach you; only what happened is compulsory."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    statement = forms.CharField(
        label=gettext_lazy("发生了什么"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("写明时间、地点和经过。"),
    )
    named = forms.CharField(
        label=gettext_lazy("投诉谁"),
        required=False,
        max_length=64,
        help_text=gettext_lazy(
            "写姓名或者执法证号；不知道是谁可以不写。被投诉的人看不到这件投诉。"
        ),
    )
    name = forms.CharField(label=gettext_lazy("怎么称呼您"), required=False, max_length=64)
    phone = forms.CharField(
        label=gettext_lazy("您的电话"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("加密保存，不留电话也可以投诉。"),
    )


@public_page
def ask(request: StaffRequest) -> HttpResponseBase:
    """Ask for the code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = "".join(each for each in form.cleaned_data["code"].upper() if each.isalnum())
        return redirect("portal_conduct:progress", code or "0")
    return render_page(request, "portal/conduct/ask.html", {"form": form}, status=form.status)


@public_page
def new(request: StaffRequest) -> HttpResponseBase:
    """Receive a complaint about conduct and show its receipt."""
    form = ConductForm(request.POST or None, initial={"key": uuid4().hex})
    status = form.status
    if form.is_bound and REPORTS.is_reached(request):
        form.add_error(None, _("这个网络刚刚提交得太多。您填的内容还在，请过十分钟再点提交。"))
        status = _TOO_MANY
    else:
        received = form.attempt(lambda given: _receive(request, given))
        status = form.status
        if received is not None:
            REPORTS.count(request)
            response = go_to("portal_conduct:progress", received.follow_code)
            response["Location"] += "?receipt=1"
            return response
    return render_page(request, "portal/conduct/new.html", {"form": form}, status=status)


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show how the complaint of a code stands; unknown and of another office are answered alike."""
    guessing = WRONG_CODES.is_reached(request)
    complaint = None if guessing else conduct_of_code(request.seat.authority, code)
    if complaint is None:
        WRONG_CODES.count(request)
        return render_page(request, "portal/conduct/unknown.html", {"form": CodeForm()}, status=404)
    context = {"complaint": complaint, "is_receipt": "receipt" in request.GET}
    response = render_page(request, "portal/conduct/progress.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key to the complaint
    response["X-Robots-Tag"] = "noindex"
    return response


def _receive(request: StaffRequest, given: dict[str, Any]) -> "ConductComplaint":
    one = ConductInput(
        key=f"portal:{given['key']}",
        channel=ConductChannel.PORTAL,
        statement=given["statement"],
        target=Target(named=given["named"]),
        name=given["name"],
        phone=given["phone"],
    )
    return receive_conduct_complaints(request.seat, [one])[0]
