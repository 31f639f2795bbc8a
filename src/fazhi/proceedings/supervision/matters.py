"""What supervision has to put on the agenda of a meeting: what the team lacks."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.meetings.matters import Matter, offers_matters
from fazhi.kernel.access import Seat
from fazhi.proceedings.supervision.queries import missing_support


@offers_matters
def missing_equipment(seat: Seat, day: dt.date) -> Iterator[Matter]:  # noqa: ARG001 -- as all offers
    """Yield what is needed and not at hand (《执法保障机制》)."""
    for item in missing_support(seat):
        yield Matter(
            title=f"{item.holder_name}缺{item.name} {item.missing}{item.measure}",
            origin=_("保障事项缺口"),
        )
