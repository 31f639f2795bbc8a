"""Resetting the second factor of somebody who lost it: asked by the operator, done by another."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.second_factor import (
    CONFIRMERS,
    ask_factor_reset,
    confirm_factor_reset,
    enrolled_accounts,
    listed_resets,
)
from fazhi.web.forms import PageForm
from fazhi.web.lists import Column, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.kernel.models import FactorReset


class ResetForm(PageForm):
    """Whose factor is to be reset, and how one knows that it is really he who asks."""

    account = forms.ChoiceField(label=gettext_lazy("账号"))
    reason = forms.CharField(
        label=gettext_lazy("理由和核实本人身份的方式"),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the accounts that have a factor, one's own left out."""
        super().__init__(*args, **kwargs)
        self.fields["account"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            *((str(each.pk), each.display_name) for each in enrolled_accounts(seat)),
        ]


@page(*CONFIRMERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the resets, the newest first; whoever may, confirms those that wait."""
    context = {"may_ask": request.seat.has(Role.OPERATOR), "person": request.seat.account_id}
    rows = listed_resets(request.seat)
    return list_response(request, rows, _resets(), "console/second_factor/resets.html", context)


@page(Role.OPERATOR)
def new(request: StaffRequest) -> HttpResponseBase:
    """Ask for a reset."""
    form = ResetForm(request.seat, request.POST or None)
    asked = form.attempt(
        lambda given: ask_factor_reset(request.seat, UUID(given["account"]), reason=given["reason"])
    )
    if asked is not None:
        messages.success(request, _("已提出，须由另一人在一天内确认。"))
        return go_to("second_factor:resets")
    context = {"form": form}
    return render_page(request, "console/second_factor/reset.html", context, status=form.status)


@page(*CONFIRMERS)
@require_POST
def confirm(request: StaffRequest, key: UUID) -> HttpResponseBase:
    """Confirm a reset as the second person."""
    confirm_factor_reset(request.seat, key)
    messages.success(request, _("已重置。本人须重新登记第二因素，其登录已全部退出。"))
    return go_to("second_factor:resets")


def _waiting(rows: "QuerySet[FactorReset]") -> "QuerySet[FactorReset]":
    return rows.filter(confirmed_at=None)


def _resets() -> "ListDefinition[FactorReset]":
    return ListDefinition(
        title=_("第二因素重置"),
        sort=("-asked_at", "pk"),
        columns=(
            Column(_("状态"), lambda row: _("已重置") if row.confirmed_at else _("待确认")),
            Column(_("账号"), lambda row: row.account.display_name),
            Column(_("理由"), lambda row: row.reason),
            Column(_("提出人"), lambda row: row.asked_by.display_name),
            Column(_("提出时间"), lambda row: row.asked_at),
            Column(_("确认人"), lambda row: row.confirmed_by and row.confirmed_by.display_name),
        ),
        tabs=(
            Tab("waiting", _("待确认"), _waiting, "soon"),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )
