"""The warning of a day ahead: fields in which nobody could lawfully go out tomorrow."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.registers.staff.pairs import Pair
from fazhi.registers.staff.queries import fields_without_pair
from fazhi.web.console.staff.gaps import ShownLamp, amber, red
from fazhi.web.design.wording import cited, said

_WARNED = (Role.SQUAD_LEADER,)
_NEXT_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field without a pair: what is missing, under which article, what to do."""

    lamp: ShownLamp
    reason: str
    article: str
    next_step: str


@dataclass(frozen=True, slots=True)
class WarningOfDay:
    """The fields of a day, and the page of the staff of that day."""

    day: dt.date
    fields: tuple[ShownField, ...]
    url: str


def warning_of_tomorrow(seat: Seat, today: dt.date) -> WarningOfDay | None:
    """Return what whoever sends the officers out must know a day ahead, or None."""
    if not seat.has(*_WARNED):
        return None
    day = today + _NEXT_DAY
    fields = tuple(_shown(pair) for pair in fields_without_pair(seat.authority, day))
    if not fields:
        return None
    return WarningOfDay(day, fields, f"{reverse('staff:list')}?{urlencode({'day': day})}")


def _shown(pair: Pair) -> ShownField:
    gravest = next((each for each in pair.answers if each.blocks), pair.answers[0])
    return ShownField(
        lamp=red(pair.field.label) if gravest.blocks else amber(pair.field.label),
        reason=said(gravest.reason),
        article=cited(*gravest.because[:1]),
        next_step=said(gravest.next_step),
    )
