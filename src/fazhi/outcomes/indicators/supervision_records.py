"""Measures of supervision: the registers behind the zeros, findings, complaints about conduct."""

from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.law.answer import Text
from fazhi.outcomes.indicators.measures import Columns, Measure, Part
from fazhi.outcomes.indicators.period import Period
from fazhi.proceedings.supervision.choices import IncidentKind
from fazhi.proceedings.supervision.models import (
    ConductComplaint,
    IncidentRecord,
    SupervisionFinding,
)
from fazhi.proceedings.supervision.queries import register_standing

_INCIDENT: Columns = (
    (_("发生日"), lambda row: row.happened_on),
    (_("登记日"), lambda row: row.registered_on),
    (_("来源"), lambda row: row.source),
    (_("情况"), lambda row: row.description),
    (_("处理结果"), lambda row: row.outcome),
)
_FINDING: Columns = (
    (_("情形"), lambda row: row.title),
    (_("自"), lambda row: row.since),
    (_("发现时间"), lambda row: row.raised_at),
    (_("状态"), lambda row: row.get_status_display()),
)
#: Neither number nor target: figures are read by everybody, also by whom a complaint is about.
_CONDUCT: Columns = (
    (_("收到月份"), lambda row: f"{row.received_at:%Y-%m}"),
    (_("是否答复"), lambda row: _("已答复") if row.answered_at else _("未答复")),
)


def _incidents(kind: IncidentKind, authority: str, period: Period) -> QuerySet[IncidentRecord]:
    return IncidentRecord.objects.filter(
        authority=authority,
        kind=kind,
        happened_on__gte=period.since,
        happened_on__lte=period.until,
    )


def _standing(kind: IncidentKind, authority: str, period: Period) -> Text:
    return register_standing(authority, kind, period.since, period.until).words


def _findings(authority: str, period: Period) -> QuerySet[SupervisionFinding]:
    return SupervisionFinding.objects.filter(period.holds("raised_at"), authority=authority)


def _handled(authority: str, period: Period) -> QuerySet[SupervisionFinding]:
    return _findings(authority, period).filter(closed_at__isnull=False)


def _conduct(authority: str, period: Period) -> QuerySet[ConductComplaint]:
    return ConductComplaint.objects.filter(period.holds("received_at"), authority=authority)


def _upheld(authority: str, period: Period) -> QuerySet[ConductComplaint]:
    return _conduct(authority, period).filter(Q(is_upheld=True))


def _one(key: str, label: Any, records: Any, sort: tuple[str, ...], columns: Columns) -> Measure:
    return Measure(key, label, (Part(key, label, records, sort, columns),))


def _register(kind: IncidentKind) -> Measure:
    key = f"incidents_{kind.value}"
    sort = ("-happened_on", "-id")
    part = Part(key, kind.label, partial(_incidents, kind), sort, _INCIDENT)
    return Measure(key, kind.label, (part,), note=partial(_standing, kind))


SUPERVISION_MEASURES = (
    *(_register(kind) for kind in IncidentKind),
    _one("findings", _("监督发现"), _findings, ("-raised_at", "-id"), _FINDING),
    _one("findings_handled", _("已办结的监督发现"), _handled, ("-raised_at", "-id"), _FINDING),
    _one("conduct_complaints", _("行风投诉"), _conduct, ("-received_at", "-id"), _CONDUCT),
    _one("conduct_upheld", _("属实的行风投诉"), _upheld, ("-received_at", "-id"), _CONDUCT),
)
