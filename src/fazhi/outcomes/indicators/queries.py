"""Reads of figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.conf import settings
from django.db.models import Max

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.law.answer import Text
from fazhi.outcomes.indicators.definitions import Definition, definitions
from fazhi.outcomes.indicators.period import Period
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.issues.models import Report

_CENT = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a period: its value with what it was counted from.

    A percentage has two decimals (7.34) and its base; its value is None where the base is 0.
    """

    definition: Definition
    period: Period
    value: Decimal | None
    numerator: Decimal
    base: Decimal | None
    note: Text | None = None

    @property
    def address(self) -> str:
        """Return the address of the page that lists the records of the figure."""
        site = settings.PUBLIC_URL.rstrip("/")
        return f"{site}/indicators/{self.definition.id}/?year={self.period.until.year}"


def figures(seat: Seat, period: Period) -> list[Figure]:
    """Return every figure of the seat's authority in a period, in the order of the definitions.

    A measure that several figures share is counted once.
    """
    wanted = definitions().values()
    measures = {each.numerator.key: each.numerator for each in wanted}
    measures |= {each.base.key: each.base for each in wanted if each.base}
    counted = {key: each.value(seat.authority, period) for key, each in measures.items()}
    return [_figure(seat, each, period, counted) for each in wanted]


def figure(seat: Seat, key: str, period: Period) -> Figure:
    """Return one figure; NotFoundError when no definition has this identifier."""
    definition = definition_of(key)
    measures = [definition.numerator]
    if definition.base:
        measures.append(definition.base)
    counted = {each.key: each.value(seat.authority, period) for each in measures}
    return _figure(seat, definition, period, counted)


def newest_year(seat: Seat) -> int:
    """Return the newest year in which the seat's authority decided or received anything.

    On the first days of a year that is the year before, whose figures are then asked for.
    """
    mine = {"authority": seat.authority}
    moments = [
        Case.objects.filter(**mine).aggregate(newest=Max("decided_at"))["newest"],
        Report.objects.filter(**mine).aggregate(newest=Max("received_at"))["newest"],
    ]
    return max((clock.local(each).year for each in moments if each), default=clock.today().year)


def definition_of(key: str) -> Definition:
    """Return a definition by its identifier; NotFoundError when there is none."""
    found = definitions().get(key)
    if found is None:
        raise NotFoundError(key)
    return found


def _figure(
    seat: Seat, definition: Definition, period: Period, counted: Mapping[str, Decimal]
) -> Figure:
    numerator = counted[definition.numerator.key]
    base = counted[definition.base.key] if definition.base else None
    note = definition.numerator.note
    said = note(seat.authority, period) if note else None
    return Figure(definition, period, _value(numerator, base), numerator, base, said)


def _value(numerator: Decimal, base: Decimal | None) -> Decimal | None:
    if base is None:
        return numerator
    if not base:
        return None
    return (numerator * 100 / base).quantize(_CENT, ROUND_HALF_UP)
