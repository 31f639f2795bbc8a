"""The steps after a decision: filing, payment, closing."""

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.payments.choices import CashGround, Channel, PaymentPart
from fazhi.capabilities.payments.queries import outstanding, receivable_of
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.access import get_case
from fazhi.proceedings.cases.actions import close_cases, file_cases, record_fine_payments
from fazhi.proceedings.cases.choices import CaseStatus
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.queries import listed_cases
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

FILERS = (Role.SQUAD_LEADER, Role.CLERK, Role.CASE_REVIEWER)
CASHIERS = (Role.CLERK, Role.OFFICER, Role.SQUAD_LEADER)


class PaymentForm(PageForm):
    """A payment on a fine; cash needs its lawful ground."""

    amount = forms.DecimalField(
        label=gettext_lazy("金额（元）"), decimal_places=2, max_digits=12, min_value=Decimal("0.01")
    )
    part = forms.ChoiceField(
        label=gettext_lazy("缴的是"), choices=PaymentPart.choices, required=False
    )
    paid_on = forms.DateField(
        label=gettext_lazy("缴款日期"), widget=forms.DateInput(attrs={"type": "date"})
    )
    channel = forms.ChoiceField(label=gettext_lazy("缴款方式"), choices=Channel.choices)
    ground = forms.ChoiceField(
        label=gettext_lazy("当场收缴的理由"),
        required=False,
        choices=[("", gettext_lazy("不是当场收缴")), *CashGround.choices],
    )
    request = forms.CharField(label=gettext_lazy("当事人提出的情况"), required=False)
    receipt_number = forms.CharField(
        label=gettext_lazy("财政票据号码"), max_length=64, required=False
    )

    def given(self, case_id: Any) -> FinePaymentInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return FinePaymentInput(
            case_id=case_id,
            amount=data["amount"],
            paid_on=data["paid_on"],
            channel=Channel(data["channel"]),
            ground=CashGround(data["ground"]) if data["ground"] else None,
            request=data["request"],
            receipt_number=data["receipt_number"],
            part=PaymentPart(data["part"] or PaymentPart.FINE),
        )


@page(*FILERS)
@require_POST
def file_one(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """File one decision."""
    case = get_case(request.seat, public_id)
    file_cases(request.seat, [case.pk])
    messages.success(request, _("已备案。"))
    return go_to("cases:file", public_id)


@page(*FILERS)
@require_POST
def file_many(request: StaffRequest) -> HttpResponseBase:
    """File every decision that waits for it, up to a page of them."""
    waiting = listed_cases(request.seat).filter(status=CaseStatus.DECIDED)
    keys = list(waiting.order_by("decided_at", "pk").values_list("pk", flat=True)[:50])
    if keys:
        file_cases(request.seat, keys)
    messages.success(request, _("已备案 %(count)s 件。") % {"count": len(keys)})
    return go_to("cases:list")


@page(*CASHIERS)
def pay(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Record a payment on the fine."""
    case = get_case(request.seat, public_id)
    form = PaymentForm(request.POST or None, initial=_owed(case))
    done = form.attempt(lambda _given: record_fine_payments(request.seat, [form.given(case.pk)]))
    if done:
        messages.success(request, _("缴款已登记。"))
        return go_to("cases:file", public_id)
    context = {"case": case, "form": form}
    return render_page(request, "console/cases/payment.html", context, status=form.status)


@page(*FILERS)
@require_POST
def close(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Close a case that is filed and performed."""
    case = get_case(request.seat, public_id)
    close_cases(request.seat, [case.pk])
    messages.success(request, _("已结案。"))
    return go_to("cases:file", public_id)


def _owed(case: "Case") -> dict[str, object]:
    """Return what is owed today as the form starts: first the fine, then the late fine."""
    today = clock.today()
    receivable = receivable_of(case.dossier)
    rest = outstanding(receivable, today) if receivable else None
    if rest is None or rest.fine:
        return {"paid_on": today, "part": PaymentPart.FINE, "amount": rest.fine if rest else None}
    return {"paid_on": today, "part": PaymentPart.LATE_FINE, "amount": rest.late_fine}
