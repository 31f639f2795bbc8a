"""The list of issues with the map beside it, and one issue on one page."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import exhibit_for
from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.issues.access import REPORT_READERS, STAFF, get_issue
from fazhi.proceedings.issues.queries import listed_issues
from fazhi.web.console.issues.file import issue_file
from fazhi.web.console.issues.forms import (
    AssignmentForm,
    ClosingForm,
    HandlingForm,
    ReturnForm,
    VerificationForm,
)
from fazhi.web.console.issues.listing import issue_list
from fazhi.web.console.issues.opening import OPENERS
from fazhi.web.console.map import DUE_LEGEND
from fazhi.web.console.photos import photo_response
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fazhi.proceedings.issues.models import Issue
    from fazhi.web.forms import PageForm


@page(*STAFF)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the issues of the authority."""
    today = clock.today()
    context = {
        "legend": DUE_LEGEND,
        "may_open": request.seat.has(*OPENERS),
        "may_read_reports": request.seat.has(*REPORT_READERS),
    }
    definition = issue_list(request.seat, today)
    rows = listed_issues(request.seat)
    return list_response(request, rows, definition, "console/issues/list.html", context)


@page(*STAFF)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one issue: where it stands, what happened, what can be done."""
    return issue_page(request, get_issue(request.seat, public_id))


@page(*STAFF)
def exhibit(request: StaffRequest, exhibit_id: UUID) -> HttpResponseBase:
    """Give a photograph of an issue, without the traces of the camera."""
    row = exhibit_for(request.seat, exhibit_id)
    if row.dossier.kind != DossierKind.ISSUE:
        raise NotFoundError
    return photo_response(row.attachment)


def issue_page(
    request: StaffRequest,
    issue: "Issue",
    sent: "Mapping[str, PageForm] | None" = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Show the page of an issue; `sent` is the form that was refused, with what was typed."""
    file = issue_file(request.seat, issue)
    sent = sent or {}
    first = file.acts[0] if file.acts else ""
    # A step that somebody else took in the meantime still shows what was typed for it, and why not.
    shown = [*(name for name in sent if name not in file.acts), *file.acts]
    context = {
        "issue": issue,
        "file": file,
        "acts": [_act(request, name, sent, is_first=name == first) for name in shown],
        "may_read_reports": request.seat.has(*REPORT_READERS),
    }
    return render_page(request, "console/issues/file.html", context, status=status)


def _act(
    request: StaffRequest, name: str, sent: "Mapping[str, PageForm]", *, is_first: bool
) -> dict[str, object]:
    words = {
        "assignment": _("派单"),
        "handling": _("登记处置"),
        "return": _("退回指挥室"),
        "verification": _("登记核查"),
        "closure": _("办结并反馈"),
    }
    return {
        "name": name,
        "words": words[name],
        "url": f"issues:{name}",
        "form": sent.get(name) or _blank(request, name),
        "is_open": name in sent or (is_first and not sent),
        "has_files": name == "handling",
        "is_danger": name == "return",
    }


def _blank(request: StaffRequest, name: str) -> "PageForm":
    if name == "assignment":
        return AssignmentForm(request.seat, auto_id="assignment_%s")
    forms = {
        "handling": HandlingForm,
        "return": ReturnForm,
        "verification": VerificationForm,
        "closure": ClosingForm,
    }
    return forms[name](auto_id=f"{name}_%s")
