"""How what the system refuses is said to a person, or to a program."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import loader
from django.utils.translation import gettext as _

from fazhi.kernel.errors import (
    ConflictError,
    FactorNeededError,
    FazhiError,
    ForbiddenError,
    InputError,
    NotFoundError,
    RefusalError,
)
from fazhi.law.answer import Answer
from fazhi.web.limits import TooOftenError
from fazhi.web.pages import render_page, wants_json

STATUSES: dict[type[FazhiError], tuple[str, int]] = {
    RefusalError: ("refused", 422),
    InputError: ("input", 422),
    NotFoundError: ("not_found", 404),
    FactorNeededError: ("second_factor", 403),
    ForbiddenError: ("forbidden", 403),
    ConflictError: ("conflict", 409),
    TooOftenError: ("too_often", 429),
}


def answer_to(request: HttpRequest, error: FazhiError) -> HttpResponse:
    """Turn an error of the system into a page, or into JSON for a program."""
    kind, status = next(
        (found for cls, found in STATUSES.items() if isinstance(error, cls)), ("refused", 422)
    )
    if wants_json(request):
        return JsonResponse({"error": _as_json(error, kind, request)}, status=status)
    context = {
        "kind": kind,
        "message": str(error),
        "answers": error.answers if isinstance(error, RefusalError) else (),
        "fields": error.fields if isinstance(error, InputError) else {},
    }
    return render_page(request, f"errors/{status}.html", context, status=status)


def refused_answers(answers: tuple[Answer, ...]) -> list[dict[str, object]]:
    """Write blocking answers as JSON values: rule, provisions, reason and next step."""
    return [
        {
            "rule": answer.rule,
            "provisions": [str(provision) for provision in answer.because],
            "reason": {"zh": answer.reason.zh, "en": answer.reason.en},
            "next_step": {"zh": answer.next_step.zh, "en": answer.next_step.en},
        }
        for answer in answers
    ]


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an address that leads nowhere."""
    del exception  # it may name what exists
    return answer_to(request, NotFoundError())


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer what Django itself forbids."""
    return answer_to(request, ForbiddenError(str(exception)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form without its token: mostly a page that stood open too long."""
    del reason  # written for developers, in English
    return answer_to(request, ForbiddenError(_("页面停留过久或登录已变化，请刷新后再提交。")))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer the unexpected, without the shell: whatever broke may have broken the shell too."""
    request_id = getattr(request, "request_id", "")
    if wants_json(request):
        body = {"error": {"kind": "unexpected", "request_id": request_id}}
        return JsonResponse(body, status=500)
    text = loader.render_to_string("errors/500.html", {"request_id": request_id})
    return HttpResponse(text, status=500)


def _as_json(error: FazhiError, kind: str, request: HttpRequest) -> dict[str, object]:
    body: dict[str, object] = {"kind": kind, "request_id": getattr(request, "request_id", "")}
    # Unknown and forbidden files are answered alike: a 404, here and as a page, repeats nothing.
    if kind != "not_found":
        body["message"] = str(error)
    if isinstance(error, RefusalError):
        body["answers"] = refused_answers(error.answers)
    if isinstance(error, InputError):
        body["fields"] = error.fields
    return body
