"""Pages of the annual report: read it, draft it, edit a section, lock it, take it away."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.outcomes.indicators.access import READERS
from fazhi.outcomes.indicators.definitions import definitions
from fazhi.outcomes.returns.actions import draft_annual_report, edit_section, lock_annual_report
from fazhi.outcomes.returns.queries import (
    ShownSection,
    report_as_html,
    report_as_pdf,
    report_of,
)
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

WRITERS = (Role.CLERK, Role.HEAD)


class SectionForm(PageForm):
    """The text of a section; figures stand in it as places."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label=gettext_lazy("正文"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=gettext_lazy("数字不能手写，用 {{figure:编号}} 插入指标，编号见下表。"),
    )


@page(*READERS)
def index(_request: StaffRequest) -> HttpResponseBase:
    """Go to the report of the last full year."""
    return redirect("returns:show", clock.today().year - 1)


@page(*READERS)
def show(request: StaffRequest, year: int) -> HttpResponseBase:
    """Show the report with its figures, each of which opens its records."""
    report = report_of(request.seat, year)
    context = {
        "report": report,
        "year": year,
        "years": range(clock.today().year, clock.today().year - 5, -1),
        "may_write": request.seat.has(*WRITERS),
        "may_lock": request.seat.has(Role.HEAD),
    }
    return render_page(request, "console/returns/show.html", context)


@page(*WRITERS)
@require_POST
def draft(request: StaffRequest, year: int) -> HttpResponseBase:
    """Draft the report of a year."""
    draft_annual_report(request.seat, year)
    messages.success(request, _("已起草，可以逐节修改。"))
    return go_to("returns:show", year)


@page(Role.HEAD)
@require_POST
def lock(request: StaffRequest, year: int) -> HttpResponseBase:
    """Lock the report of a year."""
    lock_annual_report(request.seat, year)
    messages.success(request, _("已定稿，指标按此刻的数值保存。"))
    return go_to("returns:show", year)


@page(*WRITERS)
def section(request: StaffRequest, year: int, key: UUID) -> HttpResponseBase:
    """Edit one section."""
    shown = _section(request, year, key)
    form = SectionForm(
        request.POST or None, initial={"version": shown.version, "text": shown.source}
    )
    saved = form.attempt(lambda given: edit_section(request.seat, key, **given))
    if saved:
        messages.success(request, _("已保存。"))
        return go_to("returns:show", year)
    context = {
        "form": form,
        "section": shown,
        "year": year,
        "definitions": definitions().values(),
    }
    return render_page(request, "console/returns/section.html", context, status=form.status)


@page(*READERS)
def as_html(request: StaffRequest, year: int) -> HttpResponseBase:
    """Give the report as one page that stands alone."""
    return _file(report_as_html(request.seat, year), "text/html", f"annual-report-{year}.html")


@page(*READERS)
def as_pdf(request: StaffRequest, year: int) -> HttpResponseBase:
    """Give the report as a PDF."""
    return _file(report_as_pdf(request.seat, year), "application/pdf", f"annual-report-{year}.pdf")


def _section(request: StaffRequest, year: int, key: UUID) -> ShownSection:
    for each in report_of(request.seat, year).sections:
        if each.id == key:
            return each
    raise Http404


def _file(data: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(data, content_type=kind, headers=headers)
