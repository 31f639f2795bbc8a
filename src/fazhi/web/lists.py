"""Lists: filters with chips, tabs with counts, pages by key, and the export of what is shown.

    def cases_list(seat: Seat, day: date) -> ListDefinition[Case]:
        return ListDefinition(
            title=_("案件办理"),
            sort=("due_on", "pk"),
            columns=(Column(_("案号"), lambda case: case.number), …),
            filters=(Filter("status", _("阶段"), of_status, choices=Status.choices), …),
            tabs=(Tab("open", _("全部在办"), open_only), Tab("overdue", _("已超期"), …, "overdue")),
        )

    @page()
    def index(request: StaffRequest) -> HttpResponseBase:
        definition = cases_list(request.seat, clock.today())
        return list_response(request, cases_seen_by(request.seat), definition, "cases/list.html")

The template extends `design/list.html`. A list costs two statements: its rows, and all counts at
once. Callers add `select_related` or annotations so that a row needs no statement of its own.
"""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django.core.exceptions import EmptyResultSet
from django.db import connections, models
from django.db.models import QuerySet, Value
from django.http import HttpResponseBase
from django.utils.functional import Promise

from fazhi.web.exports import Sheet, as_csv, as_xlsx
from fazhi.web.keyset import Place, stretch
from fazhi.web.pages import StaffRequest, render_page

Row = TypeVar("Row", bound=models.Model)
Words = str | Promise

#: Counting stops here: nobody needs the exact number of a heap, and counting it costs time.
COUNT_CAP = 10_000

LONGEST_SEARCH = 100


@dataclass(frozen=True)
class Column(Generic[Row]):
    """A column: its head, and what stands in it when the list is exported."""

    label: Words
    value: Callable[[Row], object]
    is_shown: bool = True


@dataclass(frozen=True)
class Filter(Generic[Row]):
    """A filter: the name in the address, and how it narrows the list.

    With `choices` it is a select; `kind` "search" or "day" makes it a field for words or a date.
    `narrow` gets only values that make sense: one of the choices, a date, words of some length.
    """

    name: str
    label: Words
    narrow: Callable[[QuerySet[Row], str], QuerySet[Row]]
    choices: Sequence[tuple[str, Words]] = ()
    kind: str = "choice"


@dataclass(frozen=True)
class Tab(Generic[Row]):
    """A kept view over the list; `tone` "overdue" or "soon" colours its count."""

    key: str
    label: Words
    narrow: Callable[[QuerySet[Row]], QuerySet[Row]]
    tone: str = ""


@dataclass(frozen=True)
class ListDefinition(Generic[Row]):
    """What a list page shows; `sort` names fields that are never null and together unique."""

    title: Words
    sort: tuple[str, ...]
    columns: tuple[Column[Row], ...]
    filters: tuple[Filter[Row], ...] = ()
    tabs: tuple[Tab[Row], ...] = ()
    page_size: int = 50


@dataclass(frozen=True, slots=True)
class Count:
    """A number of rows, exact up to the cap, or to the last one where it was counted in full."""

    number: int
    is_exact: bool = False

    @property
    def is_capped(self) -> bool:
        """Tell whether there are more rows than were counted."""
        return self.number > COUNT_CAP and not self.is_exact

    def __str__(self) -> str:
        return f"{COUNT_CAP:,}+" if self.is_capped else f"{self.number:,}"


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A filter as the page shows it: its choices and what is chosen."""

    name: str
    label: str
    kind: str
    value: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force, and the address of the list without it."""

    label: str
    value: str
    remove_url: str


@dataclass(frozen=True, slots=True)
class ShownTab:
    """A tab with its count and address."""

    label: str
    url: str
    count: Count
    is_current: bool
    tone: str = ""


@dataclass(frozen=True)
class ListPage(Generic[Row]):
    """Everything `design/list.html` needs; the context calls it `list`."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    count: Count
    newer_url: str
    older_url: str
    filters: tuple[ShownFilter, ...] = ()
    chips: tuple[Chip, ...] = ()
    tabs: tuple[ShownTab, ...] = ()
    clear_url: str = ""
    tab_key: str = ""
    xlsx_url: str = ""
    csv_url: str = ""


def list_response(
    request: StaffRequest,
    queryset: QuerySet[Row],
    definition: ListDefinition[Row],
    template: str,
    context: Mapping[str, object] | None = None,
) -> HttpResponseBase:
    """Answer with the list, or with the file when `?export=xlsx` or `?export=csv` asks for it."""
    form = request.GET.get("export", "")
    if form in {"xlsx", "csv"}:
        sheet = _sheet(request, queryset, definition)
        return (as_xlsx if form == "xlsx" else as_csv)(request.seat, sheet)
    shown = build_list(request, queryset, definition)
    return render_page(request, template, {**(context or {}), "list": shown})


def build_list(
    request: StaffRequest, queryset: QuerySet[Row], definition: ListDefinition[Row]
) -> ListPage[Row]:
    """Return one page of the list that the address asks for."""
    state = _State.of(request, definition)
    filtered = state.filtered(queryset)
    shown = state.in_tab(filtered)
    place = Place(request.GET.get("after", ""), request.GET.get("before", ""))
    part = stretch(shown, definition.sort, place, size=definition.page_size)
    tabs, count = _counts(state, filtered)
    return ListPage(
        title=str(definition.title),
        columns=tuple(str(column.label) for column in definition.columns if column.is_shown),
        rows=part.rows,
        count=count,
        newer_url=state.url(before=part.newer) if part.newer else "",
        older_url=state.url(after=part.older) if part.older else "",
        filters=state.shown_filters(),
        chips=state.chips(),
        tabs=tabs,
        clear_url=state.url(filters={}),
        tab_key=state.tab.key if state.tab else "",
        xlsx_url=state.url(export="xlsx"),
        csv_url=state.url(export="csv"),
    )


@dataclass(frozen=True)
class _State(Generic[Row]):
    """What the address says: the tab, and the value of each filter in force."""

    definition: ListDefinition[Row]
    tab: Tab[Row] | None
    values: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, request: StaffRequest, definition: ListDefinition[Row]) -> "_State[Row]":
        chosen = {one.name: request.GET.get(one.name, "").strip() for one in definition.filters}
        allowed = {
            one.name: chosen[one.name]
            for one in definition.filters
            if _makes_sense(one, chosen[one.name])
        }
        wanted = request.GET.get("tab", "")
        tabs = {tab.key: tab for tab in definition.tabs}
        first = definition.tabs[0] if definition.tabs else None
        return cls(definition, tabs.get(wanted, first), allowed)

    def filtered(self, queryset: QuerySet[Row]) -> QuerySet[Row]:
        for entry in self.definition.filters:
            if entry.name in self.values:
                queryset = entry.narrow(queryset, self.values[entry.name])
        return queryset

    def in_tab(self, queryset: QuerySet[Row]) -> QuerySet[Row]:
        return self.tab.narrow(queryset) if self.tab else queryset

    def url(
        self, *, filters: Mapping[str, str] | None = None, tab: str | None = None, **more: str
    ) -> str:
        key = tab if tab is not None else self.tab.key if self.tab else ""
        values = {**({"tab": key} if key else {}), **(self.values if filters is None else filters)}
        return "?" + urlencode({**values, **more})

    def shown_filters(self) -> tuple[ShownFilter, ...]:
        return tuple(
            ShownFilter(
                name=entry.name,
                label=str(entry.label),
                kind=entry.kind,
                value=self.values.get(entry.name, ""),
                choices=tuple((key, str(words)) for key, words in entry.choices),
            )
            for entry in self.definition.filters
        )

    def chips(self) -> tuple[Chip, ...]:
        return tuple(
            Chip(
                label=str(entry.label),
                value=str(
                    dict(entry.choices).get(self.values[entry.name], self.values[entry.name])
                ),
                remove_url=self.url(
                    filters={key: val for key, val in self.values.items() if key != entry.name}
                ),
            )
            for entry in self.definition.filters
            if entry.name in self.values
        )


def _makes_sense(entry: Filter[Row], value: str) -> bool:
    """Tell whether a filter can be asked with a value; others are as if not given."""
    if entry.kind == "choice":
        return bool(value) and value in dict(entry.choices)
    if entry.kind == "day":
        return _is_day(value)
    return 0 < len(value) <= LONGEST_SEARCH


def _is_day(value: str) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _counts(state: _State[Row], filtered: QuerySet[Row]) -> tuple[tuple[ShownTab, ...], Count]:
    tabs = state.definition.tabs
    if not tabs:
        return (), capped_counts([filtered])[0]
    counts = capped_counts([tab.narrow(filtered) for tab in tabs])
    shown = tuple(
        ShownTab(str(tab.label), state.url(tab=tab.key), count, tab is state.tab, tab.tone)
        for tab, count in zip(tabs, counts, strict=True)
    )
    return shown, next(tab.count for tab in shown if tab.is_current)


def capped_counts(querysets: Sequence[QuerySet[Row]]) -> list[Count]:
    """Count the rows of several querysets with one statement, each up to the cap."""
    connection = connections[querysets[0].db]
    selects: list[str] = []
    parameters: list[Any] = []  # what the ORM compiled
    for place, queryset in enumerate(querysets):
        # What is counted is not read, so that an index alone can answer.
        counted = "pk" if queryset.query.distinct else Value(1)
        capped = queryset.order_by().values_list(counted)[: COUNT_CAP + 1].query
        try:
            sql, given = capped.get_compiler(connection=connection).as_sql()
        except EmptyResultSet:
            selects.append("0")
            continue
        selects.append(f"(SELECT COUNT(*) FROM ({sql}) AS counted_{place})")  # noqa: S608 -- compiled by the ORM, values stay parameters
        parameters.extend(given)
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(selects), parameters)
        return [Count(number) for number in cursor.fetchone()]


def _sheet(
    request: StaffRequest, queryset: QuerySet[Row], definition: ListDefinition[Row]
) -> Sheet:
    state = _State.of(request, definition)
    rows = state.in_tab(state.filtered(queryset)).order_by(*definition.sort)
    columns = definition.columns
    said = [f"{chip.label}：{chip.value}" for chip in state.chips()]
    return Sheet(
        title=str(definition.title),
        conditions=([str(state.tab.label)] if state.tab else []) + said,
        head=[str(column.label) for column in columns],
        rows=([column.value(row) for column in columns] for row in rows.iterator(2000)),
    )
