"""The steps on an issue: assigned, handled, returned, verified, closed; each says why."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.access import get_issue
from fazhi.proceedings.issues.actions import (
    assign_issue,
    close_issues,
    handle_issues,
    return_issue,
    verify_issues,
)
from fazhi.proceedings.issues.inputs import (
    AssignmentInput,
    ClosingInput,
    HandlingInput,
    VerificationInput,
)
from fazhi.web.console.issues.file import ASSIGNERS, HANDLERS
from fazhi.web.console.issues.forms import (
    AssignmentForm,
    ClosingForm,
    HandlingForm,
    ReturnForm,
    VerificationForm,
)
from fazhi.web.console.issues.views import issue_page
from fazhi.web.pages import StaffRequest, go_to, page
from fazhi.web.photographs import take_photographs

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Issue
    from fazhi.web.forms import PageForm


@page(*ASSIGNERS)
@require_POST
def assign(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Give the issue to somebody."""
    issue = get_issue(request.seat, public_id)
    form = AssignmentForm(request.seat, request.POST)

    def act() -> "Issue":
        given = AssignmentInput(issue.pk, form.chosen(), form.cleaned_data["reason"])
        return assign_issue(request.seat, given)

    return _done(request, issue, ("assignment", form), act, _("已派单。"))


@page(*HANDLERS)
@require_POST
def handle(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Record what was done; the command room is asked to check it."""
    issue = get_issue(request.seat, public_id)
    form = HandlingForm(request.POST, request.FILES)
    take_photographs(form, request.seat)

    def act() -> "list[Issue]":
        data = form.cleaned_data
        keys = (data["photograph"].pk,) if data["photograph"] else ()
        return handle_issues(request.seat, [HandlingInput(issue.pk, data["note"], keys)])

    return _done(request, issue, ("handling", form), act, _("已登记处置，等待指挥室核查。"))


@page(*HANDLERS)
@require_POST
def give_back(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Return the issue to the command room."""
    issue = get_issue(request.seat, public_id)
    form = ReturnForm(request.POST)

    def act() -> "Issue":
        return return_issue(request.seat, issue.pk, form.cleaned_data["reason"])

    return _done(request, issue, ("return", form), act, _("已退回指挥室。"))


@page(Role.DISPATCHER)
@require_POST
def verify(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Record whether the issue is resolved."""
    issue = get_issue(request.seat, public_id)
    form = VerificationForm(request.POST)

    def act() -> "list[Issue]":
        data = form.cleaned_data
        is_resolved = data["result"] == "resolved"
        given = VerificationInput(issue.pk, is_resolved=is_resolved, note=data["note"])
        return verify_issues(request.seat, [given])

    return _done(request, issue, ("verification", form), act, _("核查已登记。"))


@page(Role.DISPATCHER)
@require_POST
def close(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Close the issue and tell those who found or reported it."""
    issue = get_issue(request.seat, public_id)
    form = ClosingForm(request.POST)

    def act() -> "list[Issue]":
        return close_issues(request.seat, [ClosingInput(issue.pk, form.cleaned_data["answer"])])

    return _done(request, issue, ("closure", form), act, _("已办结，并已反馈。"))


def _done(
    request: StaffRequest,
    issue: "Issue",
    named: "tuple[str, PageForm]",
    act: Callable[[], object],
    words: str,
) -> HttpResponseBase:
    """Do the act and return to the page; or show the page again with what was typed and why not."""
    name, form = named
    if form.attempt(lambda _given: act()) is None:
        return issue_page(request, issue, {name: form}, status=form.status)
    messages.success(request, words)
    return go_to("issues:file", issue.dossier.public_id)
