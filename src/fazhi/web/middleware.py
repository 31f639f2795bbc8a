"""What surrounds every page: its headers, who asks, and how refusals are said."""

from collections.abc import Callable
from dataclasses import replace

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

from fazhi.kernel import sessions
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import FactorNeededError, FazhiError
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.login import seat_for
from fazhi.kernel.logs import under_request
from fazhi.kernel.models import Account
from fazhi.web import step_up
from fazhi.web.errors import answer_to

Answering = Callable[[HttpRequest], HttpResponseBase]

#: Nothing comes from elsewhere and nothing runs from inside a page: a script that a citizen plants
#: in a report stays text.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'"
)

COMPRESSED = frozenset({"text/html", "text/csv", "application/json"})

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class EnvelopeMiddleware:
    """Give every request an identifier and every response the headers of security.

    It stands first, so that redirects, errors and static files carry them too. A view that needs
    other values (an attachment in its sandbox) sets them itself and is left alone.
    """

    def __init__(self, get_response: Answering) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer the request with identifier and headers."""
        request_id = new_id().hex
        request.request_id = request_id  # type: ignore[attr-defined]
        with under_request(request_id):
            response = self.get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        response.headers["X-Request-ID"] = request_id
        return response


class PageCompressionMiddleware(GZipMiddleware):
    """Compress what is text; photos and documents are compact already, and cost only time.

    Django adds bytes of random length, so that the length of a page betrays none of its secrets.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Compress pages, JSON and CSV."""
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        if kind not in COMPRESSED:
            return response
        return super().process_response(request, response)


class SeatMiddleware:
    """Put the seat of the person on the request, and say refusals as pages or JSON."""

    def __init__(self, get_response: Answering) -> None:
        """Keep the rest of the chain."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Find the seat; keep what a person in office sees out of the browser's store."""
        seat = _seat(request)
        request.seat = seat  # type: ignore[attr-defined]
        response = self.get_response(request)
        if seat is not None:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: object, _kwargs: object
    ) -> HttpResponse | None:
        """Take the code that was typed on the page in between, then let the form go on its way."""
        return step_up.take_code(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer errors of the system; let unexpected ones travel to the log."""
        if isinstance(error, FactorNeededError):
            return step_up.ask_for_factor(request, error)
        if isinstance(error, FazhiError):
            return answer_to(request, error)
        return None


def _seat(request: HttpRequest) -> Seat | None:
    account = request.user
    if not isinstance(account, Account):
        return None
    if not sessions.keep(request.session, account):
        request.user = AnonymousUser()
        return None
    return replace(seat_for(account), factor_until=sessions.factor_until(request.session))
