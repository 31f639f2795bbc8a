"""Pages of leads and of platform cases, made once for both kinds."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.proceedings.issues.access import get_issue
from fazhi.proceedings.leads.access import (
    DESCRIPTION_READERS,
    INTAKE_READERS,
    INTAKE_RECEIVERS,
)
from fazhi.proceedings.leads.actions import receive_intakes
from fazhi.proceedings.leads.choices import IntakeKind, IntakeStatus, LeadSource
from fazhi.proceedings.leads.queries import listed_intakes
from fazhi.web.console.cases.stepping import PROPOSERS
from fazhi.web.console.leads.forms import IntakeForm, LeadForm
from fazhi.web.console.leads.listing import intake_list
from fazhi.web.console.leads.pages import INTAKE_PAGES, Offered, act_view, offered
from fazhi.web.intake_acts import FILES
from fazhi.web.lists import list_response
from fazhi.web.pages import RoutedView, StaffRequest, go_to, page, render_page


@dataclass(frozen=True, slots=True)
class Pages:
    """What differs between the pages of leads and those of platform cases."""

    kind: IntakeKind
    files: str
    app: str
    register: Promise
    form: type[IntakeForm]
    initial: Callable[[StaffRequest], Mapping[str, object]]


def _lead_as_known(request: StaffRequest) -> dict[str, object]:
    """Return what the issue already says, when the form is opened from one: nothing twice."""
    wanted = request.GET.get("issue", "")
    if not wanted:
        return {"form_key": uuid4().hex, "source": LeadSource.PATROL}
    issue = get_issue(request.seat, wanted)
    return {
        "form_key": f"issue-{issue.pk.hex}",
        "issue": issue.pk,
        "source": LeadSource.ISSUE,
        "description": issue.title,
        "place": issue.place,
        "longitude": issue.longitude,
        "latitude": issue.latitude,
    }


LEADS = Pages(IntakeKind.LEAD, "leads", "leads", gettext_lazy("登记线索"), LeadForm, _lead_as_known)
PLATFORM_CASES = Pages(
    IntakeKind.PLATFORM_CASE,
    "platform-cases",
    "platform_cases",
    gettext_lazy("登记平台案件"),
    IntakeForm,
    lambda _request: {},
)


def addresses(pages: Pages) -> list[URLPattern]:
    """Return the addresses of a kind: its list, its files, and the acts on each."""
    return [
        path("", _list_view(pages), name="list"),
        path("new/", _new_view(pages), name="new"),
        path("<str:public_id>/", _file_view(pages), name="file"),
        *(
            path(
                f"<str:public_id>/{name}/",
                act_view(pages.files, name, INTAKE_PAGES[name], app=pages.app),
                name=name,
            )
            for name in FILES[pages.files].acts
        ),
    ]


def _list_view(pages: Pages) -> RoutedView[...]:
    @page(*INTAKE_READERS)
    def index(request: StaffRequest) -> HttpResponseBase:
        today = clock.today()
        context = {
            "today": today,
            "may_receive": request.seat.has(*INTAKE_RECEIVERS),
            "new_url": f"{pages.app}:new",
            "file_url": f"{pages.app}:file",
            "new_words": pages.register,
        }
        rows, definition = listed_intakes(request.seat, pages.kind), intake_list(pages.kind, today)
        return list_response(request, rows, definition, "console/leads/list.html", context)

    return index


def _file_view(pages: Pages) -> RoutedView[...]:
    @page(*INTAKE_READERS)
    def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
        seat, today = request.seat, clock.today()
        row = FILES[pages.files].get(seat, public_id=public_id)
        acts = [*offered(seat, pages.files, row, INTAKE_PAGES), *_proposal(request, row)]
        context = {
            "row": row,
            "today": today,
            "is_late": row.is_late_on(today),
            "acts": acts,
            "cases": row.cases.select_related("dossier").order_by("opened_at", "pk"),
            "back_url": f"{pages.app}:list",
            "source": row.get_source_display() or row.get_kind_display(),
            "may_read": seat.has(*DESCRIPTION_READERS),
        }
        return render_page(request, "console/leads/file.html", context)

    return show


def _proposal(request: StaffRequest, row: Any) -> list[Offered]:
    """Return the way to a case proposed out of an accepted file, to those who may propose."""
    if row.status != IntakeStatus.ACCEPTED or not request.seat.has(*PROPOSERS):
        return []
    address = f"{reverse('cases:propose')}?intake={row.dossier.public_id}"
    return [Offered(gettext_lazy("提请立案"), address)]


def _new_view(pages: Pages) -> RoutedView[...]:
    @page(*INTAKE_RECEIVERS)
    def new(request: StaffRequest) -> HttpResponseBase:
        form = pages.form(request.seat, request.POST or None, initial=pages.initial(request))
        rows = form.attempt(
            lambda _given: receive_intakes(request.seat, pages.kind, [form.given()])
        )
        if rows:
            messages.success(request, _("已登记 %(number)s。") % {"number": rows[0].number})
            return go_to(f"{pages.app}:file", rows[0].dossier.public_id)
        context = {"form": form, "title": pages.register, "back_url": f"{pages.app}:list"}
        return render_page(request, "console/leads/new.html", context, status=form.status)

    return new
