"""Lists whose rows are shown with what is known of them beside their row in the database."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.db.models import QuerySet
from django.http import HttpResponseBase

from fazhi.web.lists import ListDefinition, Row, build_list, list_response
from fazhi.web.pages import StaffRequest, render_page


def lines_response(
    request: StaffRequest,
    rows: QuerySet[Row],
    definition: ListDefinition[Row],
    line: Callable[[Row], object],
    page: tuple[str, Mapping[str, object]],
) -> HttpResponseBase:
    """Answer with the list, or with its file; `page` is the template and what else it shows.

    `line` makes of a row what the template shows as `row`; it has the row's `pk`.
    """
    template, context = page
    if request.GET.get("export") in {"xlsx", "csv"}:
        return list_response(request, rows, definition, template)
    shown = build_list(request, rows, definition)
    lines = tuple(line(row) for row in shown.rows)
    shown = replace(shown, rows=lines)  # type: ignore[arg-type]  # only the template reads them
    return render_page(request, template, {**context, "list": shown})
