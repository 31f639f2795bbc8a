"""The separation of duties: every pair, over how many files it was counted, and its breaches."""

from collections.abc import Iterator

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from fazhi.proceedings.supervision.access import READERS
from fazhi.proceedings.supervision.separation import SeparationReport, separation_report
from fazhi.web.design.wording import cited, said
from fazhi.web.exports import Sheet, as_csv, as_xlsx
from fazhi.web.pages import StaffRequest, page, render_page

_FORMS = {"csv": as_csv, "xlsx": as_xlsx}


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the report, or answer with the file when `?export=` asks for it."""
    report = separation_report(request.seat)
    export = _FORMS.get(request.GET.get("export", ""))
    if export:
        return export(request.seat, _sheet(report))
    return render_page(request, "console/separation/list.html", {"report": report})


def _sheet(report: SeparationReport) -> Sheet:
    return Sheet(
        title=_("职责分离报告"),
        conditions=(),
        head=(_("案号"), _("人员"), _("日期"), _("规则"), _("情况"), _("依据")),
        rows=_lines(report),
    )


def _lines(report: SeparationReport) -> Iterator[tuple[object, ...]]:
    for each in report.found:
        answer = each.breach.answer
        yield (
            each.file.number,
            each.person,
            each.breach.day,
            answer.rule,
            said(answer.reason),
            cited(*answer.because),
        )
