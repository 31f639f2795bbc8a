"""The way in: the start page, logging in and out."""

from collections.abc import Iterator
from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import auth
from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from fazhi.kernel import clock, sessions
from fazhi.kernel.choices import Role
from fazhi.kernel.login import Credentials, SignInRefusedError, seat_for, sign_in
from fazhi.kernel.models import Account, RoleGrant
from fazhi.web.forms import PageForm
from fazhi.web.pages import go_to, home_of, render_page, seat_of
from fazhi.web.site import site_face

BACKEND = "fazhi.kernel.login.AccountBackend"


class LoginForm(PageForm):
    """Who comes in."""

    username = forms.CharField(
        label=_("账号"),
        max_length=64,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("口令"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


@dataclass(frozen=True, slots=True)
class DemonstrationSeat:
    """A demonstration account as the start page shows it."""

    role: str
    what: str
    username: str
    name: str


#: What each role does here, in the words of the start page.
DUTIES = {
    Role.GRID_WORKER: _("走访排查、上报事件、接收任务"),
    Role.OFFICER: _("现场检查、当场处罚、抄告违停"),
    Role.SQUAD_LEADER: _("一级审核、派勤、督促到期案件"),
    Role.CASE_REVIEWER: _("二级审核、法律适用、裁量基准"),
    Role.HEAD: _("审批决定、看指标与年报"),
    Role.DISPATCHER: _("受理诉求、派单、催办、回访"),
    Role.CLERK: _("罚缴对账、文书送达、台账与报表"),
    Role.OPERATOR: _("账号、网格、事项与参数"),
    Role.LAWYER: _("查阅受委托的案件、提出意见，不签批、不决定"),
    Role.SUPERVISOR: _("区司法局：查看案件、监督发现和登记簿，不作处理"),
}


def start(request: HttpRequest) -> HttpResponseBase:
    """Show the demonstration accounts; in a working database lead to the portal or the desk."""
    if not site_face().is_demonstration:
        seat = seat_of(request)
        return redirect(home_of(seat) if seat else "portal")
    context = {"seats": list(_demonstration_seats()), "password": settings.DEMONSTRATION_PASSWORD}
    return render_page(request, "console/start.html", context)


@never_cache
@sensitive_post_parameters("password")
def log_in(request: HttpRequest) -> HttpResponseBase:
    """Let a person in who gives the right password; say the same sentence to everybody else."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
    seat = seat_of(request)
    if request.method != "POST" and seat:
        return redirect(home_of(seat))
    form = LoginForm(request.POST or None, initial={"username": request.GET.get("account", "")})
    account = _signed_in(request, form)
    if account is not None:
        auth.login(request, account, backend=BACKEND)
        sessions.begin(request.session)
        return redirect(target) if is_safe else go_to(home_of(seat_for(account)))
    context = {"form": form, "next": target if is_safe else ""}
    return render_page(request, "console/login.html", context, status=form.status)


@require_POST
def log_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    auth.logout(request)
    response = go_to("login")
    # What the browser kept of the pages of this person goes too.
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _signed_in(request: HttpRequest, form: LoginForm) -> Account | None:
    if not form.is_valid():
        return None
    given = form.cleaned_data
    address = request.META.get("REMOTE_ADDR", "")
    try:
        return sign_in(Credentials(given["username"], given["password"], address))
    except SignInRefusedError as refusal:
        form.add_error(None, str(refusal))
        return None


def _demonstration_seats() -> Iterator[DemonstrationSeat]:
    """Yield one account of the portal's authority for each role, in the order of the roles."""
    today = clock.today()
    held = (
        RoleGrant.objects.filter(Q(until=None) | Q(until__gte=today), since__lte=today)
        .filter(account__is_demonstration=True, account__is_active=True)
        .filter(account__authority=settings.PORTAL_AUTHORITY)
        .select_related("account")
        .order_by("-account__username")
    )
    first = {grant.role: grant.account for grant in held}
    for role in Role:
        if role in first:
            account = first[role]
            yield DemonstrationSeat(
                str(role.label), str(DUTIES[role]), account.username, account.display_name
            )
