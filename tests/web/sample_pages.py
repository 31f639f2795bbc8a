"""Pages made for tests: each refuses in its own way."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, URLResolver, include, path

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import (
    ConflictError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.law.answer import Answer, Text
from fazhi.law.citation import Citation
from fazhi.web.pages import StaffRequest, page, public_page

REFUSAL = Answer(
    holds=False,
    rule="SIM-001",
    because=(Citation("行政处罚法(2021)", 51),),
    reason=Text("罚款超出当场处罚上限。", "The fine is above the limit."),
    next_step=Text("请转为一般程序。", "Go over to the ordinary procedure."),
)

ERRORS = {
    "refused": RefusalError([REFUSAL]),
    "input": InputError({"fine": "金额应为数字"}),
    "unknown": NotFoundError("没有这件案卷 7F3"),
    "forbidden": ForbiddenError("此操作由案审员办理。"),
    "conflict": ConflictError("内容刚被改过。"),
    "denied": PermissionDenied("secret"),
    "broken": ZeroDivisionError("secret"),
}


@page(Role.CASE_REVIEWER, Role.HEAD)
def review(request: StaffRequest) -> HttpResponseBase:
    """Answer those who review."""
    return HttpResponse(f"{request.seat.name} {request.seat.authority}")


@page()
def anybody(request: StaffRequest) -> HttpResponseBase:
    """Answer everybody who is logged in."""
    return HttpResponse(",".join(sorted(role.value for role in request.seat.roles)))


@public_page
def citizen(request: StaffRequest) -> HttpResponseBase:
    """Answer a citizen."""
    return HttpResponse(f"{request.seat.account_id} {request.seat.authority}")


@public_page
def sandboxed(request: StaffRequest) -> HttpResponseBase:
    """Answer with a policy of its own."""
    del request
    return HttpResponse("x", headers={"Content-Security-Policy": "sandbox"})


@public_page
def trouble(request: StaffRequest, kind: str) -> HttpResponseBase:
    """Raise the error of that kind."""
    del request
    raise ERRORS[kind]


handler403 = "fazhi.web.errors.forbidden"
handler404 = "fazhi.web.errors.not_found"
handler500 = "fazhi.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [
    path("sample/review/", review),
    path("sample/anybody/", anybody),
    path("sample/citizen/", citizen),
    path("sample/sandboxed/", sandboxed),
    path("sample/<str:kind>/", trouble),
    path("api/<str:kind>/", trouble),
    path("", include("fazhi.web.urls")),
]
