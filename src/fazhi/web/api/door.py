"""The door of the API: who comes in, what a body may contain, how wrong input is answered."""

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import APIKeyCookie
from pydantic import ConfigDict

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.web.errors import answer_to
from fazhi.web.pages import ask_to_log_in, seat_of

if TYPE_CHECKING:
    from django.http import HttpResponseBase

api = NinjaAPI(
    title="Fazhi",
    version="1.0.0",
    description="The working system of a sub-district office.",
    urls_namespace="api",
)


class Body(Schema):
    """What is sent; a field that is not known is refused, not ignored."""

    model_config = ConfigDict(extra="forbid")


class StaffSession(APIKeyCookie):
    """A person in office, by the session of the browser; unsafe methods need the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Seat | None:
        """Return the seat that the middleware found, unless it is that of an outsider."""
        del key
        seat = seat_of(request)
        if seat is not None:
            seat.refuse_outsider()
        return seat


class LawyerSession(APIKeyCookie):
    """A lawyer from outside, by the session of the browser."""

    param_name = settings.SESSION_COOKIE_NAME

    def authenticate(self, request: HttpRequest, key: str | None) -> Seat | None:
        """Return the seat that the middleware found, if it is a lawyer's."""
        del key
        seat = seat_of(request)
        if seat is not None:
            seat.require(Role.LAWYER)
        return seat


staff = StaffSession()
lawyer = LawyerSession()


def seat_at(request: HttpRequest) -> Seat:
    """Return the seat of somebody who is logged in."""
    seat = seat_of(request)
    if seat is None:
        raise AuthenticationError
    return seat


def public_seat() -> Seat:
    """Return the seat of a citizen of the portal's authority."""
    return Seat.of_public(settings.PORTAL_AUTHORITY)


@api.exception_handler(AuthenticationError)
def _who_are_you(request: HttpRequest, _error: Any) -> "HttpResponseBase":
    return ask_to_log_in(request)


@api.exception_handler(ValidationError)
def _cannot_be_read(request: HttpRequest, error: Any) -> HttpResponse:
    fields = {
        ".".join(str(step) for step in each["loc"] if step not in {"body", "payload"}): each["msg"]
        for each in error.errors
    }
    return answer_to(request, InputError(fields))
