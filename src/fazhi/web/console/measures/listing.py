"""The list of measures: tabs, filters and columns."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.proceedings.compulsory_measures.choices import AT_REST, MeasureKind, MeasureStatus
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure

_OPEN = ~Q(status__in=AT_REST)
_SOON = dt.timedelta(days=3)


def measure_list(day: dt.date) -> "ListDefinition[CompulsoryMeasure]":
    """Return the list of measures as it stands on a day, the newest first."""
    return ListDefinition(
        title=_("查封、扣押"),
        sort=("-proposed_at", "pk"),
        columns=_columns(),
        filters=(
            Filter(
                "kind",
                _("措施"),
                lambda rows, value: rows.filter(kind=value),
                choices=MeasureKind.choices,
            ),
            Filter(
                "status",
                _("状态"),
                lambda rows, value: rows.filter(status=value),
                choices=MeasureStatus.choices,
            ),
            Filter("q", _("文号或案由"), _search, kind="search"),
        ),
        tabs=(
            Tab("open", _("在办"), lambda rows: rows.filter(_OPEN)),
            Tab("late", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
            Tab(
                "soon",
                _("3 日内到期"),
                lambda rows: rows.filter(_OPEN, due_on__range=(day, day + _SOON)),
                "soon",
            ),
            Tab("ended", _("已处理完毕"), lambda rows: rows.exclude(_OPEN)),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )


def _columns() -> "tuple[Column[CompulsoryMeasure], ...]":
    return (
        Column(_("剩余期限"), lambda row: row.due_on or ""),
        Column(_("措施 / 文号"), lambda row: row.number),
        Column(_("措施"), lambda row: row.get_kind_display(), is_shown=False),
        Column(_("案由"), lambda row: row.power.name),
        Column(_("当事人"), lambda row: row.party.name),
        Column(_("承办人"), _handlers),
        Column(_("情况紧急"), lambda row: _("是") if row.is_urgent else _("否"), is_shown=False),
        Column(
            _("实施时间"),
            lambda row: clock.local(row.taken_at) if row.taken_at else "",
            is_shown=False,
        ),
        Column(_("状态"), lambda row: row.get_status_display()),
    )


def _handlers(measure: "CompulsoryMeasure") -> str:
    named = measure.handlers  # type: ignore[attr-defined]  # put there by `listed_measures`
    return "、".join(each.officer.name for each in named)


def _search(rows: "QuerySet[CompulsoryMeasure]", words: str) -> "QuerySet[CompulsoryMeasure]":
    return rows.filter(Q(number__contains=words) | Q(power__name__contains=words))
