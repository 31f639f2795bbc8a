"""Campaigns: the list with items and problems, one campaign, a new one, its end."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.access import get_visible
from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.access import STAFF
from fazhi.proceedings.issues.actions import close_campaign, open_campaigns
from fazhi.proceedings.issues.choices import CampaignKind
from fazhi.proceedings.issues.inputs import CampaignInput
from fazhi.proceedings.issues.queries import (
    campaign_kinds,
    listed_campaigns,
    listed_issues,
)
from fazhi.web.console.visits.entering import VISITORS
from fazhi.web.forms import PageForm
from fazhi.web.lists import Column, Filter, ListDefinition, Tab, list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Campaign

LEADERS = (Role.HEAD, Role.DISPATCHER)
_NEWEST = 20


class CampaignForm(PageForm):
    """A campaign as the office announces it."""

    name = forms.CharField(label=gettext_lazy("名称"), max_length=64)
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"), choices=CampaignKind.choices, widget=forms.RadioSelect
    )
    since = forms.DateField(
        label=gettext_lazy("开始日"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = forms.DateField(
        label=gettext_lazy("结束日"), widget=forms.DateInput(attrs={"type": "date"})
    )
    checklist = forms.CharField(
        label=gettext_lazy("排查内容"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("每行一项。"),
    )

    def given(self) -> CampaignInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        lines = (line.strip() for line in data["checklist"].splitlines())
        return CampaignInput(
            name=data["name"],
            kind=CampaignKind(data["kind"]),
            since=data["since"],
            until=data["until"],
            checklist=tuple(line for line in lines if line),
        )


@page(*STAFF)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the campaigns, and the items of each kind."""
    kinds = campaign_kinds(request.seat)
    context = {
        "kinds": [(kind.label, count) for kind, count in kinds.items()],
        "may_open": request.seat.has(*LEADERS),
    }
    rows = listed_campaigns(request.seat)
    definition = campaign_list(clock.today())
    return list_response(request, rows, definition, "console/campaigns/list.html", context)


@page(*STAFF)
def show(request: StaffRequest, campaign_id: UUID) -> HttpResponseBase:
    """Show one campaign: its period, checklist, items and newest problems."""
    campaign = get_visible(listed_campaigns(request.seat), request.seat, pk=campaign_id)
    problems = listed_issues(request.seat).filter(campaign_id=campaign.pk)
    is_running = campaign.runs_on(clock.today())
    context = {
        "campaign": campaign,
        "is_running": is_running,
        "problems": problems.order_by("-opened_at", "-pk")[:_NEWEST],
        "may_record": is_running and request.seat.has(*VISITORS),
        "may_close": is_running and request.seat.has(*LEADERS),
    }
    return render_page(request, "console/campaigns/file.html", context)


@page(*LEADERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; open the campaign when it is sent."""
    form = CampaignForm(request.POST or None, initial={"since": clock.today()})
    opened = form.attempt(lambda _given: open_campaigns(request.seat, [form.given()]))
    if opened:
        messages.success(request, _("专项行动已建立。"))
        return go_to("campaigns:file", opened[0].id)
    return render_page(request, "console/campaigns/new.html", {"form": form}, status=form.status)


@page(*LEADERS)
@require_POST
def close(request: StaffRequest, campaign_id: UUID) -> HttpResponseBase:
    """End a campaign today."""
    close_campaign(request.seat, campaign_id, clock.today())
    messages.success(request, _("专项行动已结束，今日之后不能再登记。"))
    return go_to("campaigns:file", campaign_id)


def campaign_list(day: dt.date) -> "ListDefinition[Campaign]":
    """Return the list of campaigns as it stands on a day."""
    over = Q(until__lt=day) | Q(closed_on__lt=day)
    return ListDefinition(
        title=gettext_lazy("专项行动"),
        sort=("-since", "-pk"),
        columns=(
            Column(gettext_lazy("名称"), lambda campaign: campaign.name),
            Column(gettext_lazy("类别"), lambda campaign: campaign.get_kind_display()),
            Column(gettext_lazy("期间"), lambda campaign: f"{campaign.since}–{campaign.until}"),
            Column(gettext_lazy("排查项次"), lambda campaign: campaign.item_count),
            Column(gettext_lazy("其中问题"), lambda campaign: campaign.problem_count),
            Column(gettext_lazy("未办结"), lambda campaign: campaign.open_count),
        ),
        filters=(
            Filter(
                "kind",
                gettext_lazy("类别"),
                lambda rows, value: rows.filter(kind=value),
                choices=CampaignKind.choices,
            ),
        ),
        tabs=(
            Tab(
                "running",
                gettext_lazy("进行中"),
                lambda rows: rows.filter(since__lte=day).exclude(over),
            ),
            Tab("over", gettext_lazy("已结束"), lambda rows: rows.filter(over)),
            Tab("all", gettext_lazy("全部"), lambda rows: rows),
        ),
    )
