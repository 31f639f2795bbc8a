"""The steps of publication: propose, confirm, review, decline, withdraw, answer for repair."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.outcomes.publication.access import PUBLISHERS, get_publication
from fazhi.outcomes.publication.actions import (
    confirm_publications,
    decide_credit_repairs,
    decline_publications,
    propose_publications,
    review_publications,
    withdraw_publications,
)
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.inputs import (
    ConfirmationInput,
    DeclineInput,
    ProposalInput,
    RepairDecision,
    SecondLookInput,
    WithdrawalInput,
)
from fazhi.outcomes.publication.models import Publication
from fazhi.proceedings.cases.access import visible_cases
from fazhi.web.console.publications.forms import (
    ConfirmationForm,
    ProposalForm,
    ReasonForm,
    RepairForm,
    ReviewForm,
    WithdrawalForm,
)
from fazhi.web.console.publications.views import publication_page, publications_page
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page

_CHOSEN = ("left_out", "also_hidden", "kept")


@page(*PUBLISHERS)
@require_POST
def propose(request: StaffRequest) -> HttpResponseBase:
    """Propose a decision by the number of its case."""
    form = ProposalForm(request.POST)
    rows = form.attempt(lambda given: _propose(request, given["number"], given["reason"]))
    if rows is None:
        return publications_page(request, form)
    return go_to("publications:file", rows[0].code)


@page(*PUBLISHERS)
@require_POST
def confirm(request: StaffRequest, code: str) -> HttpResponseBase:
    """Confirm the copy that was looked at; one that changed is shown again first."""
    row = get_publication(request.seat, code)
    data = request.POST.copy()
    form = ConfirmationForm(copy_of(row), data)
    copy = copy_of(row, form.options) if form.is_valid() else copy_of(row)

    def act(given: dict[str, object]) -> list[Publication]:
        rest = {name: value for name, value in given.items() if name not in _CHOSEN}
        one = ConfirmationInput(publication_id=row.pk, options=form.options, **rest)  # type: ignore[arg-type]
        return confirm_publications(request.seat, [one])

    if form.attempt(act) is None:
        data["seen_hash"] = copy.digest
        return publication_page(request, row, {"confirmation": form}, copy)
    return _done(request, row)


@page(*PUBLISHERS)
@require_POST
def review(request: StaffRequest, code: str) -> HttpResponseBase:
    """Look a second time."""
    form = ReviewForm(request.POST)

    def act(row: Publication, given: dict[str, object]) -> object:
        one = SecondLookInput(publication_id=row.pk, **given)  # type: ignore[arg-type]
        return review_publications(request.seat, [one])

    return _step(request, code, ("review", form), act)


@page(*PUBLISHERS)
@require_POST
def decline(request: StaffRequest, code: str) -> HttpResponseBase:
    """Record that it is not published, and why."""
    form = ReasonForm(request.POST)

    def act(row: Publication, given: dict[str, object]) -> object:
        one = DeclineInput(publication_id=row.pk, reason=str(given["reason"]))
        return decline_publications(request.seat, [one])

    return _step(request, code, ("decline", form), act)


@page(*PUBLISHERS)
@require_POST
def withdraw(request: StaffRequest, code: str) -> HttpResponseBase:
    """Withdraw it and say why in public."""
    form = WithdrawalForm(request.POST)

    def act(row: Publication, given: dict[str, object]) -> object:
        one = WithdrawalInput(publication_id=row.pk, explanation=str(given["explanation"]))
        return withdraw_publications(request.seat, [one])

    return _step(request, code, ("withdrawal", form), act)


@page(*PUBLISHERS)
@require_POST
def decide_repair(request: StaffRequest, code: str, key: UUID) -> HttpResponseBase:
    """Answer an application for credit repair."""
    form = RepairForm(request.POST)

    def act(row: Publication, given: dict[str, object]) -> object:
        if not row.repairs.filter(pk=key).exists():
            raise NotFoundError
        one = RepairDecision(repair_id=key, **given)  # type: ignore[arg-type]
        return decide_credit_repairs(request.seat, [one])

    return _step(request, code, ("repair", form), act)


def _propose(request: StaffRequest, number: str, reason: str) -> list[Publication]:
    case = visible_cases(request.seat).filter(number=number.strip()).first()
    if case is None:
        raise InputError({"number": _("没有这个案号，或者您不能查看。")})
    return propose_publications(request.seat, [ProposalInput(case_id=case.pk, reason=reason)])


def _step(
    request: StaffRequest,
    code: str,
    named: tuple[str, PageForm],
    act: Callable[[Publication, dict[str, object]], object],
) -> HttpResponseBase:
    row = get_publication(request.seat, code)
    name, form = named
    if form.attempt(lambda given: act(row, given)) is None:
        return publication_page(request, row, {name: form})
    return _done(request, row)


def _done(request: StaffRequest, row: Publication) -> HttpResponseBase:
    messages.success(request, _("已登记。"))
    return go_to("publications:file", row.code)
