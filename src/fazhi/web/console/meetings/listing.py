"""The lists: of meetings, and of what all meetings resolved."""

import datetime as dt
from operator import attrgetter
from typing import TYPE_CHECKING

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.meetings.choices import MeetingKind, MeetingStatus
from fazhi.capabilities.meetings.queries import narrowed_to_open
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.capabilities.meetings.models import Meeting, Resolution

_YEARS = 5
_OPEN = Q(done_on__isnull=True)


def meeting_list(day: dt.date) -> "ListDefinition[Meeting]":
    """Return the list of meetings, the newest first."""
    years = [str(day.year + 1 - back) for back in range(_YEARS)]
    return ListDefinition(
        title=_("会议"),
        sort=("-planned_at", "-dossier"),
        columns=(
            Column(_("会议编号 / 名称"), lambda meeting: meeting.number),
            Column(_("会议名称"), lambda meeting: meeting.title, is_shown=False),
            Column(_("会议种类"), lambda meeting: meeting.get_kind_display(), is_shown=False),
            Column(_("时间 / 地点"), lambda meeting: meeting.held_at or meeting.planned_at),
            Column(_("地点"), lambda meeting: meeting.place, is_shown=False),
            Column(_("主持人"), lambda meeting: meeting.chair.name),
            Column(_("议题"), attrgetter("item_count")),
            Column(_("议决事项"), attrgetter("resolution_count")),
            Column(_("其中未完成"), attrgetter("open_count")),
            Column(_("状态"), lambda meeting: meeting.get_status_display()),
        ),
        filters=(
            Filter(
                "kind",
                _("会议种类"),
                lambda rows, value: rows.filter(kind=value),
                choices=MeetingKind.choices,
            ),
            Filter(
                "year",
                _("年份"),
                lambda rows, value: rows.filter(year=int(value)),
                choices=[(year, year) for year in years],
            ),
            Filter(
                "open",
                _("议决事项"),
                _with_open,
                choices=[("yes", _("有未完成")), ("no", _("全部完成"))],
            ),
        ),
        tabs=_meeting_tabs(),
    )


def resolution_list(day: dt.date) -> "ListDefinition[Resolution]":
    """Return the list of what meetings resolved, the earliest due day first."""
    return ListDefinition(
        title=_("议决事项"),
        sort=("due_on", "pk"),
        columns=(
            Column(_("剩余期限"), lambda row: row.lamp(day).label),
            Column(_("完成期限"), lambda row: row.due_on, is_shown=False),
            Column(_("议决事项"), lambda row: row.text),
            Column(_("会议"), lambda row: row.meeting.number, is_shown=False),
            Column(_("责任人"), lambda row: row.owner_name),
            Column(_("完成日"), lambda row: row.done_on or "", is_shown=False),
            Column(_("完成情况"), lambda row: row.proof),
        ),
        filters=(
            Filter(
                "kind",
                _("会议种类"),
                lambda rows, value: rows.filter(meeting__kind=value),
                choices=MeetingKind.choices,
            ),
            Filter("q", _("事项"), _search, kind="search"),
        ),
        tabs=(
            Tab("open", _("未完成"), lambda rows: rows.filter(_OPEN)),
            Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
            Tab("done", _("已完成"), lambda rows: rows.exclude(_OPEN)),
            Tab("late", _("逾期完成"), lambda rows: rows.filter(done_on__gt=F("due_on"))),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )


def _meeting_tabs() -> "tuple[Tab[Meeting], ...]":
    return (
        Tab("all", _("全部"), lambda rows: rows),
        Tab("planned", _("待召开"), lambda rows: rows.filter(status=MeetingStatus.PLANNED)),
        Tab(
            "held",
            _("待出纪要"),
            lambda rows: rows.filter(status=MeetingStatus.HELD),
            "soon",
        ),
    )


def _search(rows: "QuerySet[Resolution]", words: str) -> "QuerySet[Resolution]":
    return rows.filter(text__contains=words)


def _with_open(rows: "QuerySet[Meeting]", value: str) -> "QuerySet[Meeting]":
    return narrowed_to_open(rows, is_open=value == "yes")
