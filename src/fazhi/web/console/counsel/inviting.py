"""How the office registers lawyers from outside, invites them to a case, and takes it back."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.access import get_case
from fazhi.proceedings.counsel.access import (
    INVITERS,
    READERS,
    REGISTER_READERS,
    get_invitation,
    visible_lawyers,
)
from fazhi.proceedings.counsel.actions import (
    invite_lawyers,
    register_lawyers,
    revoke_invitations,
)
from fazhi.proceedings.counsel.inputs import InvitationInput, LawyerInput, RevocationInput
from fazhi.proceedings.counsel.queries import counsel_of
from fazhi.web.forms import PageForm
from fazhi.web.lists import Column, ListDefinition, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.counsel.models import Lawyer

_DAY = {"type": "date"}


class LawyerForm(PageForm):
    """A lawyer to register, and the account from which he reads."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=64)
    firm = forms.CharField(label=gettext_lazy("律师事务所"), max_length=100)
    practice_number = forms.CharField(label=gettext_lazy("执业证号"), max_length=32)
    username = forms.CharField(label=gettext_lazy("账号"), max_length=64)
    password = forms.CharField(
        label=gettext_lazy("初始口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class InvitationForm(PageForm):
    """Which lawyer is invited, from which day to which, and what for."""

    lawyer = forms.ChoiceField(label=gettext_lazy("律师"))
    since = forms.DateField(
        label=gettext_lazy("委托起始日"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY)
    )
    until = forms.DateField(
        label=gettext_lazy("委托截止日"), widget=forms.DateInput(format="%Y-%m-%d", attrs=_DAY)
    )
    reason = forms.CharField(
        label=gettext_lazy("委托事项"), max_length=300, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_independent = forms.BooleanField(
        label=gettext_lazy("已核实该律师与本案没有利害关系，也未代理本案当事人"), required=False
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the lawyers who are registered."""
        super().__init__(*args, **kwargs)
        self.fields["lawyer"].choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            *((str(each.pk), str(each)) for each in visible_lawyers(seat).order_by("firm", "pk")),
        ]


class RevocationForm(PageForm):
    """Why an invitation is taken back."""

    reason = forms.CharField(label=gettext_lazy("撤销理由"), max_length=300)


@page(*REGISTER_READERS)
def lawyers(request: StaffRequest) -> HttpResponseBase:
    """Show the lawyers who are registered."""
    context = {"may_register": request.seat.has(Role.OPERATOR)}
    rows = visible_lawyers(request.seat)
    return list_response(request, rows, _registered(), "console/counsel/lawyers.html", context)


@page(Role.OPERATOR)
@sensitive_post_parameters("password")
def register(request: StaffRequest) -> HttpResponseBase:
    """Register a lawyer with an account."""
    form = LawyerForm(request.POST or None)
    done = form.attempt(
        lambda given: register_lawyers(request.seat, [LawyerInput(since=clock.today(), **given)])
    )
    if done:
        messages.success(request, _("已登记，并开立账号。"))
        return go_to("counsel:lawyers")
    return render_page(request, "console/counsel/register.html", {"form": form}, status=form.status)


@page(*READERS)
def invite(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show invitations, advice and looks of a case; invite a lawyer when it is sent."""
    case = get_case(request.seat, public_id)
    may_invite = request.seat.has(*INVITERS)
    if request.method == "POST":
        request.seat.require(*INVITERS)
    form = InvitationForm(request.seat, request.POST or None, initial={"since": clock.today()})
    done = form.attempt(
        lambda given: invite_lawyers(
            request.seat,
            [InvitationInput(case_id=case.pk, lawyer_id=UUID(given.pop("lawyer")), **given)],
        )
    )
    if done:
        messages.success(request, _("已委托，律师登录后即可查阅本案。"))
        return go_to("counsel:invitations", public_id)
    context = {
        "case": case,
        "counsel": counsel_of(request.seat, case),
        "form": form,
        "may_invite": may_invite,
        "day": clock.today(),
    }
    return render_page(request, "console/counsel/invitations.html", context, status=form.status)


@page(*INVITERS)
@require_POST
def revoke(request: StaffRequest, key: UUID) -> HttpResponseBase:
    """Take an invitation back, at once."""
    invitation = get_invitation(request.seat, key)
    reason = request.POST.get("reason", "")
    revoke_invitations(request.seat, [RevocationInput(key, reason)])
    messages.success(request, _("已撤销，律师不能再查阅本案。"))
    return go_to("counsel:invitations", invitation.case.dossier.public_id)


def _registered() -> "ListDefinition[Lawyer]":
    return ListDefinition(
        title=_("外聘律师"),
        sort=("firm", "pk"),
        columns=(
            Column(_("姓名"), lambda row: row.account.display_name),
            Column(_("律师事务所"), lambda row: row.firm),
            Column(_("执业证号"), lambda row: row.practice_number),
            Column(_("登记时间"), lambda row: row.registered_at),
        ),
    )
