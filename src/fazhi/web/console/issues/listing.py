"""The list of issues: tabs, filters and columns."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.issues.choices import SOON, IssueSource, IssueStatus
from fazhi.registers.places.queries import grids_on
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.proceedings.issues.models import Issue

_OPEN = ~Q(status=IssueStatus.CLOSED)
_COLUMNS: "tuple[Column[Issue], ...]" = (
    Column(_("剩余期限"), lambda issue: issue.due_at or ""),
    Column(_("事由 / 编号"), lambda issue: issue.title),
    Column(_("编号"), lambda issue: issue.number, is_shown=False),
    Column(_("类别"), lambda issue: issue.category.name, is_shown=False),
    Column(_("地点 / 网格"), lambda issue: issue.place),
    Column(_("网格"), lambda issue: issue.grid.name if issue.grid else "", is_shown=False),
    Column(_("主办"), lambda issue: issue.owner_name),
    Column(_("登记时间"), lambda issue: issue.opened_at, is_shown=False),
    Column(_("办理阶段"), lambda issue: issue.get_status_display()),
)


def issue_list(seat: Seat, day: dt.date) -> "ListDefinition[Issue]":
    """Return the list of issues as it stands on a day."""
    return ListDefinition(
        title=_("事件与网格"),
        sort=("-opened_at", "-pk"),
        columns=_COLUMNS,
        filters=_filters(seat, day),
        tabs=_tabs(seat, day),
    )


def _filters(seat: Seat, day: dt.date) -> "tuple[Filter[Issue], ...]":
    return (
        Filter(
            "status",
            _("阶段"),
            lambda rows, value: rows.filter(status=value),
            choices=IssueStatus.choices,
        ),
        Filter(
            "grid",
            _("网格"),
            lambda rows, value: rows.filter(grid_id=UUID(value)),
            choices=[(str(grid.id), grid.name) for grid in grids_on(seat.authority, day)],
        ),
        Filter(
            "source",
            _("来源"),
            lambda rows, value: rows.filter(source=value),
            choices=IssueSource.choices,
        ),
        Filter("q", _("编号、事由或地点"), _search, kind="search"),
    )


def _tabs(seat: Seat, day: dt.date) -> "tuple[Tab[Issue], ...]":
    begin = clock.at_local(day)
    soon = clock.at_local(day + SOON + dt.timedelta(days=1))
    return (
        Tab("open", _("在办"), lambda rows: rows.filter(_OPEN)),
        Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_at__lt=begin), "overdue"),
        Tab(
            "soon",
            _("即将到期"),
            lambda rows: rows.filter(_OPEN, due_at__gte=begin, due_at__lt=soon),
            "soon",
        ),
        Tab("to_verify", _("待核查"), lambda rows: rows.filter(status=IssueStatus.HANDLED)),
        Tab("mine", _("我发现的"), lambda rows: rows.filter(finder_id=seat.account_id)),
        Tab("all", _("全部"), lambda rows: rows),
    )


def _search(rows: "QuerySet[Issue]", words: str) -> "QuerySet[Issue]":
    return rows.filter(
        Q(number__contains=words) | Q(title__contains=words) | Q(place__contains=words)
    )
