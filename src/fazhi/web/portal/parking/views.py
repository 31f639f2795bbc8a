"""What the owner of a vehicle sees under the code of the notice."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.evidence.queries import public_copy
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.actions import contest_referral
from fazhi.proceedings.cases.queries import OwnerView, owner_view
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, public_page, render_page


class ContestForm(PageForm):
    """What the owner says against the referral."""

    statement = forms.CharField(
        label=gettext_lazy("您的异议"), widget=forms.Textarea(attrs={"rows": 4}), max_length=1000
    )


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show where and when the vehicle stood, with the photographs; take a contest."""
    view = _view(code)
    form = ContestForm(request.POST or None)
    owner_code = view.referral.owner_code
    if form.attempt(lambda given: contest_referral(owner_code, given["statement"])):
        messages.success(request, _("异议已收到。答复后您可以在这里看到。"))
        return go_to("parking:notice", code)
    context = {
        "referral": view.referral,
        "places": range(len(view.photographs)),
        "contests": view.contests,
        "form": form,
        "code": code,
    }
    return render_page(request, "parking/notice.html", context, status=form.status)


@public_page
def photograph(_request: StaffRequest, code: str, place: int) -> HttpResponseBase:
    """Give a photograph as a copy without its metadata."""
    photographs = _view(code).photographs
    if place >= len(photographs):
        raise NotFoundError
    return HttpResponse(public_copy(photographs[place]), content_type="image/jpeg")


def _view(code: str) -> OwnerView:
    view = owner_view(code)
    if view is None:
        raise NotFoundError
    return view
