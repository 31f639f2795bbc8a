"""The acts on a thing held, each sent from its page, and the hand-overs that wait for somebody."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.access import KEEPERS, TAKERS, get_holding
from fazhi.capabilities.evidence.actions import (
    answer_hand_overs,
    decide_holdings,
    deliver_holdings,
    hand_over_in_custody,
    receive_holdings,
    record_custody_entries,
)
from fazhi.capabilities.evidence.choices import NOTED_OF_HOLDINGS
from fazhi.capabilities.evidence.queries import offers_to
from fazhi.kernel.errors import NotFoundError
from fazhi.web.console.custody.forms import (
    AnswerForm,
    DeliveryForm,
    HandOverForm,
    NoteForm,
    OutcomeForm,
    ReceiptForm,
)
from fazhi.web.console.custody.views import holding_page
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.evidence.models import CustodyEntry, Holding
    from fazhi.web.forms import PageForm


@page(*KEEPERS)
@require_POST
def receive(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Count a thing into the store-room."""
    holding = get_holding(request.seat, holding_id)
    form = ReceiptForm(request.seat, holding, request.POST)
    act = receive_holdings
    return _done(request, holding, ("receipt", form), lambda: act(request.seat, [form.given()]))


@page(*TAKERS)
@require_POST
def hand_over(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Offer a thing to another officer."""
    holding = get_holding(request.seat, holding_id)
    form = HandOverForm(request.seat, request.POST)
    return _done(
        request,
        holding,
        ("hand_over", form),
        lambda: hand_over_in_custody(request.seat, [form.given(holding)]),
    )


@page(*TAKERS)
@require_POST
def note(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Write into the log of a thing."""
    holding = get_holding(request.seat, holding_id)
    form = NoteForm(request.seat, NOTED_OF_HOLDINGS, request.POST)
    return _done(
        request,
        holding,
        ("notes", form),
        lambda: record_custody_entries(request.seat, [form.given(holding)]),
    )


@page(*KEEPERS)
@require_POST
def decide(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Decide what becomes of a thing."""
    holding = get_holding(request.seat, holding_id)
    form = OutcomeForm(holding, request.POST)
    act = decide_holdings
    return _done(request, holding, ("outcome", form), lambda: act(request.seat, [form.given()]))


@page(*KEEPERS)
@require_POST
def deliver(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Let a thing go."""
    holding = get_holding(request.seat, holding_id)
    form = DeliveryForm(request.POST)
    return _done(
        request,
        holding,
        ("delivery", form),
        lambda: deliver_holdings(request.seat, [form.given(holding)]),
    )


@page(*TAKERS)
def offers(request: StaffRequest) -> HttpResponseBase:
    """Show the hand-overs that wait for this person."""
    return _offers_page(request)


@page(*TAKERS)
@require_POST
def answer(request: StaffRequest, offer_id: UUID) -> HttpResponseBase:
    """Accept or decline a hand-over."""
    offer = next((each for each in offers_to(request.seat) if each.pk == offer_id), None)
    if offer is None:
        raise NotFoundError
    form = AnswerForm(request.POST, prefix=str(offer.pk))
    if form.attempt(lambda _given: answer_hand_overs(request.seat, [form.given(offer.pk)])):
        messages.success(request, _("已登记。"))
        return go_to("custody:offers")
    return _offers_page(request, (offer, form))


def _offers_page(
    request: StaffRequest, filled: "tuple[CustodyEntry, AnswerForm] | None" = None
) -> HttpResponseBase:
    lines = [
        (
            each,
            filled[1]
            if filled is not None and filled[0].pk == each.pk
            else AnswerForm(prefix=str(each.pk)),
        )
        for each in offers_to(request.seat)
    ]
    status = filled[1].status if filled else 200
    return render_page(request, "console/custody/offers.html", {"lines": lines}, status=status)


def _done(
    request: StaffRequest,
    holding: "Holding",
    named: "tuple[str, PageForm]",
    act: Callable[[], Any],
) -> HttpResponseBase:
    """Do the act and go back to the thing, or show it with what was typed and why not."""
    name, form = named
    if form.attempt(lambda _given: act()):
        messages.success(request, _("已登记。"))
        return go_to("custody:file", holding.pk)
    return holding_page(request, holding, {name: form}, status=form.status)
