"""What every template knows without being told."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.web.console.navigation import navigation_for
from fazhi.web.pages import home_of, seat_of
from fazhi.web.preferences import Preferences
from fazhi.web.site import site_face


def surroundings(request: HttpRequest) -> dict[str, object]:
    """Give templates the seat, the day, the site, and what its owner prefers."""
    seat = seat_of(request)
    face = site_face(seat.authority if seat else "")
    shared: dict[str, object] = {
        "seat": seat,
        "today": clock.today(),
        "preferences": Preferences.of(request),
        "authority_name": face.name,
        "authority_telephone": face.telephone,
        "is_demonstration": face.is_demonstration,
        "request_id": getattr(request, "request_id", ""),
    }
    if seat and seat.account_id:
        shared |= _shell(request, seat)
    return shared


def _shell(request: HttpRequest, seat: Seat) -> dict[str, object]:
    return {
        "home": reverse(home_of(seat)),
        "navigation": SimpleLazyObject(lambda: navigation_for(seat, request.path)),
        "role_names": "、".join(sorted(str(role.label) for role in seat.roles)),
    }
