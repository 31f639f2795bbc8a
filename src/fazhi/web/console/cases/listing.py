"""The list of cases: tabs, filters and columns."""

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.choices import ENDED, OPEN, CaseStatus, RemedyKind, RemedyOutcome
from fazhi.registers.competence.queries import powers_named
from fazhi.registers.places.queries import grids_on
from fazhi.registers.staff.choices import Field
from fazhi.web.lists import Column, Filter, ListDefinition, Tab

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from fazhi.proceedings.cases.models import Case, Remedy

#: Said by naming the labels, so that the index by status answers.
_OPEN, _ENDED = Q(status__in=OPEN), Q(status__in=ENDED)
_UNDER_WAY = Q(ended_on__isnull=True)
_SOON = dt.timedelta(days=3)


def case_list(seat: Seat, day: dt.date) -> "ListDefinition[Case]":
    """Return the list of cases as it stands on a day."""
    return ListDefinition(
        title=_("案件办理"),
        sort=("-opened_at", "pk"),
        columns=_columns(),
        filters=_filters(seat, day),
        tabs=_tabs(day),
    )


def _columns() -> "tuple[Column[Case], ...]":
    return (
        Column(_("剩余期限"), lambda case: case.due_on or ""),
        Column(_("案由 / 案号"), lambda case: case.number),
        Column(_("案由"), lambda case: case.power.name, is_shown=False),
        Column(_("当事人"), lambda case: case.party.name),
        Column(_("承办人 / 网格"), _officers),
        Column(_("罚款"), lambda case: case.fine, is_shown=False),
        Column(
            _("决定时间"),
            lambda case: clock.local(case.decided_at) if case.decided_at else None,
            is_shown=False,
        ),
        Column(_("办理阶段"), lambda case: case.get_status_display()),
    )


def _filters(seat: Seat, day: dt.date) -> "tuple[Filter[Case], ...]":
    return (
        Filter(
            "status",
            _("阶段"),
            lambda rows, value: rows.filter(status=value),
            choices=CaseStatus.choices,
        ),
        Filter(
            "field",
            _("领域"),
            lambda rows, value: rows.filter(power__field=value),
            choices=Field.choices,
        ),
        Filter(
            "grid",
            _("网格"),
            lambda rows, value: rows.filter(grid_id=UUID(value)),
            choices=[(str(grid.id), grid.name) for grid in grids_on(seat.authority, day)],
        ),
        Filter("q", _("案号或案由"), _search, kind="search"),
    )


def _tabs(day: dt.date) -> "tuple[Tab[Case], ...]":
    return (
        Tab("all", _("全部"), lambda rows: rows),
        Tab("open", _("在办"), lambda rows: rows.filter(_OPEN)),
        Tab("overdue", _("已超期"), lambda rows: rows.filter(_OPEN, due_on__lt=day), "overdue"),
        Tab(
            "soon",
            _("3 日内到期"),
            lambda rows: rows.filter(_OPEN, due_on__range=(day, day + _SOON)),
            "soon",
        ),
        Tab("closed", _("已结案"), lambda rows: rows.filter(_ENDED)),
    )


def remedy_list(day: dt.date) -> "ListDefinition[Remedy]":
    """Return the list of reconsiderations and suits as it stands on a day."""
    return ListDefinition(
        title=_("复议与诉讼"),
        sort=("-received_on", "pk"),
        columns=(
            Column(_("剩余期限"), lambda remedy: remedy.due_on or ""),
            Column(_("种类"), lambda remedy: remedy.get_kind_display()),
            Column(_("案号"), lambda remedy: remedy.case.number),
            Column(_("案由"), lambda remedy: remedy.case.power.name, is_shown=False),
            Column(_("当事人"), lambda remedy: remedy.case.party.name),
            Column(_("复议机关或者法院"), lambda remedy: remedy.body),
            Column(_("对方案号"), lambda remedy: remedy.number, is_shown=False),
            Column(_("收到日"), lambda remedy: remedy.received_on),
            Column(_("答复日"), lambda remedy: remedy.answered_on or "", is_shown=False),
            Column(_("结束日"), lambda remedy: remedy.ended_on or "", is_shown=False),
            Column(_("结果"), lambda remedy: remedy.get_outcome_display()),
        ),
        filters=(
            Filter(
                "kind",
                _("种类"),
                lambda rows, value: rows.filter(kind=value),
                choices=RemedyKind.choices,
            ),
            Filter(
                "outcome",
                _("结果"),
                lambda rows, value: rows.filter(outcome=value),
                choices=RemedyOutcome.choices,
            ),
        ),
        tabs=_remedy_tabs(day),
    )


def _remedy_tabs(day: dt.date) -> "tuple[Tab[Remedy], ...]":
    soon = (day, day + _SOON)
    return (
        Tab("all", _("全部"), lambda rows: rows),
        Tab("open", _("在办"), lambda rows: rows.filter(_UNDER_WAY)),
        Tab(
            "overdue", _("已超期"), lambda rows: rows.filter(_UNDER_WAY, due_on__lt=day), "overdue"
        ),
        Tab(
            "soon",
            _("3 日内到期"),
            lambda rows: rows.filter(_UNDER_WAY, due_on__range=soon),
            "soon",
        ),
    )


def _officers(case: "Case") -> str:
    named = case.named_officers  # type: ignore[attr-defined]  # put there by `listed_cases`
    return "、".join(each.officer.name for each in named)


def _search(rows: "QuerySet[Case]", words: str) -> "QuerySet[Case]":
    return rows.filter(Q(number__contains=words) | Q(power__in=powers_named(words)))
