"""Things held: the list, one of them with its log, and things that no step took by itself."""

from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.access import (
    CUSTODY_READERS,
    KEEPERS,
    TAKERS,
    get_holding,
    visible_holdings,
)
from fazhi.capabilities.evidence.actions import open_holdings
from fazhi.capabilities.evidence.choices import NOTED_OF_HOLDINGS, STAYS, EndedAs, HeldAs
from fazhi.capabilities.evidence.inputs import HoldingInput
from fazhi.capabilities.evidence.items import things_on
from fazhi.capabilities.evidence.queries import (
    listed_holdings,
    log_of,
    offers_to,
    standing_answers,
    unrecorded_acts,
)
from fazhi.capabilities.evidence.standing import Standing, standing_of
from fazhi.capabilities.evidence.terms import term_of
from fazhi.kernel import clock
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Dossier
from fazhi.web.console.custody.forms import (
    DeliveryForm,
    HandOverForm,
    HoldingsForm,
    NoteForm,
    OutcomeForm,
    ReceiptForm,
    words_of_acts,
)
from fazhi.web.console.custody.listing import holding_list
from fazhi.web.console.custody.logs import events_of
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fazhi.capabilities.evidence.models import Holding
    from fazhi.web.forms import PageForm


@dataclass(frozen=True, slots=True)
class OfferedAct:
    """An act that the page offers: what it is called, its form, where it is sent."""

    name: str
    words: str
    address: str
    form: "PageForm"


@page(*CUSTODY_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the things held that the person may see."""
    today = clock.today()
    rows = listed_holdings(request.seat)
    context = {"today": today, "may_take": request.seat.has(*TAKERS)}
    template = "console/custody/list.html"
    return list_response(request, rows, holding_list(today), template, context)


@page(*TAKERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Open holdings for a file."""
    stays = visible_holdings(request.seat).filter(
        outcome__end__in=STAYS, continued__isnull=True, left_on__isnull=True
    )
    form = HoldingsForm(
        request.seat,
        list(stays.order_by("number")),
        request.POST or None,
        initial={"dossier": request.GET.get("dossier", "")},
    )
    taken = form.attempt(lambda _given: open_holdings(request.seat, _inputs(request, form)))
    if taken:
        messages.success(request, _("已登记 %(count)s 件。") % {"count": len(taken)})
        return go_to("custody:list")
    return render_page(request, "console/custody/new.html", {"form": form}, status=form.status)


@page(*CUSTODY_READERS)
def show(request: StaffRequest, holding_id: UUID) -> HttpResponseBase:
    """Show one thing held: its account, its term, its log, what can be done."""
    return holding_page(request, get_holding(request.seat, holding_id))


def holding_page(
    request: StaffRequest,
    holding: "Holding",
    filled: "Mapping[str, PageForm] | None" = None,
    *,
    status: int = 200,
) -> HttpResponseBase:
    """Show the page of a thing, with forms that were filled in already."""
    today = clock.today()
    log = log_of(holding)
    standing = standing_of(log)
    context = {
        "holding": holding,
        "term": term_of(HeldAs(holding.kind), holding.since),
        "officers": holding.officers.select_related("officer").order_by("id"),
        "standing": standing,
        "answers": standing_answers(holding, log, today),
        "unrecorded": [
            answer for row, answer in unrecorded_acts(holding.dossier) if row.kind == holding.kind
        ],
        "stays": holding.decided is not None and EndedAs(holding.decided.end) in STAYS,
        "events": events_of(log),
        "acts": _acts(request, holding, standing, filled or {}),
        "is_mine": any(offer.holding_id == holding.pk for offer in offers_to(request.seat)),
    }
    return render_page(request, "console/custody/file.html", context, status=status)


def _inputs(request: StaffRequest, form: HoldingsForm) -> list[HoldingInput]:
    data = form.cleaned_data
    dossier = Dossier.objects.filter(
        authority=request.seat.authority, public_id=data["dossier"].strip()
    ).first()
    if dossier is None:
        raise InputError({"dossier": _("没有这一案卷，请核对编号。")})
    things = things_on(data["items"])
    if data["before"] and len(things) != 1:
        raise InputError({"items": _("接续登记一次一件。")})
    return [
        HoldingInput(
            dossier=dossier,
            kind=HeldAs(data["kind"]),
            since=data["since"],
            name=thing.name,
            amount=thing.amount,
            unit=thing.unit,
            condition=thing.condition,
            place=data["place"],
            officer_ids=tuple(UUID(each) for each in data["officers"]),
            before_id=UUID(data["before"]) if data["before"] else None,
        )
        for thing in things
    ]


def _acts(
    request: StaffRequest,
    holding: "Holding",
    standing: Standing,
    filled: "Mapping[str, PageForm]",
) -> list[OfferedAct]:
    """Return the acts that this person may take on the thing now."""
    if standing.is_gone or not request.seat.has(*TAKERS):
        return []
    keeps = request.seat.has(*KEEPERS)
    is_left_open = holding.decided is None and holding.origin is None
    may_leave = holding.decided is not None and EndedAs(holding.decided.end) not in STAYS
    offered: list[tuple[str, bool, PageForm]] = [
        ("delivery", keeps and may_leave and standing.is_at_hand, DeliveryForm()),
        ("outcome", keeps and is_left_open, OutcomeForm(holding)),
        ("receipt", keeps and standing.is_at_hand, ReceiptForm(request.seat, holding)),
        ("hand_over", standing.is_at_hand, HandOverForm(request.seat)),
        ("notes", True, NoteForm(request.seat, NOTED_OF_HOLDINGS)),
    ]
    words = words_of_acts()
    return [
        OfferedAct(
            name,
            words[name],
            reverse(f"custody:{name}", args=[holding.pk]),
            filled.get(name, form),
        )
        for name, is_offered, form in offered
        if is_offered or name in filled
    ]
