"""The lists of conduct: complaints and commendations. Neither counts anything for a person."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.proceedings.supervision.choices import ConductChannel
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import Commendation, ConductComplaint

_OPEN = Q(answered_at__isnull=True)


def conduct_list(day: dt.date) -> "ListDefinition[ConductComplaint]":
    """Return the list of complaints about conduct, the newest first."""
    return ListDefinition(
        title=_("行风投诉"),
        sort=("-received_at", "-pk"),
        columns=(
            Column(_("答复期限"), lambda row: row.due_on),
            Column(_("编号"), lambda row: row.number),
            Column(_("对象"), lambda row: row.target_name),
            Column(_("来源"), lambda row: row.get_channel_display()),
            Column(_("收到时间"), lambda row: row.received_at),
            Column(_("审查人"), lambda row: row.examiner.name if row.examiner else ""),
            Column(_("结果"), _outcome),
        ),
        filters=(
            Filter(
                "channel",
                _("来源"),
                lambda rows, value: rows.filter(channel=value),
                choices=ConductChannel.choices,
            ),
            Filter(
                "q",
                _("编号"),
                lambda rows, value: rows.filter(number__contains=value),
                kind="search",
            ),
        ),
        tabs=(
            Tab("open", _("未答复"), lambda rows: rows.filter(_OPEN)),
            Tab("late", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
            Tab("answered", _("已答复"), lambda rows: rows.exclude(_OPEN)),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )


def commendation_list() -> "ListDefinition[Commendation]":
    """Return the list of commendations, the newest first."""
    return ListDefinition(
        title=_("表扬"),
        sort=("-received_on", "-pk"),
        columns=(
            Column(_("收到日"), lambda row: row.received_on),
            Column(_("对象"), lambda row: row.target_name),
            Column(_("来源"), lambda row: row.get_channel_display()),
            Column(_("内容"), lambda row: row.statement),
        ),
    )


def _outcome(row: "ConductComplaint") -> object:
    if row.answered_at is None:
        return ""
    return _("属实") if row.is_upheld else _("不属实")
