"""The list of public decisions, one decision, its file, and the application for credit repair."""

from django import forms
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext_lazy

from fazhi.kernel.errors import NotFoundError
from fazhi.outcomes.publication.actions import request_credit_repair
from fazhi.outcomes.publication.inputs import RepairInput
from fazhi.outcomes.publication.queries import (
    PublicView,
    public_view,
    repairs_of,
    search_public,
    withdrawals,
)
from fazhi.outcomes.publication.rendering import lines_of, public_file
from fazhi.web.forms import PageForm
from fazhi.web.keyset import Place, stretch
from fazhi.web.limits import WRONG_CODES
from fazhi.web.pages import StaffRequest, public_page, render_page

_PAGE = 30


class SearchForm(PageForm):
    """Words to look for; sent in the body, so that no name comes to stand in an address."""

    words = forms.CharField(
        label=gettext_lazy("文号、案由或者单位名称"), max_length=60, required=False
    )


class RepairForm(PageForm):
    """The code on the paper decision, and what is asked."""

    check_code = forms.CharField(
        label=gettext_lazy("查验码（决定书上的 16 位字母数字）"), max_length=40
    )
    statement = forms.CharField(
        label=gettext_lazy("申请内容"),
        help_text=gettext_lazy("写明已经缴款、改正的情况。不用写身份证号和电话。"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=1000,
    )


@public_page
def index(request: StaffRequest) -> HttpResponseBase:
    """Show what is public, the newest first; words that are sent narrow it."""
    form = SearchForm(request.POST or None)
    words = form.cleaned_data["words"] if form.is_bound and form.is_valid() else ""
    found = search_public(request.seat.authority, words)
    place = Place(request.GET.get("after", ""), request.GET.get("before", ""))
    part = stretch(found, ("-decided_on", "-pk"), place, size=_PAGE)
    context = {
        "form": form,
        "words": words,
        "rows": part.rows,
        "newer": part.newer if not words else "",
        "older": part.older if not words else "",
        "is_cut": bool(words and part.older),
        "withdrawals": withdrawals(request.seat.authority),
    }
    return render_page(request, "portal/decisions/list.html", context, status=form.status)


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one decision, or that and why it was withdrawn."""
    view = _view(request, code)
    lines = lines_of(view.decision) if view.decision else ()
    return render_page(request, "portal/decisions/show.html", {"view": view, "lines": lines})


@public_page
def pdf(request: StaffRequest, code: str) -> HttpResponseBase:
    """Give the public copy as a file."""
    view = _view(request, code)
    if view.decision is None:
        raise NotFoundError
    name = f"decision-{view.publication.code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    file = public_file(view.publication, view.decision)
    return HttpResponse(file, content_type="application/pdf", headers=headers)


@public_page
def repair(request: StaffRequest, code: str) -> HttpResponseBase:
    """Take the application of the party, who holds the paper; wrong codes are counted."""
    view = _view(request, code)
    form = RepairForm(request.POST or None)
    asked = None
    if form.is_bound and form.is_valid():
        WRONG_CODES.require(request)
        try:
            asked = form.attempt(
                lambda given: request_credit_repair(request.seat, RepairInput(code=code, **given))
            )
        except NotFoundError as error:
            WRONG_CODES.count(request)
            form.add_error("check_code", str(error))
    context = {"view": view, "form": form, "asked": asked, "repairs": _answers(view)}
    return render_page(request, "portal/decisions/repair.html", context, status=form.status)


def _answers(view: PublicView) -> list[dict[str, object]]:
    """Return how earlier applications stand, without what was said in them."""
    return [
        {"asked_at": row.requested_at, "state": row.get_state_display(), "answer": row.answer}
        for row in repairs_of(view.publication)
    ]


def _view(request: StaffRequest, code: str) -> PublicView:
    view = public_view(request.seat.authority, code)
    if view is None:
        raise NotFoundError
    return view
