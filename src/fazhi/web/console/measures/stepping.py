"""Taking a step of a measure, answered by the law."""

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.errors import FazhiError, NotFoundError
from fazhi.law.answer import Answer
from fazhi.law.errors import UnknownLawError
from fazhi.law.procedure import Step
from fazhi.law.procedures.compulsory_measure import COMPULSORY_MEASURE
from fazhi.law.rules.measure_steps import NEEDS
from fazhi.proceedings.compulsory_measures.access import STEP_TAKERS, get_measure
from fazhi.proceedings.compulsory_measures.actions import take_measure_steps
from fazhi.proceedings.compulsory_measures.drafting import draft_of
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.standing import ROLES_OF
from fazhi.web.console.measures.forms import MeasureStepForm
from fazhi.web.design.wording import said
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure


@page(*STEP_TAKERS)
def take(request: StaffRequest, public_id: str, act: str) -> HttpResponseBase:
    """Show the form of a step, answered by the law; take the step when it is sent."""
    measure = get_measure(request.seat, public_id)
    law_step = _step_of(act)
    request.seat.require(*ROLES_OF[law_step.by[0]])
    file = MeasureRows.of(measure).file(clock.today())
    form = MeasureStepForm(measure, law_step, file, request.POST or None)
    taken = form.attempt(lambda _given: take_measure_steps(request.seat, [form.given()]))
    if taken:
        messages.success(request, _("“%(step)s”已登记。") % {"step": said(law_step.title)})
        return go_to("measures:file", public_id)
    context = {
        "measure": measure,
        "step": law_step,
        "form": form,
        "answers": _answers(request, measure, form),
    }
    return render_page(request, "console/measures/step.html", context, status=form.status)


def _step_of(name: str) -> Step:
    """Return the step of today's law under this name; what is none does not exist."""
    try:
        step = COMPULSORY_MEASURE.in_force(clock.today()).step(name)
    except UnknownLawError as error:
        raise NotFoundError from error
    if name not in NEEDS:
        raise NotFoundError
    return step


def _answers(
    request: StaffRequest, measure: "CompulsoryMeasure", form: MeasureStepForm
) -> tuple[Answer, ...]:
    """Return what the law says to the step as it is filled; nothing while it cannot be read."""
    if not form.is_bound or not form.is_valid():
        return ()
    try:
        return draft_of(request.seat, measure, form.given()).answers
    except FazhiError:
        return ()
