"""Proposing a measure from the page of its case: nothing that the case knows is asked again."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.proceedings.cases.access import get_case
from fazhi.proceedings.cases.actions import propose_case_measures
from fazhi.proceedings.cases.inputs import CaseMeasureInput
from fazhi.proceedings.compulsory_measures.access import PROPOSERS
from fazhi.proceedings.compulsory_measures.choices import MeasureKind
from fazhi.web.console.measures.forms import MeasureProposalForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page


@page(*PROPOSERS)
def propose(request: StaffRequest, case: str) -> HttpResponseBase:
    """Show the form of a proposal for a case; propose when it is sent."""
    found = get_case(request.seat, case)
    form = MeasureProposalForm(request.POST or None, initial={"key": uuid4().hex})
    done = form.attempt(
        lambda given: propose_case_measures(
            request.seat,
            [
                CaseMeasureInput(
                    key=given["key"],
                    case_id=found.pk,
                    kind=MeasureKind(given["kind"]),
                    basis=form.basis(),
                    reasons=given["reasons"],
                    is_urgent=given["is_urgent"],
                )
            ],
        )
    )
    if done:
        urgent = _("已登记，当场实施后在二十四小时内补办批准。")
        usual = _("已提请街道负责人批准。")
        messages.success(request, urgent if done[0].is_urgent else usual)
        return go_to("measures:file", done[0].dossier.public_id)
    context = {"case": found, "form": form, "answers": form.refusals}
    return render_page(request, "console/measures/new.html", context, status=form.status)
