"""The list of reports, one report, its reply, and the contact that is opened with a reason."""

from typing import TYPE_CHECKING
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.access import REPORT_READERS, photograph_seen, report_seen
from fazhi.proceedings.issues.actions import open_contact, reply_to_reports
from fazhi.proceedings.issues.choices import ContactReason
from fazhi.proceedings.issues.inputs import ContactInput, ReplyInput
from fazhi.proceedings.issues.queries import listed_reports, report_rows
from fazhi.web.console.photos import photo_response
from fazhi.web.console.reports.listing import report_list
from fazhi.web.console.reports.receiving import RECEIVERS
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Report


class ReplyForm(PageForm):
    """What the reporter is told."""

    text = forms.CharField(
        label=gettext_lazy("答复内容"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("反映人凭查询码可以看到全文；答复后不能修改。"),
    )


class ContactForm(PageForm):
    """Why the contact is opened."""

    reason = forms.ChoiceField(
        label=gettext_lazy("事由"),
        choices=[("", gettext_lazy("请选择")), *ContactReason.choices],
    )


@page(*REPORT_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show what citizens reported."""
    context = {"may_receive": request.seat.has(*RECEIVERS)}
    rows = listed_reports(request.seat)
    definition = report_list(clock.today())
    return list_response(request, rows, definition, "console/reports/list.html", context)


@page(*REPORT_READERS)
def show(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """Show one report."""
    return _page(request, report_seen(request.seat, report_id))


@page(*REPORT_READERS)
def photograph(request: StaffRequest, attachment_id: UUID) -> HttpResponseBase:
    """Give a photograph of a report, without the traces of the camera."""
    return photo_response(photograph_seen(request.seat, attachment_id))


@page(*RECEIVERS)
@require_POST
def reply(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """Reply to the report, once."""
    report = report_seen(request.seat, report_id)
    form = ReplyForm(request.POST, auto_id="reply_%s")
    given = form.attempt(
        lambda typed: reply_to_reports(request.seat, [ReplyInput(report.id, typed["text"])])
    )
    if given is None:
        return _page(request, report, reply_form=form, status=form.status)
    messages.success(request, _("已答复，反映人可以凭查询码看到。"))
    return go_to("reports:file", report.id)


@page(*RECEIVERS)
@require_POST
def contact(request: StaffRequest, report_id: UUID) -> HttpResponseBase:
    """Show the contact once, for a reason that is on record; reloading asks anew."""
    report = report_seen(request.seat, report_id)
    form = ContactForm(request.POST, auto_id="contact_%s")
    opened = form.attempt(
        lambda typed: open_contact(
            request.seat, ContactInput(report.id, ContactReason(typed["reason"]))
        )
    )
    phone = opened.phone if opened else ""
    return _page(request, report, contact_form=form, phone=phone, status=form.status)


def _page(
    request: StaffRequest,
    report: "Report",
    *,
    status: int = 200,
    **more: object,
) -> HttpResponse:
    is_open = not hasattr(report, "reply")
    context = {
        "report": report,
        "rows": report_rows(report),
        "reply_form": ReplyForm(auto_id="reply_%s"),
        "contact_form": ContactForm(auto_id="contact_%s"),
        "may_reply": is_open and request.seat.has(*RECEIVERS),
        "may_open_contact": request.seat.has(*RECEIVERS),
        "may_open_issue": is_open
        and report.issue_id is None
        and request.seat.has(Role.DISPATCHER, Role.CLERK),
        **more,
    }
    return render_page(request, "console/reports/file.html", context, status=status)
