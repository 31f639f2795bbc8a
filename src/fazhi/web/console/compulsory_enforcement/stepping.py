"""Taking a step of an enforcement, leading it another way, closing it."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.capabilities.documents.queries import draft_preview
from fazhi.kernel import clock
from fazhi.kernel.errors import FazhiError, NotFoundError
from fazhi.law.errors import UnknownLawError
from fazhi.law.procedure import Step
from fazhi.proceedings.cases.access import READERS
from fazhi.proceedings.compulsory_enforcement.access import get_enforcement
from fazhi.proceedings.compulsory_enforcement.actions import (
    change_enforcement_ways,
    close_enforcements,
    take_enforcement_steps,
)
from fazhi.proceedings.compulsory_enforcement.choices import CLOSERS, ELSEWHERE, OPENERS, ROLES_OF
from fazhi.proceedings.compulsory_enforcement.drafting import Draft, draft_of
from fazhi.proceedings.compulsory_enforcement.facts import EnforcementRows
from fazhi.proceedings.compulsory_enforcement.inputs import EnforcementClosure
from fazhi.registers.staff.queries import authority_of
from fazhi.web.console.compulsory_enforcement.step_form import EnforcementStepForm, WayForm
from fazhi.web.design.wording import said
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page(*READERS)
def take(request: StaffRequest, public_id: str, step: str) -> HttpResponseBase:
    """Show the form of a step with what the law says and the paper; take it when it is sent."""
    row = get_enforcement(request.seat, public_id)
    rows = EnforcementRows.of(row)
    law_step = _step_of(rows, step)
    request.seat.require(*ROLES_OF[law_step.by[0]])
    form = EnforcementStepForm(rows, law_step, request.POST or None)
    if "draft" not in request.POST:
        taken = form.attempt(lambda _given: take_enforcement_steps(request.seat, [form.given()]))
        if taken:
            messages.success(request, _("“%(step)s”已登记。") % {"step": said(law_step.title)})
            return go_to("compulsory_enforcement:file", public_id)
    draft = _draft(request, rows, form)
    context = {
        "row": row,
        "step": law_step,
        "form": form,
        "answers": draft.answers if draft else (),
        "preview": _preview(request, draft),
    }
    name = "console/compulsory_enforcement/step.html"
    return render_page(request, name, context, status=form.status)


@page(*OPENERS)
def change_way(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the other ways; lead the file there when one is sent."""
    row = get_enforcement(request.seat, public_id)
    form = WayForm(row, request.POST or None)
    if form.attempt(lambda _given: change_enforcement_ways(request.seat, [form.given()])):
        messages.success(request, _("执行途径已变更。"))
        return go_to("compulsory_enforcement:file", public_id)
    context = {"row": row, "form": form}
    name = "console/compulsory_enforcement/way.html"
    return render_page(request, name, context, status=form.status)


@page(*CLOSERS)
@require_POST
def close(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Close a file that is done."""
    row = get_enforcement(request.seat, public_id)
    close_enforcements(request.seat, [EnforcementClosure(enforcement_id=row.pk)])
    messages.success(request, _("强制执行案卷已结束。"))
    return go_to("compulsory_enforcement:file", public_id)


def _step_of(rows: EnforcementRows, name: str) -> Step:
    """Return the step of today's law under this name; what is none does not exist."""
    today = clock.today()
    try:
        step = rows.law_file(today).procedure(today).step(name)
    except UnknownLawError as error:
        raise NotFoundError from error
    if name in ELSEWHERE:
        raise NotFoundError
    return step


def _draft(request: StaffRequest, rows: EnforcementRows, form: EnforcementStepForm) -> Draft | None:
    """Return the step as it is filled; None while it cannot be read."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return draft_of(request.seat, rows, form.given())
    except FazhiError:
        return None


def _preview(request: StaffRequest, draft: Draft | None) -> Sequence[str] | str:
    """Return the paper as it would be issued."""
    if draft is None or draft.paper is None:
        return ""
    template, content = draft.paper
    name = authority_of(request.seat.authority).name
    return draft_preview(template, content, authority_name=name, day=draft.act.day)
