"""Measures of answering: leads, platform cases, requests for co-operation."""

from typing import Any

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.outcomes.indicators.measures import Columns, Measure, Part, Records
from fazhi.outcomes.indicators.period import Period
from fazhi.proceedings.cooperation.models import CooperationRequest
from fazhi.proceedings.leads.choices import PLATFORM_SOURCES, IntakeKind
from fazhi.proceedings.leads.models import Intake

_INTAKE: Columns = (
    (_("编号"), lambda row: row.number),
    (_("来源单位"), lambda row: row.sender),
    (_("对方编号"), lambda row: row.outside_number),
    (_("收到时间"), lambda row: row.received_at),
    (_("答复期限"), lambda row: row.due_on),
    (_("答复日"), lambda row: row.answered_on or ""),
)
_REQUEST: Columns = (
    (_("编号"), lambda row: row.number),
    (_("事由"), lambda row: row.subject),
    (_("答复单位"), lambda row: row.owing_unit),
    (_("答复期限"), lambda row: row.due_on),
    (_("答复日"), lambda row: row.replied_on or ""),
    (_("逾期单位"), lambda row: row.owing_unit if row.is_late_on(clock.today()) else ""),
)
_INTAKE_SORT = ("-received_at", "-dossier")
_REQUEST_SORT = ("-requested_at", "-dossier")


def _leads(authority: str, period: Period) -> QuerySet[Intake]:
    """Leads from outside of the house that are due: answered, or past their day."""
    return _intakes(authority, period, IntakeKind.LEAD).filter(source__in=PLATFORM_SOURCES)


def _platform_cases(authority: str, period: Period) -> QuerySet[Intake]:
    return _intakes(authority, period, IntakeKind.PLATFORM_CASE)


def _intakes(authority: str, period: Period, kind: IntakeKind) -> QuerySet[Intake]:
    rows = Intake.objects.filter(period.holds("received_at"), authority=authority, kind=kind)
    due = Q(answer__isnull=False) | Q(due_on__lt=clock.today())
    shown = rows.filter(due).select_related("answer")
    return shown.defer("description", "data_key", "answer__note", "answer__data_key")


def _requests(authority: str, period: Period) -> QuerySet[CooperationRequest]:
    due = Q(reply__isnull=False) | Q(due_on__lt=clock.today())
    rows = CooperationRequest.objects.filter(period.holds("requested_at"), due)
    return rows.filter(authority=authority).select_related("reply")


def _in_time(of: Records, answered: str) -> Records:
    def records(authority: str, period: Period) -> "QuerySet[Any]":
        return of(authority, period).filter(**{f"{answered}__lte": F("due_on")})

    return records


def _one(key: str, label: Any, records: Records, sort: tuple[str, ...], shown: Columns) -> Measure:
    return Measure(key, label, (Part(key, label, records, sort, shown),))


#: For each three the base and what of it was answered in time.
RESPONSES = (
    _one("leads_due", _("到期的平台线索"), _leads, _INTAKE_SORT, _INTAKE),
    _one(
        "leads_answered_in_time",
        _("按期答复的平台线索"),
        _in_time(_leads, "answer__answered_on"),
        _INTAKE_SORT,
        _INTAKE,
    ),
    _one("platform_cases_due", _("到期的平台案件"), _platform_cases, _INTAKE_SORT, _INTAKE),
    _one(
        "platform_cases_answered_in_time",
        _("按期回应的平台案件"),
        _in_time(_platform_cases, "answer__answered_on"),
        _INTAKE_SORT,
        _INTAKE,
    ),
    _one("cooperation_due", _("到期的协同请求"), _requests, _REQUEST_SORT, _REQUEST),
    _one(
        "cooperation_answered_in_time",
        _("按期答复的协同请求"),
        _in_time(_requests, "reply__replied_on"),
        _REQUEST_SORT,
        _REQUEST,
    ),
)
