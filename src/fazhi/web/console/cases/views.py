"""The list of cases, and one case on one page."""

from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseBase

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.choices import PaperForm
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.access import CASH_KEEPERS, FILE_READERS, get_case
from fazhi.proceedings.cases.choices import CaseProcedure, CaseStatus
from fazhi.proceedings.cases.queries import listed_cases
from fazhi.proceedings.compulsory_enforcement.choices import OPENERS
from fazhi.proceedings.compulsory_enforcement.queries import enforcements_of
from fazhi.proceedings.counsel.access import READERS as COUNSEL_READERS
from fazhi.proceedings.counsel.queries import counsel_of
from fazhi.web.console.cases.file import case_file
from fazhi.web.console.cases.listing import case_list
from fazhi.web.console.cases.ordinary import ordinary_file
from fazhi.web.console.cases.steps import PaymentForm
from fazhi.web.console.map import DUE_LEGEND
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case


@page(*FILE_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the cases that the person may see."""
    context = {
        "legend": DUE_LEGEND,
        "may_decide": request.seat.has(Role.OFFICER, Role.SQUAD_LEADER),
        "may_take_cash": request.seat.has(*CASH_KEEPERS),
    }
    rows = listed_cases(request.seat)
    definition = case_list(request.seat, clock.today())
    return list_response(request, rows, definition, "console/cases/list.html", context)


@page(*FILE_READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one case: what is done, what is owed, what happened, the document."""
    case = get_case(request.seat, public_id)
    shared = _enforced(request, case) | {
        "case": case,
        "counsel": counsel_of(request.seat, case),
        "may_see_counsel": request.seat.has(*COUNSEL_READERS),
    }
    if case.procedure == CaseProcedure.ORDINARY:
        ordinary = {"file": ordinary_file(request.seat, case)}
        return render_page(request, "console/cases/ordinary.html", shared | ordinary)
    context = shared | {"file": case_file(request.seat, case), "form": PaymentForm()}
    return render_page(request, "console/cases/file.html", context)


def _enforced(request: StaffRequest, case: "Case") -> dict[str, object]:
    """Return the enforcements of the decision of a case, and whether one may be opened."""
    if case.decided_at is None or case.status == CaseStatus.RESCINDED:
        return {}
    return {
        "enforcements": enforcements_of(request.seat, case),
        "may_enforce": request.seat.has(*OPENERS),
    }


@page(*FILE_READERS)
def pdf(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Give the sealed decision as PDF, on A4 or on narrow paper."""
    case = get_case(request.seat, public_id)
    is_narrow = request.GET.get("form") == PaperForm.NARROW
    form = PaperForm.NARROW if is_narrow else PaperForm.STANDARD
    document = case.decision.document
    name = f"{document.check_code}-{form.value}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(render(document, form), content_type="application/pdf", headers=headers)
