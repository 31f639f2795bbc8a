"""The lists of leads and of platform cases: tabs, filters and columns."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.proceedings.leads.choices import IntakeKind, IntakeStatus, LeadSource
from fazhi.proceedings.leads.queries import late_intake
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet

_OPEN = Q(status=IntakeStatus.RECEIVED)
_SOON = dt.timedelta(days=1)
#: Only a lead says where it comes from.
_SOURCE: "Column[Any]" = Column(_("来源"), lambda row: row.get_source_display(), is_shown=False)
_OF_SOURCE: "Filter[Any]" = Filter(
    "source",
    _("来源"),
    lambda rows, value: rows.filter(source=value),
    choices=LeadSource.choices,
)


def intake_list(kind: IntakeKind, day: dt.date) -> "ListDefinition[Any]":
    """Return the list of leads, or of platform cases, as it stands on a day."""
    is_lead = kind is IntakeKind.LEAD
    return ListDefinition(
        title=_("案源线索") if is_lead else _("平台案件"),
        sort=("-received_at", "-pk"),
        columns=(*_columns(day), *((_SOURCE,) if is_lead else ())),
        filters=(*((_OF_SOURCE,) if is_lead else ()), *_filters()),
        tabs=_tabs(day),
    )


def _columns(day: dt.date) -> "tuple[Column[Any], ...]":
    return (
        Column(_("剩余期限"), lambda row: row.due_on),
        Column(_("编号 / 对方编号"), lambda row: row.number),
        Column(_("对方编号"), lambda row: row.outside_number, is_shown=False),
        Column(_("来源单位"), lambda row: row.sender),
        Column(_("地点 / 网格"), lambda row: row.place),
        Column(_("网格"), lambda row: row.grid.name if row.grid else "", is_shown=False),
        Column(_("涉及事项"), lambda row: row.power.name if row.power else ""),
        Column(_("收到时间"), lambda row: row.received_at, is_shown=False),
        Column(_("状态"), lambda row: row.get_status_display()),
        Column(_("答复日"), lambda row: row.answered_on or "", is_shown=False),
        Column(_("逾期"), lambda row: row.is_late_on(day), is_shown=False),
    )


def _filters() -> "tuple[Filter[Any], ...]":
    return (
        Filter(
            "status",
            _("状态"),
            lambda rows, value: rows.filter(status=value),
            choices=IntakeStatus.choices,
        ),
        Filter("q", _("编号或者对方编号"), _search, kind="search"),
    )


def _tabs(day: dt.date) -> "tuple[Tab[Any], ...]":
    soon = (day, day + _SOON)
    return (
        Tab("open", _("待答复"), lambda rows: rows.filter(_OPEN)),
        Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
        Tab("soon", _("即将到期"), lambda rows: rows.filter(_OPEN, due_on__range=soon), "soon"),
        Tab("late", _("逾期答复"), lambda rows: rows.exclude(_OPEN).filter(late_intake(day))),
        Tab("all", _("全部"), lambda rows: rows),
    )


def _search(rows: "QuerySet[Any]", words: str) -> "QuerySet[Any]":
    return rows.filter(Q(number__contains=words) | Q(outside_number__contains=words))
