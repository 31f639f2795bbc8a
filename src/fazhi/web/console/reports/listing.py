"""The list of reports; what was said stands on the page of each, not here."""

import datetime as dt
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import clock
from fazhi.proceedings.issues.choices import Channel
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Report


def report_list(day: dt.date) -> "ListDefinition[Report]":
    """Return the list of reports as it stands on a day."""
    return ListDefinition(
        title=gettext_lazy("诉求受理"),
        sort=("-received_at", "-pk"),
        columns=_columns(),
        filters=_filters(),
        tabs=_tabs(day),
    )


def _columns() -> "tuple[Column[Report], ...]":
    return (
        Column(gettext_lazy("编号"), lambda report: report.number),
        Column(
            gettext_lazy("类别"), lambda report: report.category.name if report.category else ""
        ),
        Column(gettext_lazy("地点 / 网格"), lambda report: report.place),
        Column(gettext_lazy("来源"), lambda report: report.get_channel_display()),
        Column(gettext_lazy("受理时间"), lambda report: report.received_at),
        Column(gettext_lazy("办理"), _standing),
    )


def _filters() -> "tuple[Filter[Report], ...]":
    return (
        Filter(
            "channel",
            gettext_lazy("来源"),
            lambda rows, value: rows.filter(channel=value),
            choices=Channel.choices,
        ),
        Filter(
            "q",
            gettext_lazy("编号或地点"),
            lambda rows, value: (
                rows.filter(number__contains=value) | rows.filter(place__contains=value)
            ),
            kind="search",
        ),
    )


def _tabs(day: dt.date) -> "tuple[Tab[Report], ...]":
    return (
        Tab("unanswered", gettext_lazy("未答复"), lambda rows: rows.filter(reply=None), "soon"),
        Tab(
            "new",
            gettext_lazy("待登记事件"),
            lambda rows: rows.filter(reply=None, issue=None),
        ),
        Tab(
            "today",
            gettext_lazy("今日受理"),
            lambda rows: rows.filter(received_at__gte=clock.at_local(day)),
        ),
        Tab("all", gettext_lazy("全部"), lambda rows: rows),
    )


def _standing(report: "Report") -> str:
    if hasattr(report, "reply"):
        return _("已答复")
    return report.issue.number if report.issue else _("未登记事件")
