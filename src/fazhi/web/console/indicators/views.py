"""All figures of a year; the records behind one figure, with the same count."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.urls import reverse

from fazhi.kernel import clock
from fazhi.kernel.errors import NotFoundError
from fazhi.outcomes.indicators.access import READERS
from fazhi.outcomes.indicators.definitions import Definition
from fazhi.outcomes.indicators.measures import Measure, Part
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import Figure, figure, figures, newest_year
from fazhi.outcomes.returns.queries import plain
from fazhi.web.design.templatetags.fazhi_tags import local_time, said
from fazhi.web.lists import Column, Count, ListDefinition, ShownTab, build_list, list_response
from fazhi.web.pages import StaffRequest, page, render_page

_EARLIEST, _LATEST = 2000, 2100


@dataclass(frozen=True, slots=True)
class ShownFigure:
    """A figure as the table shows it; each number opens its records."""

    name: str
    value: str
    unit: str
    definition: str
    url: str
    numerator: str = ""
    base: str = ""
    base_url: str = ""
    note: str = ""


@page(*READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show every figure of a year."""
    year = _year(request)
    found = figures(request.seat, Period.of_year(year))
    context = {
        "year": year,
        "years": range(clock.today().year, clock.today().year - 5, -1),
        "figures": [_shown(each, year) for each in found],
    }
    return render_page(request, "console/indicators/list.html", context)


@page(*READERS)
def records(request: StaffRequest, key: str) -> HttpResponseBase:
    """Show the records behind a figure: those of its numerator, or of its base."""
    year = _year(request)
    period = Period.of_year(year)
    shown = figure(request.seat, key, period)
    side = "base" if request.GET.get("of") == "base" and shown.base is not None else "numerator"
    measure = _measure(shown.definition, side)
    part = _part(measure, request.GET.get("part", ""))
    definition = _list_of(shown.definition, part)
    rows = part.records(request.seat.authority, period)
    if request.GET.get("export"):
        return list_response(request, rows, definition, "console/indicators/records.html")
    page_of_list = build_list(request, rows, definition)
    context = {
        "year": year,
        "side": side,
        "figure": _shown(shown, year),
        "total": plain(shown.numerator if side == "numerator" else shown.base or Decimal(0)),
        "tabs": _tabs(request, measure, part, period),
        "list": page_of_list,
        "table": [
            [_in_words(value(row)) for _label, value in part.columns] for row in page_of_list.rows
        ],
    }
    return render_page(request, "console/indicators/records.html", context)


def _year(request: StaffRequest) -> int:
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isascii() and wanted.isdigit() else newest_year(request.seat)
    if not _EARLIEST <= year <= _LATEST:
        raise NotFoundError(str(year))
    return year


def _shown(each: Figure, year: int) -> ShownFigure:
    address = reverse("indicators:records", args=[each.definition.id])
    query = {"year": year}
    return ShownFigure(
        name=said(each.definition.name),
        value="–" if each.value is None else plain(each.value),
        unit=said(each.definition.unit),
        definition=said(each.definition.definition),
        url=f"{address}?{urlencode(query)}",
        numerator=plain(each.numerator) if each.base is not None else "",
        base=plain(each.base) if each.base is not None else "",
        base_url=f"{address}?{urlencode({**query, 'of': 'base'})}",
        note=said(each.note) if each.note else "",
    )


def _in_words(value: object) -> str:
    if isinstance(value, dt.datetime):
        return local_time(value)
    return plain(value) if isinstance(value, Decimal) else str(value)


def _measure(definition: Definition, side: str) -> Measure:
    return definition.base if side == "base" and definition.base else definition.numerator


def _part(measure: Measure, key: str) -> Part:
    return next((part for part in measure.parts if part.key == key), measure.parts[0])


def _list_of(definition: Definition, part: Part) -> ListDefinition[Any]:
    return ListDefinition(
        title=f"{said(definition.name)} · {part.label}",
        sort=part.sort,
        columns=tuple(Column(label, value) for label, value in part.columns),
    )


def _tabs(
    request: StaffRequest, measure: Measure, current: Part, period: Period
) -> tuple[ShownTab, ...]:
    """Return a tab for each part of the measure; their exact counts add up to the figure."""
    if len(measure.parts) == 1:
        return ()
    kept = {name: request.GET[name] for name in ("year", "of") if name in request.GET}
    return tuple(
        ShownTab(
            str(part.label),
            "?" + urlencode({**kept, "part": part.key}),
            Count(part.records(request.seat.authority, period).count(), is_exact=True),
            part is current,
        )
        for part in measure.parts
    )
