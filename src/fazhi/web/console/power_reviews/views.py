"""Pages of review rounds: the list, one round with its items, its signature and its adoption."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.registers.competence.access import (
    JUDGES,
    REGISTRARS,
    REVIEW_READERS,
    SIGNERS,
    get_review,
    visible_reviews,
)
from fazhi.registers.competence.actions import (
    adopt_power_review,
    judge_powers,
    open_power_review,
    sign_power_review,
)
from fazhi.registers.staff.choices import Field
from fazhi.web.console.power_reviews.forms import (
    AdoptionForm,
    JudgementForm,
    RoundForm,
    SignatureForm,
)
from fazhi.web.console.power_reviews.items import items_of, narrowed_to, sheet_of
from fazhi.web.exports import as_csv, as_xlsx
from fazhi.web.lists import Column, ListDefinition, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.registers.competence.models import PowerReview
    from fazhi.web.forms import PageForm

_EXPORTS = {"csv": as_csv, "xlsx": as_xlsx}


def _state(review: "PowerReview") -> str:
    if hasattr(review, "adoption"):
        return _("已施行")
    return _("已签署，待批准") if hasattr(review, "signature") else _("评估中")


@page(*REVIEW_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the review rounds of the authority."""
    rows = visible_reviews(request.seat).select_related("signature", "adoption")
    definition: ListDefinition[PowerReview] = ListDefinition(
        title=gettext_lazy("执法事项评估"),
        sort=("-opened_at", "-pk"),
        columns=(
            Column(gettext_lazy("评估名称"), lambda row: row.title),
            Column(gettext_lazy("评估基准日"), lambda row: row.day),
            Column(gettext_lazy("状态"), _state),
        ),
    )
    context = {"may_open": request.seat.has(*JUDGES)}
    return list_response(request, rows, definition, "console/power_reviews/list.html", context)


@page(*JUDGES)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form of a new round; open it when it is sent."""
    form = RoundForm(request.POST or None)
    review = form.attempt(lambda given: open_power_review(request.seat, given["title"]))
    if review:
        return go_to("power_reviews:file", review.pk)
    return _form_page(request, form, _("启动评估"), "power_reviews:list")


@page(*REVIEW_READERS)
def show(request: StaffRequest, review_id: UUID) -> HttpResponseBase:
    """Show a round with its items; judge those that were ticked when the form is sent."""
    review = get_review(request.seat, review_id)
    if request.method == "POST":
        request.seat.require(*JUDGES)
    form = JudgementForm(request.POST or None)
    codes = request.POST.getlist("codes")
    if form.attempt(lambda _given: judge_powers(request.seat, review.pk, form.given(codes))):
        messages.success(request, _("已登记 %(count)s 项意见。") % {"count": len(codes)})
        return go_to("power_reviews:file", review.pk)
    items = items_of(request.seat, review)
    export = _EXPORTS.get(request.GET.get("export", ""))
    if export:
        return export(request.seat, sheet_of(review, items))
    return render_page(
        request,
        "console/power_reviews/file.html",
        _context(request, review, items) | {"form": form, "ticked": codes},
        status=form.status,
    )


def _context(request: StaffRequest, review: "PowerReview", items: list[Any]) -> dict[str, object]:
    seat, is_signed = request.seat, hasattr(review, "signature")
    show, field = request.GET.get("show", ""), request.GET.get("field", "")
    return {
        "review": review,
        "state": _state(review),
        "items": narrowed_to(items, show, field),
        "show": show,
        "field": field,
        "fields": Field.choices,
        "count": len(items),
        "judged": sum(each.judgement is not None for each in items),
        "unused": sum(each.unused is not None for each in items),
        "may_judge": not is_signed and seat.has(*JUDGES),
        "may_sign": not is_signed and seat.has(*SIGNERS),
        "may_adopt": is_signed and not hasattr(review, "adoption") and seat.has(*REGISTRARS),
    }


@page(*SIGNERS)
def sign(request: StaffRequest, review_id: UUID) -> HttpResponseBase:
    """Show what is signed; sign it when the form is sent."""
    review = get_review(request.seat, review_id)
    form = SignatureForm(request.POST if request.method == "POST" else None)
    if form.attempt(lambda _given: sign_power_review(request.seat, review.pk)):
        messages.success(request, _("评估清单已签署。"))
        return go_to("power_reviews:file", review.pk)
    return _form_page(request, form, _("签署评估清单"), "power_reviews:file", review.pk)


@page(*REGISTRARS)
def adopt(request: StaffRequest, review_id: UUID) -> HttpResponseBase:
    """Show the form of the approval; carry the round out when it is sent."""
    review = get_review(request.seat, review_id)
    form = AdoptionForm(request.POST or None)
    if form.attempt(lambda given: adopt_power_review(request.seat, review.pk, **given)):
        messages.success(request, _("评估结果已施行。"))
        return go_to("power_reviews:file", review.pk)
    return _form_page(request, form, _("登记批准并施行"), "power_reviews:file", review.pk)


def _form_page(
    request: StaffRequest, form: "PageForm", title: str, back: str, *arguments: object
) -> HttpResponseBase:
    context = {"form": form, "title": title, "back": back, "key": arguments[0] if arguments else ""}
    return render_page(request, "console/power_reviews/form.html", context, status=form.status)
