"""The list of grids of a day: tabs, filters and columns."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.registers.places.choices import GridKind
from fazhi.registers.places.models import Grid
from fazhi.web.console.days import day_filter
from fazhi.web.console.places.coverage import Coverage
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet


def grid_list(coverage: Coverage) -> ListDefinition[Grid]:
    """Return the list of the grids of a day."""
    return ListDefinition(
        title=_("网格与片区"),
        sort=("code", "pk"),
        columns=_columns(coverage),
        filters=_filters(coverage),
        tabs=_tabs(coverage),
    )


def _columns(coverage: Coverage) -> tuple[Column[Grid], ...]:
    return (
        Column(_("状态"), lambda grid: coverage.line(grid).lamp.words),
        Column(_("网格"), lambda grid: grid.name),
        Column(_("网格编号"), lambda grid: grid.code, is_shown=False),
        Column(_("类别"), lambda grid: grid.get_kind_display(), is_shown=False),
        Column(_("片区 / 社区"), lambda grid: grid.area.name),
        Column(_("社区（村）"), lambda grid: grid.division.name, is_shown=False),
        Column(_("执法组 / 组长"), lambda grid: coverage.line(grid).group or ""),
        Column(_("组长"), lambda grid: coverage.line(grid).leader or "", is_shown=False),
        Column(_("网格员"), lambda grid: _workers(coverage, grid), is_shown=False),
        Column(_("下一步"), lambda grid: _next_step(coverage, grid), is_shown=False),
        Column(_("边界来源"), lambda grid: grid.source, is_shown=False),
    )


def _filters(coverage: Coverage) -> tuple[Filter[Grid], ...]:
    grids = coverage.places.grids
    areas = {str(grid.area_id): grid.area.name for grid in grids}
    divisions = {grid.division_id: grid.division.name for grid in grids}
    return (
        day_filter(),
        Filter(
            "area",
            _("片区"),
            lambda rows, value: rows.filter(area_id=UUID(value)),
            choices=list(areas.items()),
        ),
        Filter(
            "division",
            _("社区"),
            lambda rows, value: rows.filter(division_id=value),
            choices=list(divisions.items()),
        ),
        Filter(
            "grid",
            _("网格"),
            lambda rows, value: rows.filter(Q(pk=UUID(value)) | Q(parent_id=UUID(value))),
            choices=[(str(grid.id), grid.name) for grid in grids],
        ),
        Filter("q", _("编号或名称"), _search, kind="search"),
    )


def _tabs(coverage: Coverage) -> tuple[Tab[Grid], ...]:
    red = coverage.red()
    return (
        Tab("grids", GridKind.GRID.label, lambda rows: rows.filter(kind=GridKind.GRID)),
        Tab("red", _("只看红灯"), lambda rows: rows.filter(pk__in=red), "overdue"),
        Tab("micro", GridKind.MICRO_GRID.label, _micro_grids),
    )


def _micro_grids(rows: "QuerySet[Grid]") -> "QuerySet[Grid]":
    return rows.filter(kind=GridKind.MICRO_GRID)


def _search(rows: "QuerySet[Grid]", words: str) -> "QuerySet[Grid]":
    return rows.filter(Q(code__contains=words) | Q(name__contains=words))


def _workers(coverage: Coverage, grid: Grid) -> str:
    return "、".join(worker.name for worker in coverage.line(grid).workers)


def _next_step(coverage: Coverage, grid: Grid) -> str:
    gap = coverage.line(grid).gap
    return gap.next_step if gap else ""
