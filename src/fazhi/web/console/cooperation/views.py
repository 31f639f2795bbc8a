"""Pages of requests for co-operation: the list, one request, a new one, the answer."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.proceedings.cooperation.access import (
    COOPERATION_KEEPERS,
    COOPERATION_READERS,
    get_request,
)
from fazhi.proceedings.cooperation.actions import register_cooperation_requests
from fazhi.proceedings.cooperation.choices import (
    CooperationDirection,
    CooperationGround,
    CooperationStatus,
)
from fazhi.proceedings.cooperation.queries import late_requests, listed_requests
from fazhi.web.console.cooperation.forms import AnswerForm, CooperationForm, RefusalForm
from fazhi.web.console.leads.pages import ActPage, offered
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page
from fazhi.web.photographs import take_photographs

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.web.forms import PageForm

_OPEN = Q(status=CooperationStatus.OPEN)


def _answering(form: type[AnswerForm]) -> "Callable[[StaffRequest, Any], PageForm]":
    def made(request: StaffRequest, row: Any) -> "PageForm":
        bound = form(row, request.POST or None, request.FILES or None)
        take_photographs(bound, request.seat)
        return bound

    return made


PAGES: Mapping[str, ActPage] = {
    "reply": ActPage(gettext_lazy("登记答复"), _answering(AnswerForm)),
    "refusal": ActPage(gettext_lazy("登记不予协助"), _answering(RefusalForm)),
}


def request_list(day: dt.date) -> "ListDefinition[Any]":
    """Return the list of requests as it stands on a day; a late one names who owes the answer."""
    return ListDefinition(
        title=gettext_lazy("执法协同"),
        sort=("-requested_at", "-pk"),
        columns=(
            Column(gettext_lazy("剩余期限"), lambda row: row.due_on),
            Column(gettext_lazy("编号 / 事由"), lambda row: row.number),
            Column(gettext_lazy("事由"), lambda row: row.subject, is_shown=False),
            Column(gettext_lazy("方向"), lambda row: row.get_direction_display()),
            Column(gettext_lazy("对方单位"), lambda row: row.agency),
            Column(gettext_lazy("对方文号"), lambda row: row.outside_number, is_shown=False),
            Column(gettext_lazy("答复单位"), lambda row: row.owing_unit),
            Column(gettext_lazy("答复日"), lambda row: row.replied_on or ""),
            Column(
                gettext_lazy("逾期单位"),
                lambda row: row.owing_unit if row.is_late_on(day) else "",
                is_shown=False,
            ),
            Column(gettext_lazy("状态"), lambda row: row.get_status_display()),
        ),
        filters=(
            Filter(
                "direction",
                gettext_lazy("方向"),
                lambda rows, value: rows.filter(direction=value),
                choices=CooperationDirection.choices,
            ),
            Filter("q", gettext_lazy("编号、单位或事由"), _search, kind="search"),
        ),
        tabs=_tabs(day),
    )


def _tabs(day: dt.date) -> "tuple[Tab[Any], ...]":
    soon = (day, day + dt.timedelta(days=1))
    return (
        Tab("open", gettext_lazy("待答复"), lambda rows: rows.filter(_OPEN)),
        Tab(
            "overdue",
            gettext_lazy("已超期"),
            lambda rows: rows.filter(_OPEN, due_on__lt=day),
            "overdue",
        ),
        Tab(
            "soon",
            gettext_lazy("即将到期"),
            lambda rows: rows.filter(_OPEN, due_on__range=soon),
            "soon",
        ),
        Tab(
            "late",
            gettext_lazy("逾期答复"),
            lambda rows: rows.exclude(_OPEN).filter(late_requests(day)),
        ),
        Tab("all", gettext_lazy("全部"), lambda rows: rows),
    )


def _search(rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    named = Q(number__contains=words) | Q(agency__contains=words) | Q(subject__contains=words)
    return rows.filter(named)


@page(*COOPERATION_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the requests of the authority."""
    today = clock.today()
    context = {"today": today, "may_register": request.seat.has(*COOPERATION_KEEPERS)}
    rows = listed_requests(request.seat)
    template = "console/cooperation/list.html"
    return list_response(request, rows, request_list(today), template, context)


@page(*COOPERATION_READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one request; the agency sees the same state under its code."""
    row = get_request(request.seat, public_id)
    today = clock.today()
    context = {
        "row": row,
        "today": today,
        "is_late": row.is_late_on(today),
        "acts": offered(request.seat, "cooperation", row, PAGES),
    }
    return render_page(request, "console/cooperation/file.html", context)


@page(*COOPERATION_KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; register the request when it is sent."""
    initial = {
        "form_key": uuid4().hex,
        "direction": CooperationDirection.OUTGOING,
        "ground": CooperationGround.PENALTY_LAW,
    }
    form = CooperationForm(request.POST or None, initial=initial)
    rows = form.attempt(
        lambda _given: register_cooperation_requests(request.seat, [form.given(request.seat)])
    )
    if rows:
        messages.success(request, _("已登记 %(number)s。") % {"number": rows[0].number})
        return go_to("cooperation:file", rows[0].dossier.public_id)
    context = {"form": form, "title": _("登记协同请求"), "back_url": "cooperation:list"}
    return render_page(request, "console/leads/new.html", context, status=form.status)
