"""One's own second factor: enrolling it with a telephone, giving it, and new recovery codes."""

from urllib.parse import parse_qsl, urlencode, urlsplit

import segno
from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fazhi.kernel import sessions
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.second_factor import (
    CONFIRMERS,
    FactorRefusedError,
    begin_enrolment,
    confirm_enrolment,
    enrolment_of,
    factor_of,
    renew_recovery_codes,
)
from fazhi.web import step_up
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page


class BeginForm(PageForm):
    """The password of whoever begins to enrol, since an open session could be anybody's."""

    password = forms.CharField(
        label=gettext_lazy("登录口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(PageForm):
    """A one-time code, or a recovery code."""

    code = forms.CharField(
        label=gettext_lazy("动态码"),
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}
        ),
    )


@page(*Role)
def mine(request: StaffRequest) -> HttpResponseBase:
    """Show one's own factor, and how to begin."""
    return _mine(request, BeginForm())


@page(*Role)
@sensitive_post_parameters("password", "code")
def enrol(request: StaffRequest) -> HttpResponseBase:
    """Begin with the password, show what the telephone takes in, finish with a code of it."""
    if "password" in request.POST:
        return _begin(request)
    enrolment = enrolment_of(request.seat)
    if enrolment is None:
        return go_to("second_factor:mine")
    form = CodeForm(request.POST or None)
    if form.is_valid():
        try:
            codes = confirm_enrolment(request.seat, form.cleaned_data["code"])
        except (FactorRefusedError, ConflictError) as refusal:
            form.add_error("code", str(refusal))
        else:
            sessions.note_factor(request.session)
            return _show_codes(request, codes)
    context = {
        "form": form,
        "secret": " ".join(enrolment.secret[at : at + 4] for at in range(0, 32, 4)),
        "picture": segno.make(enrolment.address, error="m", micro=False).svg_data_uri(scale=5),
        **step_up.surroundings_of_code(request),
    }
    return render_page(request, "console/second_factor/enrolment.html", context, status=form.status)


@page(*Role)
def give(request: StaffRequest) -> HttpResponseBase:
    """Ask for a code; with the right one, lead to what asked for it."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = ""
    context: dict[str, object] = {"next": target, "back": _without_export(target)}
    if request.method == "POST" and step_up.CODE not in request.POST:
        return _ask(request, context, _("请输入动态码。"))
    if request.method == "POST":  # the middleware took the code, or this would not be asked
        return render_page(request, "console/second_factor/given.html", context)
    return _ask(request, context)


@page(*Role)
@require_POST
def renew(request: StaffRequest) -> HttpResponseBase:
    """Make new recovery codes and show them, once."""
    return _show_codes(request, renew_recovery_codes(request.seat))


def _begin(request: StaffRequest) -> HttpResponseBase:
    form = BeginForm(request.POST)
    address = request.META.get("REMOTE_ADDR", "")
    begun = form.attempt(lambda given: begin_enrolment(request.seat, given["password"], address))
    return _mine(request, form) if begun is None else go_to("second_factor:enrolment")


def _mine(request: StaffRequest, form: BeginForm) -> HttpResponseBase:
    factor = factor_of(request.seat.person)
    context = {
        "factor": factor,
        "codes_left": factor.recovery_codes.filter(used_at=None, ended_at=None).count()
        if factor
        else 0,
        "form": form,
        "may_reset": request.seat.has(*CONFIRMERS),
        "is_waiting": factor is None and enrolment_of(request.seat) is not None,
        **step_up.surroundings_of_code(request),
    }
    return render_page(request, "console/second_factor/mine.html", context, status=form.status)


def _ask(request: StaffRequest, context: dict[str, object], refused: str = "") -> HttpResponseBase:
    shown = {**context, "refused": refused, **step_up.surroundings_of_code(request)}
    status = 422 if refused else 200
    return render_page(request, "console/second_factor/code.html", shown, status=status)


def _show_codes(request: StaffRequest, codes: tuple[str, ...]) -> HttpResponseBase:
    messages.success(request, _("第二因素已可使用。"))
    return render_page(request, "console/second_factor/codes.html", {"codes": codes})


def _without_export(target: str) -> str:
    """Return the list from which a file was asked for."""
    parts = urlsplit(target)
    kept = [pair for pair in parse_qsl(parts.query) if pair[0] != "export"]
    return parts._replace(query=urlencode(kept)).geturl()
