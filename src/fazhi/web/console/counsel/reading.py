"""What a lawyer from outside sees: the cases entrusted to him, read-only, and his advice."""

from typing import TYPE_CHECKING

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.counsel.access import entrusted_invitation, entrusted_invitations
from fazhi.proceedings.counsel.actions import give_advice, record_look
from fazhi.proceedings.counsel.queries import masked_case, own_advice
from fazhi.web.forms import PageForm
from fazhi.web.lists import Column, ListDefinition, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.counsel.models import LawyerInvitation


class AdviceForm(PageForm):
    """What a lawyer advises."""

    text = forms.CharField(
        label=gettext_lazy("意见"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy("意见存入案卷，供法制审核和审批参考；提出后不能修改，可以再提。"),
    )


@page(Role.LAWYER)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the cases that are entrusted to the lawyer today."""
    rows = entrusted_invitations(request.seat, clock.today())
    rows = rows.select_related("case__dossier", "case__power")
    return list_response(request, rows, _entrusted(), "console/counsel/entrusted.html")


@page(Role.LAWYER)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one case, masked; the look is kept."""
    record_look(request.seat, public_id)
    return _case_page(request, public_id, AdviceForm())


@page(Role.LAWYER)
@require_POST
def advise(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Keep what the lawyer advises."""
    form = AdviceForm(request.POST)
    if form.attempt(lambda given: give_advice(request.seat, public_id, given["text"])):
        messages.success(request, _("意见已存入案卷。"))
        return go_to("counsel:case", public_id)
    return _case_page(request, public_id, form)


def _case_page(request: StaffRequest, public_id: str, form: AdviceForm) -> HttpResponseBase:
    invitation = entrusted_invitation(request.seat, public_id)
    context = {
        "invitation": invitation,
        "case": masked_case(invitation.case),
        "advice": own_advice(request.seat, invitation),
        "form": form,
    }
    return render_page(request, "console/counsel/case.html", context, status=form.status)


def _entrusted() -> "ListDefinition[LawyerInvitation]":
    return ListDefinition(
        title=_("受委托的案件"),
        sort=("until", "pk"),
        columns=(
            Column(_("案件"), lambda row: row.case.power.name),
            Column(_("案号"), lambda row: row.case.number),
            Column(_("委托事项"), lambda row: row.reason),
            Column(_("委托截止日"), lambda row: row.until),
        ),
    )
