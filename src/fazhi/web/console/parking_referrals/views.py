"""Pages of parking referrals."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.queries import original
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.access import get_hand_over, get_referral, visible_hand_overs
from fazhi.proceedings.cases.actions import (
    answer_contest,
    hand_over_referrals,
    receive_hand_over,
    refer_parking,
    review_referrals,
)
from fazhi.proceedings.cases.choices import ReferralStatus
from fazhi.proceedings.cases.inputs import ReviewInput
from fazhi.proceedings.cases.queries import contested, contests_of, listed_referrals, photographs_of
from fazhi.web.console.parking_referrals.forms import (
    ContestAnswerForm,
    HandOverForm,
    ReceiptForm,
    ReferralForm,
    ReviewForm,
)
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page
from fazhi.web.photographs import take_photographs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.proceedings.cases.models import ParkingReferral, ReferralContest, ReferralHandOver

READERS = (
    Role.OFFICER,
    Role.SQUAD_LEADER,
    Role.CASE_REVIEWER,
    Role.HEAD,
    Role.CLERK,
)
TAKERS = (Role.OFFICER, Role.SQUAD_LEADER)
REVIEWERS = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK)
CLERKS = (Role.CLERK, Role.SQUAD_LEADER)
_PAGE = 200


def _of_status(rows: "QuerySet[ParkingReferral]", value: str) -> "QuerySet[ParkingReferral]":
    return rows.filter(status=value)


def _by_number(rows: "QuerySet[ParkingReferral]", words: str) -> "QuerySet[ParkingReferral]":
    return rows.filter(number__contains=words)


LIST: "ListDefinition[ParkingReferral]" = ListDefinition(
    title=gettext_lazy("违停抄告"),
    sort=("-noticed_at", "pk"),
    columns=(
        Column(gettext_lazy("编号"), lambda row: row.number),
        Column(gettext_lazy("地点 / 网格"), lambda row: row.place),
        Column(gettext_lazy("车辆"), lambda row: row.get_vehicle_type_display()),
        Column(gettext_lazy("发现时间"), lambda row: row.noticed_at),
        Column(gettext_lazy("办理阶段"), lambda row: row.get_status_display()),
    ),
    filters=(
        Filter("status", gettext_lazy("阶段"), _of_status, choices=ReferralStatus.choices),
        Filter("q", gettext_lazy("编号"), _by_number, kind="search"),
    ),
    tabs=(
        Tab("all", gettext_lazy("全部"), lambda rows: rows),
        Tab("taken", gettext_lazy("待审核"), lambda rows: rows.filter(status="taken")),
        Tab("reviewed", gettext_lazy("待移交"), lambda rows: rows.filter(status="reviewed")),
        Tab("handed", gettext_lazy("待回执"), lambda rows: rows.filter(status="handed_over")),
        Tab("contested", gettext_lazy("异议待答复"), contested),
    ),
)


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the referrals that the person may see."""
    seat = request.seat
    context = {
        "may_take": seat.has(*TAKERS),
        "may_review": seat.has(*REVIEWERS),
        "may_hand_over": seat.has(*CLERKS),
    }
    template = "console/parking_referrals/list.html"
    return list_response(request, listed_referrals(seat), LIST, template, context)


@page(*READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one referral."""
    return _file(request, get_referral(request.seat, public_id))


@page(*READERS)
def photograph(request: StaffRequest, public_id: str, place: int) -> HttpResponseBase:
    """Give a photograph as it was taken."""
    photographs = photographs_of(get_referral(request.seat, public_id))
    file = photographs[place].attachment if place < len(photographs) else None
    if file is None:
        raise NotFoundError
    return HttpResponse(original(photographs[place]), content_type=file.media_type)


@page(*TAKERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Take a referral in the street."""
    now = clock.local(clock.now()).replace(tzinfo=None)
    initial = {"key": uuid4().hex, "noticed_at": now}
    form = ReferralForm(request.seat, request.POST or None, request.FILES or None, initial=initial)
    take_photographs(form, request.seat)
    done = form.attempt(lambda _given: _take(request, form))
    if done:
        messages.success(request, _("抄告 %(number)s 已保存。") % {"number": done.number})
        return go_to("parking_referrals:file", done.dossier.public_id)
    template = "console/parking_referrals/new.html"
    return render_page(request, template, {"form": form}, status=form.status)


@page(*REVIEWERS)
@require_POST
def review(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Review one referral."""
    referral = get_referral(request.seat, public_id)
    form = ReviewForm(request.POST)
    done = form.attempt(
        lambda given: review_referrals(request.seat, [ReviewInput(referral.pk, **given)])
    )
    if done:
        messages.success(request, _("审核已记录。"))
        return go_to("parking_referrals:file", public_id)
    return _file(request, referral, form)


@page(*REVIEWERS)
@require_POST
def answer(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Answer what the owner of the vehicle said against a referral."""
    referral = get_referral(request.seat, public_id)
    form = ContestAnswerForm(request.POST)
    if form.attempt(lambda given: _answer(request, referral, given)):
        messages.success(request, _("答复已记录，车主凭编码可以看到。"))
        return go_to("parking_referrals:file", public_id)
    return _file(request, referral, answering=form)


@page(*REVIEWERS)
@require_POST
def review_all(request: StaffRequest) -> HttpResponseBase:
    """Pass every referral that waits for review, up to a page of them."""
    rows = listed_referrals(request.seat).filter(status=ReferralStatus.TAKEN)
    keys = list(rows.order_by("noticed_at", "pk").values_list("pk", flat=True)[:_PAGE])
    if keys:
        review_referrals(request.seat, [ReviewInput(key, is_passed=True) for key in keys])
    messages.success(request, _("已审核 %(count)s 件。") % {"count": len(keys)})
    return go_to("parking_referrals:list")


@page(*CLERKS)
def hand_overs(request: StaffRequest) -> HttpResponseBase:
    """Show the batches; hand the reviewed referrals over as a new one."""
    form = HandOverForm(request.POST or None)
    batch = form.attempt(lambda given: _hand_over(request, given["receiver"]))
    if batch:
        messages.success(request, _("%(number)s 已移交。") % {"number": batch.number})
        return go_to("parking_referrals:hand_overs")
    context = {
        "form": form,
        "batches": visible_hand_overs(request.seat).order_by("-handed_over_at", "pk")[:50],
        "waiting": listed_referrals(request.seat).filter(status=ReferralStatus.REVIEWED).count(),
    }
    template = "console/parking_referrals/hand_overs.html"
    return render_page(request, template, context, status=form.status)


@page(*CLERKS)
def receipt(request: StaffRequest, key: UUID) -> HttpResponseBase:
    """Record the receipt of a batch."""
    batch = get_hand_over(request.seat, key)
    form = ReceiptForm(request.POST or None)
    done = form.attempt(
        lambda given: receive_hand_over(request.seat, batch.id, given["receipt_number"])
    )
    if done:
        messages.success(request, _("回执已登记。"))
        return go_to("parking_referrals:hand_overs")
    template = "console/parking_referrals/receipt.html"
    return render_page(request, template, {"form": form, "batch": batch}, status=form.status)


def _file(
    request: StaffRequest,
    referral: "ParkingReferral",
    form: ReviewForm | None = None,
    answering: ContestAnswerForm | None = None,
) -> HttpResponseBase:
    """Show a referral; what the owner says is shown to those who verify it."""
    may_review = request.seat.has(*REVIEWERS)
    if form is None and may_review and referral.status == ReferralStatus.TAKEN:
        form = ReviewForm()
    contests = contests_of(referral) if may_review else ()
    context = {
        "referral": referral,
        "places": range(len(photographs_of(referral))),
        "form": form,
        "contests": [(each, _answer_form(each, answering)) for each in contests],
    }
    status = next((each.status for each in (answering, form) if each is not None), 200)
    return render_page(request, "console/parking_referrals/file.html", context, status=status)


def _answer_form(
    contest: "ReferralContest", bound: ContestAnswerForm | None
) -> ContestAnswerForm | None:
    if contest.answered_at:
        return None
    if bound is not None and bound["contest"].value() == str(contest.id):
        return bound
    return ContestAnswerForm(initial={"contest": contest.id})


def _answer(
    request: StaffRequest, referral: "ParkingReferral", given: dict[str, Any]
) -> "ReferralContest":
    if given["contest"] not in {each.id for each in contests_of(referral)}:
        raise NotFoundError
    return answer_contest(
        request.seat, given["contest"], is_upheld=given["is_upheld"], answer=given["answer"]
    )


def _take(request: StaffRequest, form: ReferralForm) -> "ParkingReferral":
    return refer_parking(request.seat, [form.given()])[0]


def _hand_over(request: StaffRequest, receiver: str) -> "ReferralHandOver":
    rows = listed_referrals(request.seat).filter(status=ReferralStatus.REVIEWED)
    keys = list(rows.order_by("noticed_at", "pk").values_list("pk", flat=True))
    return hand_over_referrals(request.seat, keys, receiver)
