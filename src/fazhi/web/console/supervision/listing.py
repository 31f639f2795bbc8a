"""The list of findings: tabs, filters, and the columns of its file."""

import datetime as dt
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.proceedings.supervision.rules import supervision_rule, supervision_rules
from fazhi.web.design.wording import said
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from fazhi.proceedings.supervision.models import SupervisionFinding

_OPEN = Q(closed_at__isnull=True)


def finding_list(day: dt.date) -> "ListDefinition[SupervisionFinding]":
    """Return the list of findings, the newest first."""
    return ListDefinition(
        title=_("监督发现"),
        sort=("-raised_at", "-pk"),
        columns=_columns(),
        filters=(
            Filter(
                "rule",
                _("监督规则"),
                lambda rows, value: rows.filter(rule=value),
                choices=[(each.id, said(each.title)) for each in supervision_rules().values()],
            ),
            Filter(
                "q",
                _("情形"),
                lambda rows, value: rows.filter(title__contains=value),
                kind="search",
            ),
        ),
        tabs=(
            Tab("open", _("未办结"), lambda rows: rows.filter(_OPEN)),
            Tab("late", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
            Tab(
                "gone",
                _("情形已消除，待结论"),
                lambda rows: rows.filter(_OPEN, cause_gone_on__isnull=False),
                "soon",
            ),
            Tab("closed", _("已办结"), lambda rows: rows.exclude(_OPEN)),
            Tab("all", _("全部"), lambda rows: rows),
        ),
    )


def _columns() -> "tuple[Column[SupervisionFinding], ...]":
    return (
        Column(_("剩余期限"), lambda row: row.due_on),
        Column(_("监督规则"), lambda row: said(supervision_rule(row.rule).title)),
        Column(_("依据"), lambda row: supervision_rule(row.rule).ground, is_shown=False),
        Column(_("情形"), lambda row: row.title),
        Column(_("自"), lambda row: row.since),
        Column(_("案卷"), _public_id, is_shown=False),
        Column(_("发现时间"), lambda row: row.raised_at, is_shown=False),
        Column(_("说明人"), lambda row: row.officer.name if row.officer else ""),
        Column(_("状态"), lambda row: row.get_status_display()),
        Column(_("情形消除日"), lambda row: row.cause_gone_on or "", is_shown=False),
        Column(_("办结时间"), lambda row: row.closed_at or "", is_shown=False),
    )


def _public_id(row: "SupervisionFinding") -> str:
    return row.dossier.public_id if row.dossier else ""
