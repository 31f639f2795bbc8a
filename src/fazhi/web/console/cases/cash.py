"""Cash of fines on its way: what officers hold, what the office holds, and the two steps on."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer
from fazhi.proceedings.cases.access import CASH_KEEPERS
from fazhi.proceedings.cases.actions import bank_fines, hand_in_fines
from fazhi.proceedings.cases.queries import cash_at_hand
from fazhi.web.design.wording import cited, day_text, said, yuan_text
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.payments.models import CashCollection

Taking = Callable[[Seat, Sequence[UUID], dt.date], list[Answer]]


class CashForm(PageForm):
    """Which cash went on, and on which day."""

    payments = forms.MultipleChoiceField(
        label=gettext_lazy("款项"), widget=forms.CheckboxSelectMultiple
    )
    day = forms.DateField(
        label=gettext_lazy("日期"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, cash: "Sequence[CashCollection]", *args: Any, **kwargs: Any) -> None:
        """Offer the cash that can go on, each with the day by which it must."""
        super().__init__(*args, **kwargs)
        today = clock.today()
        self.fields["payments"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), _in_words(each, today)) for each in cash
        ]


@page(*CASH_KEEPERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the cash that has not reached the bank."""
    return _show(request)


@page(*CASH_KEEPERS)
@require_POST
def hand_in(request: StaffRequest) -> HttpResponseBase:
    """Record that officers handed cash to the authority."""
    return _take(request, hand_in_fines, "hand_in")


@page(*CASH_KEEPERS)
@require_POST
def bank(request: StaffRequest) -> HttpResponseBase:
    """Record that the authority paid cash into the bank."""
    return _take(request, bank_fines, "bank")


def _take(request: StaffRequest, taking: Taking, name: str) -> HttpResponseBase:
    form = CashForm(_cash(request, name), request.POST, auto_id=f"{name}_%s")

    def act(given: dict[str, Any]) -> list[Answer]:
        return taking(request.seat, [UUID(each) for each in given["payments"]], given["day"])

    late = form.attempt(act)
    if late is None:
        return _show(request, {name: form}, status=form.status)
    messages.success(request, _("已登记。"))
    for answer in late:
        article = cited(*answer.because)
        messages.warning(request, f"{said(answer.reason)} {said(answer.next_step)}（{article}）")
    return go_to("cases:cash")


def _show(
    request: StaffRequest, sent: dict[str, CashForm] | None = None, *, status: int = 200
) -> HttpResponseBase:
    """Show both steps; `sent` is the form that was refused, with what was typed."""
    context = {
        name: (sent or {}).get(name) or CashForm(_cash(request, name), auto_id=f"{name}_%s")
        for name in ("hand_in", "bank")
    }
    return render_page(request, "console/cases/cash.html", context, status=status)


def _cash(request: StaffRequest, name: str) -> "list[CashCollection]":
    return list(cash_at_hand(request.seat).filter(hand_in__isnull=name == "hand_in"))


def _in_words(cash: "CashCollection", today: dt.date) -> str:
    due_on = cash.hand_in.bank_due_on if hasattr(cash, "hand_in") else cash.hand_in_due_on
    words = _("%(number)s，%(amount)s，%(day)s收取，应于%(due)s前办理") % {
        "number": cash.payment.receivable.dossier.case.number,
        "amount": yuan_text(cash.payment.amount),
        "day": day_text(cash.payment.paid_on, today=today),
        "due": day_text(due_on, today=today),
    }
    return f"{words}（{_('已逾期')}）" if due_on < today else words
