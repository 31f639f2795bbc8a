"""The page in between: an act asks for the second factor, and goes on with nothing typed lost.

What a form had sent stands on the page as hidden fields, photographs by the id under which they
wait. The same form is sent to the same address with the code; the middleware takes the code before
the view is asked. A file that was asked for by its address goes by way of the page of codes.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from fazhi.kernel import sessions, waiting
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, Upload
from fazhi.kernel.errors import ConflictError, FactorNeededError, InputError
from fazhi.kernel.models import Account
from fazhi.kernel.second_factor import (
    FactorRefusedError,
    demonstration_code,
    factor_of,
    give_factor,
)
from fazhi.web.pages import render_page, seat_of, wants_json

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

#: The field that carries the code beside whatever a form sends.
CODE = "second_factor_code"
_WORDS = "second_factor_words"
_NOT_KEPT = frozenset({CODE, _WORDS, "csrfmiddlewaretoken"})
_FORBIDDEN = 403


def ask_for_factor(request: HttpRequest, error: FactorNeededError) -> HttpResponse:
    """Say why the factor is needed, and let it be given here; to a program, say how."""
    if wants_json(request):
        return JsonResponse({"error": _as_json(request, error)}, status=_FORBIDDEN)
    if request.headers.get("HX-Request"):
        query = urlencode({"next": request.headers.get("HX-Current-URL", "")})
        address = f"{reverse('second_factor:code')}?{query}"
        return HttpResponse(status=_FORBIDDEN, headers={"HX-Redirect": address})
    return _page_between(request, str(error))


def take_code(request: HttpRequest) -> HttpResponse | None:
    """Take the code that came with a form; None lets the form go on, an answer asks again."""
    seat = seat_of(request)
    if seat is None or request.method != "POST" or CODE not in request.POST:
        return None
    words = request.POST.get(_WORDS, "")
    try:
        note_given(request, seat, request.POST[CODE])
    except (FactorRefusedError, ConflictError) as refusal:
        return _page_between(request, words, str(refusal))
    return None


def note_given(request: HttpRequest, seat: Seat, code: str) -> dt.datetime:
    """Take a code, let request and session know, and return until when it counts."""
    give_factor(seat, code)
    until = sessions.note_factor(request.session)
    request.seat = replace(seat, factor_until=until)  # type: ignore[attr-defined]
    return until


def surroundings_of_code(request: HttpRequest) -> dict[str, object]:
    """Return what a page needs that asks for a code: whether one exists, what a visitor may see."""
    account = request.user if isinstance(request.user, Account) else None
    return {
        "is_enrolled": account is not None and factor_of(account.pk) is not None,
        "shown_code": demonstration_code(account) if account else "",
        "minutes": settings.SECOND_FACTOR_MINUTES,
    }


def _page_between(request: HttpRequest, words: str, refused: str = "") -> HttpResponse:
    is_form = request.method == "POST"
    kept, lost = (list(_kept(request)), _lost(request)) if is_form else ([], [])
    context = {
        "words": words,
        "refused": refused,
        "action": request.get_full_path() if is_form else reverse("second_factor:code"),
        "next": "" if is_form else request.get_full_path(),
        "kept": kept,
        "lost": lost,
        **surroundings_of_code(request),
    }
    return render_page(request, "errors/step_up.html", context, status=_FORBIDDEN)


def _kept(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """Yield what the form had sent, and the ids of photographs that came with it."""
    for name, values in request.POST.lists():
        if name not in _NOT_KEPT:
            yield from ((name, value) for value in values)
    for name, file in _files(request):
        kept = _held(request, file)
        if kept:
            yield f"{name}_kept", kept


def _lost(request: HttpRequest) -> list[str]:
    """Return the names of files that cannot wait, because they are no photographs."""
    return [str(file.name) for _name, file in _files(request) if not _held(request, file)]


def _files(request: HttpRequest) -> Iterator[tuple[str, "UploadedFile[Any]"]]:
    for name, file in request.FILES.items():
        yield name, cast("UploadedFile[Any]", file)


def _held(request: HttpRequest, file: "UploadedFile[Any]") -> str:
    seat = seat_of(request)
    if seat is None:
        return ""
    file.seek(0)
    try:
        return str(waiting.hold(seat, Upload(file.read(), str(file.name), PHOTOS)).pk)
    except InputError:
        return ""


def _as_json(request: HttpRequest, error: FactorNeededError) -> dict[str, object]:
    return {
        "kind": "second_factor",
        "message": str(error),
        "next_step": _("请先向 /api/v1/second-factor 提交动态码，再重发这一请求。"),
        "minutes": settings.SECOND_FACTOR_MINUTES,
        "request_id": getattr(request, "request_id", ""),
    }
