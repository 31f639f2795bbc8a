"""The steps on a finding; each says why."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError
from fazhi.proceedings.supervision.access import HANDLERS, get_finding, may_explain
from fazhi.proceedings.supervision.actions import (
    assign_findings,
    close_findings,
    explain_findings,
)
from fazhi.proceedings.supervision.choices import FindingOutcome
from fazhi.proceedings.supervision.inputs import (
    FindingAssignment,
    FindingClosure,
    FindingExplanation,
)
from fazhi.web.console.supervision.forms import AssignmentForm, ClosureForm, ExplanationForm
from fazhi.web.console.supervision.views import finding_page
from fazhi.web.pages import StaffRequest, go_to, page

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import SupervisionFinding
    from fazhi.web.forms import PageForm

_Act = Callable[[dict[str, Any]], object]


@page(*HANDLERS)
@require_POST
def assign(request: StaffRequest, finding_id: UUID) -> HttpResponseBase:
    """Have an officer explain the finding."""
    finding = get_finding(request.seat, finding_id)

    def act(given: dict[str, Any]) -> object:
        one = FindingAssignment(finding.pk, UUID(given["officer"]), given["note"])
        return assign_findings(request.seat, [one])

    form = AssignmentForm(request.seat, request.POST)
    return _done(request, finding, ("assignment", form), act)


@page(*Role)
@require_POST
def explain(request: StaffRequest, finding_id: UUID) -> HttpResponseBase:
    """Explain the finding."""
    finding = get_finding(request.seat, finding_id)
    if not may_explain(request.seat, finding):
        raise ForbiddenError(_("监督发现由被分派的人员说明。"))

    def act(given: dict[str, Any]) -> object:
        return explain_findings(request.seat, [FindingExplanation(finding.pk, given["text"])])

    return _done(request, finding, ("explanation", ExplanationForm(request.POST)), act)


@page(*HANDLERS)
@require_POST
def close(request: StaffRequest, finding_id: UUID) -> HttpResponseBase:
    """Close the finding as corrected or unfounded."""
    finding = get_finding(request.seat, finding_id)

    def act(given: dict[str, Any]) -> object:
        one = FindingClosure(finding.pk, FindingOutcome(given["outcome"]), given["reason"])
        return close_findings(request.seat, [one])

    return _done(request, finding, ("closure", ClosureForm(request.POST)), act)


def _done(
    request: StaffRequest,
    finding: "SupervisionFinding",
    sent: "tuple[str, PageForm]",
    act: _Act,
) -> HttpResponseBase:
    name, form = sent
    if form.attempt(act):
        messages.success(request, _("已办理。"))
        return go_to("supervision:file", finding.pk)
    return finding_page(request, finding, {name: form}, status=form.status)
