"""The list of publications, one of them, and what the page before the act still lacks."""

from collections.abc import Mapping

from django.http import HttpResponseBase

from fazhi.kernel import clock
from fazhi.outcomes.publication.access import (
    PUBLISHERS,
    READERS,
    get_publication,
    visible_publications,
)
from fazhi.outcomes.publication.choices import PublicationState, RepairState
from fazhi.outcomes.publication.copies import PublicCopy, PublicDecision
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.models import Publication
from fazhi.outcomes.publication.notice import notice_of
from fazhi.outcomes.publication.queries import repairs_of
from fazhi.outcomes.publication.rendering import LABELS
from fazhi.web.console.publications.forms import (
    ConfirmationForm,
    ProposalForm,
    ReasonForm,
    RepairForm,
    ReviewForm,
    WithdrawalForm,
)
from fazhi.web.console.publications.listing import publication_list
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, page, render_page
from fazhi.web.told import warnings_of

_LIST, _FILE = "console/publications/list.html", "console/publications/file.html"


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show how far the publication of decisions has come."""
    return publications_page(request, ProposalForm())


@page(*READERS)
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one publication: the original beside what the public reads."""
    return publication_page(request, get_publication(request.seat, code))


@page(*READERS)
def notice(request: StaffRequest) -> HttpResponseBase:
    """Show what the page before any act still lacks (PEN-020, TRI-003)."""
    found = notice_of(request.seat, clock.today())
    missing = [answer for answer in found.answers if not answer.holds]
    return render_page(
        request, "console/publications/notice.html", {"notice": found, "missing": missing}
    )


def publications_page(request: StaffRequest, form: PageForm) -> HttpResponseBase:
    """Show the list, with a form that was filled in already."""
    rows = visible_publications(request.seat)
    context = {"form": form, "may_propose": request.seat.has(*PUBLISHERS)}
    response = list_response(request, rows, publication_list(), _LIST, context)
    response.status_code = form.status
    return response


def publication_page(
    request: StaffRequest,
    row: Publication,
    filled: Mapping[str, PageForm] | None = None,
    copy: PublicCopy | None = None,
) -> HttpResponseBase:
    """Show one publication, with forms that were filled in already."""
    may_act = request.seat.has(*PUBLISHERS)
    copy = copy or (copy_of(row) if may_act else None)
    context = {
        "row": row,
        "copy": copy,
        "lines": _lines(row, copy),
        "forms": {**_forms(row, copy), **(filled or {})} if may_act else {},
        "told": warnings_of(row),
        "repairs": [(each, RepairForm()) for each in repairs_of(row)] if may_act else (),
        "waiting": RepairState.WAITING,
    }
    status = max((form.status for form in (filled or {}).values()), default=200)
    return render_page(request, _FILE, context, status=status)


def _forms(row: Publication, copy: PublicCopy | None) -> dict[str, PageForm]:
    if row.state == PublicationState.PROPOSED and copy is not None:
        initial = {"seen_hash": copy.digest, "reason": row.reason}
        return {
            "confirmation": ConfirmationForm(copy, initial=initial),
            "decline": ReasonForm(),
        }
    if row.state == PublicationState.CONFIRMED:
        return {"review": ReviewForm(initial={"seen_hash": row.copy_hash}), "decline": ReasonForm()}
    return {"withdrawal": WithdrawalForm()} if row.state == PublicationState.PUBLISHED else {}


def _lines(row: Publication, copy: PublicCopy | None) -> list[dict[str, object]]:
    """Return each field: the original with its hits, and what stands, or would stand, in public."""
    kept = PublicDecision.read(row.copy) if row.copy else None
    if copy is None:
        shown = kept or PublicDecision()
        named = [(name, getattr(shown, name)) for name in LABELS]
        return [{"label": LABELS[name], "shown": words} for name, words in named if words]
    return [
        {
            "label": LABELS[each.name],
            "original": each.original,
            "shown": getattr(kept, each.name) if kept else each.shown,
        }
        for each in copy.compared
    ]
