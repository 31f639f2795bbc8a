"""The desk: the inbox, and what a person sets for this browser."""

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.web.console.inbox import inbox_badge, inbox_page
from fazhi.web.console.tomorrow import warning_of_tomorrow
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page
from fazhi.web.preferences import Preferences


class PreferencesForm(PageForm):
    """What a person sets for this browser."""

    density = forms.ChoiceField(
        label=gettext_lazy("清单行距"),
        choices=[
            ("normal", gettext_lazy("标准")),
            ("compact", gettext_lazy("紧凑")),
            ("comfortable", gettext_lazy("宽松")),
        ],
        widget=forms.RadioSelect,
    )
    has_shortcuts = forms.BooleanField(
        label=gettext_lazy("使用单键快捷键（J、K、X、/、?）"),
        required=False,
        help_text=gettext_lazy("使用读屏软件或语音输入时，建议关闭。"),
    )


@page()
def show_inbox(request: StaffRequest) -> HttpResponseBase:
    """Show what the person owes, the most urgent first."""
    shown = inbox_page(request.seat, clock.today(), request.GET)
    context = {"inbox": shown, "warning": warning_of_tomorrow(request.seat, clock.today())}
    return render_page(request, "console/inbox.html", context)


@page()
def count(request: StaffRequest) -> HttpResponseBase:
    """Answer with the number beside the menu's entry; asked for after a page has loaded."""
    number, tone = inbox_badge(request.seat, clock.today())
    return render_page(request, "console/count.html", {"number": number, "tone": tone})


@page()
def profile(request: StaffRequest) -> HttpResponseBase:
    """Show and keep the preferences of this browser."""
    kept = Preferences.of(request)
    form = PreferencesForm(
        request.POST or None,
        initial={"density": kept.density, "has_shortcuts": kept.has_shortcuts},
    )
    chosen = form.attempt(lambda given: Preferences(is_elder=kept.is_elder, **given))
    if chosen is None:
        return render_page(request, "console/profile.html", {"form": form}, status=form.status)
    response = go_to("profile")
    chosen.keep(response)
    messages.success(request, _("已保存，对本浏览器生效。"))
    return response
