"""The pages before any act, from the registers of today."""

from django.http import HttpResponseBase

from fazhi.kernel import clock
from fazhi.outcomes.publication.notice import (
    notice_of,
    power_in_force,
    powers_in_force,
    shown_officers,
)
from fazhi.web.pages import StaffRequest, public_page, render_page

_PAGE = 40
_LONGEST_SEARCH = 60


@public_page
def show(request: StaffRequest) -> HttpResponseBase:
    """Show the body, the procedures, the remedies and where one complains."""
    notice = notice_of(request.seat, clock.today())
    return render_page(request, "portal/enforcement/show.html", {"notice": notice})


@public_page
def officers(request: StaffRequest) -> HttpResponseBase:
    """Show who may enforce today: name, unit, field and certificate, and nothing else."""
    day = clock.today()
    context = {"officers": shown_officers(request.seat, day), "day": day}
    return render_page(request, "portal/enforcement/officers.html", context)


@public_page
def powers(request: StaffRequest) -> HttpResponseBase:
    """Show the powers in force today that hold the words that were asked for."""
    day, words = clock.today(), request.GET.get("q", "").strip()[:_LONGEST_SEARCH]
    found = powers_in_force(request.seat, day, words)
    start = _start(request.GET.get("from", ""), len(found))
    context = {
        "day": day,
        "words": words,
        "count": len(found),
        "powers": found[start : start + _PAGE],
        "newer": max(start - _PAGE, 0) if start else None,
        "older": start + _PAGE if start + _PAGE < len(found) else None,
    }
    return render_page(request, "portal/enforcement/powers.html", context)


@public_page
def power(request: StaffRequest, code: str) -> HttpResponseBase:
    """Show one power with its basis and the benchmarks of discretion."""
    day = clock.today()
    context = {"shown": power_in_force(request.seat, day, code), "day": day}
    return render_page(request, "portal/enforcement/power.html", context)


def _start(asked: str, count: int) -> int:
    start = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 7 else 0  # noqa: PLR2004 -- longer numbers are no places of a list
    return start if start < count else 0
