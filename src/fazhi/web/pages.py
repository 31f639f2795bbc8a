"""What every page starts from: who may open it, and how it is answered.

    @page(Role.OFFICER, Role.SQUAD_LEADER)
    def index(request: StaffRequest) -> HttpResponseBase:
        return render_page(request, "cases/list.html", {"list": …})

`@page()` without roles lets in everybody of the house; who comes from outside must be named.
`@public_page` gives a citizen's seat.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role

Arguments = ParamSpec("Arguments")


class StaffRequest(HttpRequest):
    """A request of somebody who is logged in, or of a citizen with the seat of the public."""

    seat: Seat
    request_id: str


PageView = Callable[Concatenate[StaffRequest, Arguments], HttpResponseBase]
RoutedView = Callable[Concatenate[HttpRequest, Arguments], HttpResponseBase]


def page(*roles: Role) -> Callable[[PageView[Arguments]], RoutedView[Arguments]]:
    """Open a view only to people who are logged in and hold one of the roles, if any are named."""

    def guard(view: PageView[Arguments]) -> RoutedView[Arguments]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
        ) -> HttpResponseBase:
            seat = seat_of(request)
            if seat is None:
                return ask_to_log_in(request)
            if roles:
                seat.require(*roles)
            else:
                seat.refuse_outsider()
            return view(cast("StaffRequest", request), *args, **kwargs)

        guarded.page_roles = roles  # type: ignore[attr-defined]  # read by the test of all routes
        return guarded

    return guard


def public_page(view: PageView[Arguments]) -> RoutedView[Arguments]:
    """Open a view to everybody; the seat is that of the public of the portal's authority."""

    @wraps(view)
    def opened(
        request: HttpRequest, /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> HttpResponseBase:
        staff_request = cast("StaffRequest", request)
        staff_request.seat = Seat.of_public(settings.PORTAL_AUTHORITY)
        return view(staff_request, *args, **kwargs)

    return opened


def render_page(
    request: HttpRequest,
    template: str,
    context: Mapping[str, object] | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    """Render a template; the shell's own variables come from the context processors."""
    return render(request, template, dict(context or {}), status=status)


def seat_of(request: HttpRequest) -> Seat | None:
    """Return the seat that the middleware found, or None for somebody who is not logged in."""
    return getattr(request, "seat", None)


def home_of(seat: Seat) -> str:
    """Return the name of the page on which a person begins."""
    return "counsel:entrusted" if seat.is_outsider else "desk"


def ask_to_log_in(request: HttpRequest) -> HttpResponseBase:
    """Send the browser to the login page and back; tell a program that it must log in."""
    address = f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}"
    if wants_json(request):
        return JsonResponse({"error": {"kind": "login", "message": _("请先登录。")}}, status=401)
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return redirect(address)


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a program asks rather than a person."""
    return request.path.startswith("/api/") or not request.accepts("text/html")


def go_to(name: str, *args: object) -> HttpResponseRedirect:
    """Redirect to a named page with 303, so that reloading does not send a form again."""
    response = HttpResponseRedirect(reverse(name, args=args))
    response.status_code = 303
    return response
