"""A new issue: met in the street, or out of a report with nothing typed twice."""

from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.issues.access import report_seen
from fazhi.proceedings.issues.actions import open_issues
from fazhi.proceedings.issues.choices import IssueSource
from fazhi.proceedings.issues.inputs import IssueInput
from fazhi.proceedings.issues.queries import campaigns_running
from fazhi.registers.competence.queries import categories_on
from fazhi.web.console.spots import SpotForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page
from fazhi.web.photographs import PhotographField, take_photographs

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Issue, Report

OPENERS = (Role.DISPATCHER, Role.CLERK, Role.GRID_WORKER, Role.OFFICER, Role.SQUAD_LEADER)
_LONGEST_TITLE = 60


class IssueForm(SpotForm):
    """What was met; the title may be left to the category."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    category = forms.ChoiceField(label=gettext_lazy("类别"))
    photograph = PhotographField(
        label=gettext_lazy("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    title = forms.CharField(
        label=gettext_lazy("事由"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("不填则用类别名称。"),
    )
    campaign = forms.ChoiceField(label=gettext_lazy("专项行动"), required=False)

    field_order = (
        "key", "longitude", "latitude", "category", "photograph", "place", "grid", "title",
        "campaign",
    )  # fmt: skip

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the categories and campaigns of today."""
        super().__init__(seat, *args, **kwargs)
        today = clock.today()
        self.categories = {each.code: each.name for each in categories_on(seat.authority, today)}
        chosen = [(code, f"{code} {name}") for code, name in self.categories.items()]
        self.fields["category"].choices = [("", _("请选择")), *chosen]  # type: ignore[attr-defined]
        running = [(str(each.id), each.name) for each in campaigns_running(seat, today)]
        self.fields["campaign"].choices = [("", _("不属于专项行动")), *running]  # type: ignore[attr-defined]

    def given(self, report: "Report | None") -> IssueInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        campaign = UUID(data["campaign"]) if data["campaign"] else None
        return IssueInput(
            key=data["key"],
            category_code=data["category"],
            title=data["title"].strip() or self.categories[data["category"]],
            spot=self.spot_or_refuse(),
            source=_source(report, campaign),
            found_at=report.received_at if report else clock.now(),
            report_id=report.id if report else None,
            campaign_id=campaign,
            photograph_ids=(data["photograph"].pk,) if data["photograph"] else (),
        )


@page(*OPENERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form, filled from the report it comes from; open the issue when it is sent."""
    report = _report(request)
    form = IssueForm(
        request.seat, request.POST or None, request.FILES or None, initial=_initial(report)
    )
    take_photographs(form, request.seat)
    issue = form.attempt(lambda _given: _open(request, form, report))
    if issue is not None:
        owner = issue.owner_name
        sentence = _("已登记 %(number)s，派给%(owner)s。")
        messages.success(request, sentence % {"number": issue.number, "owner": owner})
        return go_to("issues:file", issue.dossier.public_id)
    context = {"form": form, "report": report}
    return render_page(request, "console/issues/new.html", context, status=form.status)


def _open(request: StaffRequest, form: IssueForm, report: "Report | None") -> "Issue":
    return open_issues(request.seat, [form.given(report)])[0]


def _report(request: StaffRequest) -> "Report | None":
    """Return the report that the address names; what cannot be one is not there."""
    wanted = request.GET.get("report", "")
    if not wanted:
        return None
    try:
        return report_seen(request.seat, UUID(wanted))
    except ValueError as error:
        raise NotFoundError from error


def _initial(report: "Report | None") -> dict[str, object]:
    if report is None:
        return {"key": uuid4().hex}
    return {
        "key": f"report-{report.id.hex}",
        "category": report.category.code if report.category else "",
        "title": report.statement[:_LONGEST_TITLE],
        "place": report.place,
        "grid": str(report.grid_id or ""),
        "longitude": report.longitude,
        "latitude": report.latitude,
    }


def _source(report: "Report | None", campaign: UUID | None) -> IssueSource:
    if report is not None:
        return IssueSource.REPORT
    return IssueSource.CAMPAIGN if campaign else IssueSource.GRID
