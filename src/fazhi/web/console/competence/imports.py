"""Importing powers and benchmarks from a spreadsheet: a dry run first, errors as a sheet."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.registers.competence.actions import import_benchmarks, import_powers
from fazhi.registers.competence.inputs import ImportResult
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

_IMPORTS = {"powers": import_powers, "benchmarks": import_benchmarks}
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_LARGEST = 20 * 1024 * 1024


class ImportForm(PageForm):
    """A spreadsheet, and whether it is tried or written."""

    file = forms.FileField(label=gettext_lazy("电子表格（.xlsx 或 .csv）"))
    act = forms.ChoiceField(
        label=gettext_lazy("怎样办"),
        choices=[
            ("try", gettext_lazy("只试导入，不写入")),
            ("sheet", gettext_lazy("下载错误清单")),
            ("write", gettext_lazy("导入；有错误则全部不写入")),
            ("rest", gettext_lazy("导入没有错误的行")),
        ],
        initial="try",
        widget=forms.RadioSelect,
    )


@page(Role.OPERATOR)
def new(request: StaffRequest, kind: str) -> HttpResponseBase:
    """Try an import, download what is wrong, or write it."""
    if kind not in _IMPORTS:
        raise NotFoundError(kind)
    form = ImportForm(request.POST or None, request.FILES or None)
    result = form.attempt(lambda given: _run(request, kind, given))
    if result and form.cleaned_data["act"] == "sheet" and result.error_sheet:
        headers = {"Content-Disposition": 'attachment; filename="errors.xlsx"'}
        return HttpResponse(result.error_sheet, content_type=_SHEET, headers=headers)
    if result and result.written:
        messages.success(request, _("已写入 %(count)s 行。") % {"count": result.written})
        return go_to("competence:list")
    context = {"form": form, "kind": kind, "result": result}
    return render_page(request, "console/competence/import.html", context, status=form.status)


def _run(request: StaffRequest, kind: str, given: dict[str, object]) -> ImportResult:
    data = given["file"].read(_LARGEST)  # type: ignore[attr-defined]  # an uploaded file
    act = given["act"]
    return _IMPORTS[kind](
        request.seat,
        data,
        dry_run=act in {"try", "sheet"},
        accept_rest=act == "rest",
    )
