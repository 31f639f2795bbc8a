"""How a report stands, by its code: four plain steps and the reply; a wrong code opens nothing."""

from django import forms
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy

from fazhi.proceedings.issues.queries import progress_of
from fazhi.web.forms import PageForm
from fazhi.web.limits import WRONG_CODES
from fazhi.web.pages import StaffRequest, public_page, render_page

_STEPS = (
    gettext_lazy("已收到"),
    gettext_lazy("已派人处理"),
    gettext_lazy("已处理，正在核实"),
    gettext_lazy("已答复"),
)


class CodeForm(PageForm):
    """The code that the receipt shows."""

    code = forms.CharField(
        label=gettext_lazy("查询码"),
        max_length=40,
        help_text=gettext_lazy("受理时给您的 16 位字母和数字，横线可以不写。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


@public_page
def ask(request: StaffRequest) -> HttpResponseBase:
    """Ask for the code."""
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_bound and form.is_valid():
        code = "".join(each for each in form.cleaned_data["code"].upper() if each.isalnum())
        return redirect("portal_reports:progress", code or "0")
    return render_page(request, "portal/reports/ask.html", {"form": form}, status=form.status)


@public_page
def show(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show how the report of a code stands.

    Unknown, malformed and of another office are answered alike; an address that guessed too often
    gets the same answer for every code, the right one too.
    """
    progress = None if WRONG_CODES.is_reached(request) else progress_of(code)
    if progress is None or progress.report.authority != request.seat.authority:
        WRONG_CODES.count(request)
        return render_page(request, "portal/reports/unknown.html", {"form": CodeForm()}, status=404)
    context = {
        "progress": progress,
        "report": progress.report,
        "steps": [(words, number, progress.step) for number, words in enumerate(_STEPS, start=1)],
        "is_receipt": "receipt" in request.GET,
    }
    response = render_page(request, "portal/reports/progress.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"  # the address is the key to the report
    response["X-Robots-Tag"] = "noindex"
    return response
