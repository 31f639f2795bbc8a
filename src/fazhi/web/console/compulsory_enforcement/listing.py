"""The lists of enforcements and of fines that nobody enforces yet."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.proceedings.compulsory_enforcement.choices import Duty, EnforcementStatus, Way
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case
    from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement

_OPEN = Q(closed_at__isnull=True)
_SOON = dt.timedelta(days=10)


def enforcement_list(day: dt.date) -> "ListDefinition[CompulsoryEnforcement]":
    """Return the list of enforcements as it stands on a day."""
    return ListDefinition(
        title=_("强制执行"),
        sort=("-opened_at", "-pk"),
        columns=(
            Column(_("剩余期限"), lambda row: row.due_on or ""),
            Column(_("执行案号"), lambda row: row.number),
            Column(_("据以执行的案件"), lambda row: row.case.number),
            Column(_("当事人"), lambda row: row.case.party.name),
            Column(_("义务种类"), lambda row: row.get_duty_display()),
            Column(_("执行途径"), lambda row: row.get_way_display()),
            Column(_("罚款"), lambda row: row.case.fine),
            Column(_("状态"), lambda row: row.get_status_display()),
            Column(_("立案时间"), lambda row: row.opened_at, is_shown=False),
            Column(_("结束时间"), lambda row: row.closed_at, is_shown=False),
        ),
        filters=_filters(),
        tabs=(
            Tab("open", _("在办"), lambda rows: rows.filter(_OPEN)),
            Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
            Tab(
                "soon",
                _("10 日内到期"),
                lambda rows: rows.filter(_OPEN, due_on__range=(day, day + _SOON)),
                "soon",
            ),
            Tab("closed", _("已结束"), lambda rows: rows.exclude(_OPEN)),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )


def _filters() -> "tuple[Filter[CompulsoryEnforcement], ...]":
    return (
        Filter(
            "status",
            _("状态"),
            lambda rows, value: rows.filter(status=value),
            choices=EnforcementStatus.choices,
        ),
        Filter(
            "way",
            _("执行途径"),
            lambda rows, value: rows.filter(way=value),
            choices=Way.choices,
        ),
        Filter(
            "duty",
            _("义务种类"),
            lambda rows, value: rows.filter(duty=value),
            choices=Duty.choices,
        ),
        Filter(
            "q",
            _("执行案号或者案号"),
            lambda rows, value: rows.filter(
                Q(number__contains=value) | Q(case__number__contains=value)
            ),
            kind="search",
        ),
    )


def overdue_list() -> "ListDefinition[Case]":
    """Return the list of fines that are overdue and that nobody enforces yet, the oldest first."""
    return ListDefinition(
        title=_("到期未缴、尚未执行"),
        sort=("decided_at", "pk"),
        columns=(
            Column(_("缴款期限"), lambda row: row.payable_until),
            Column(_("案号"), lambda row: row.number),
            Column(_("案由"), lambda row: row.power.name),
            Column(_("当事人"), lambda row: row.party.name),
            Column(_("罚款"), lambda row: row.fine),
        ),
    )
