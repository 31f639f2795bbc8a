"""Complaints about conduct: the list, one of them, its examiner, its answer, its contact.

Every page is open to all staff and shows what this person may see: whoever is barred from a
complaint is answered as if there were none.
"""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError
from fazhi.proceedings.supervision.access import (
    CONDUCT_RECEIVERS,
    get_conduct,
    is_examiner,
    may_open_contact,
)
from fazhi.proceedings.supervision.actions import (
    answer_conduct_complaints,
    appoint_examiners,
    open_conduct_contact,
    receive_conduct_complaints,
)
from fazhi.proceedings.supervision.choices import ConductChannel, ContactReason
from fazhi.proceedings.supervision.inputs import (
    ConductAnswer,
    ConductContactInput,
    ConductInput,
    ExaminerInput,
)
from fazhi.proceedings.supervision.queries import listed_conduct, possible_examiners
from fazhi.web.console.conduct.forms import AnswerForm, ComplaintForm, ContactForm, ExaminerForm
from fazhi.web.console.conduct.listing import conduct_list
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import ConductComplaint


@page(*Role)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the complaints about conduct that the person may see."""
    context = {"may_receive": request.seat.has(*CONDUCT_RECEIVERS)}
    definition = conduct_list(clock.today())
    rows = listed_conduct(request.seat)
    return list_response(request, rows, definition, "console/conduct/list.html", context)


@page(*CONDUCT_RECEIVERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Receive what came by telephone or letter; who may not read it sees the receipt only."""
    form = ComplaintForm(request.seat, request.POST or None, initial={"key": uuid4().hex})

    def act(given: dict[str, Any]) -> "ConductComplaint":
        one = ConductInput(
            key=f"desk:{given['key']}",
            channel=ConductChannel(given["channel"]),
            statement=given["statement"],
            target=form.target(),
            name=given["name"],
            phone=given["phone"],
        )
        return receive_conduct_complaints(request.seat, [one])[0]

    complaint = form.attempt(act)
    if complaint is None:
        return render_page(request, "console/conduct/new.html", {"form": form}, status=form.status)
    words = _("已受理，查询码 %(code)s，请告诉投诉人。")
    messages.success(request, words % {"code": complaint.spaced_code})
    return go_to("conduct:list")


@page(*Role)
def show(request: StaffRequest, complaint_id: UUID) -> HttpResponseBase:
    """Show one complaint about conduct."""
    return _page_of(request, get_conduct(request.seat, complaint_id))


@page(*Role)
@require_POST
def appoint(request: StaffRequest, complaint_id: UUID) -> HttpResponseBase:
    """Appoint the examiner."""
    complaint = get_conduct(request.seat, complaint_id)
    request.seat.require(Role.HEAD)

    def act(given: dict[str, Any]) -> object:
        return appoint_examiners(
            request.seat, [ExaminerInput(complaint.pk, UUID(given["examiner"]))]
        )

    return _done(request, complaint, ("examiner", _examiner_form(complaint, request.POST)), act)


@page(*Role)
@require_POST
def answer(request: StaffRequest, complaint_id: UUID) -> HttpResponseBase:
    """Answer the complainant."""
    complaint = get_conduct(request.seat, complaint_id)
    if not is_examiner(request.seat, complaint):
        raise ForbiddenError(_("行风投诉由指定的审查人答复。"))

    def act(given: dict[str, Any]) -> object:
        one = ConductAnswer(
            complaint_id=complaint.pk,
            is_upheld=given["is_upheld"] == "yes",
            result=given["result"],
            answer=given["answer"],
        )
        return answer_conduct_complaints(request.seat, [one])

    return _done(request, complaint, ("answer", AnswerForm(request.POST)), act)


@page(*Role)
@require_POST
def contact(request: StaffRequest, complaint_id: UUID) -> HttpResponseBase:
    """Open how to reach the complainant; the opening is on record with its reason."""
    complaint = get_conduct(request.seat, complaint_id)
    if not may_open_contact(request.seat, complaint):
        raise ForbiddenError(_("联系方式由街道负责人或者审查人查看。"))
    form = ContactForm(request.POST)
    opened = form.attempt(
        lambda given: open_conduct_contact(
            request.seat, ConductContactInput(complaint.pk, ContactReason(given["reason"]))
        )
    )
    filled = {} if opened else {"contact": form}
    response = _page_of(request, complaint, filled, opened=opened, status=form.status)
    response["Cache-Control"] = "private, no-store"
    return response


def _done(
    request: StaffRequest,
    complaint: "ConductComplaint",
    sent: tuple[str, PageForm],
    act: Callable[[dict[str, Any]], object],
) -> HttpResponseBase:
    name, form = sent
    if form.attempt(act):
        messages.success(request, _("已办理。"))
        return go_to("conduct:file", complaint.pk)
    return _page_of(request, complaint, {name: form}, status=form.status)


def _examiner_form(complaint: "ConductComplaint", data: Any = None) -> ExaminerForm:
    people = possible_examiners(complaint, clock.today()).values_list("pk", "name")
    return ExaminerForm([(str(key), name) for key, name in people], data)


def _page_of(
    request: StaffRequest,
    complaint: "ConductComplaint",
    filled: Mapping[str, PageForm] | None = None,
    *,
    opened: object = None,
    status: int = 200,
) -> HttpResponse:
    seat, is_open = request.seat, complaint.answered_at is None
    examines = is_examiner(seat, complaint)
    forms: dict[str, PageForm] = {}
    if is_open and seat.has(Role.HEAD):
        forms["examiner"] = _examiner_form(complaint)
    if is_open and examines:
        forms["answer"] = AnswerForm()
    if may_open_contact(seat, complaint):
        forms["contact"] = ContactForm()
    context = {"complaint": complaint, "forms": forms | dict(filled or {}), "contact": opened}
    return render_page(request, "console/conduct/file.html", context, status=status)
