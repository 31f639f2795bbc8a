"""Measures of cases: filed, decided, reviewed on three levels, and the fines."""

from functools import reduce

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from fazhi.law.rules.review import LEVELS
from fazhi.outcomes.indicators.measures import PROCEEDS, Columns, Measure, Part
from fazhi.outcomes.indicators.period import Period
from fazhi.proceedings.cases.choices import CaseProcedure
from fazhi.proceedings.cases.models import Case, CaseStep

_CASE: Columns = (
    (_("案号"), lambda case: case.number),
    (_("程序"), lambda case: case.get_procedure_display()),
    (_("案由"), lambda case: case.power.name),
    (_("立案时间"), lambda case: case.opened_at),
    (_("决定时间"), lambda case: case.decided_at or ""),
    (_("罚款"), lambda case: case.fine),
    (_("办理阶段"), lambda case: case.get_status_display()),
)
_SORT = ("-opened_at", "-dossier")


def _on_the_spot(authority: str, period: Period) -> QuerySet[Case]:
    return _decided(authority, period).filter(procedure=CaseProcedure.SUMMARY)


def _filed(authority: str, period: Period) -> QuerySet[Case]:
    """Ordinary cases whose filing was approved in the period."""
    filings = CaseStep.objects.filter(
        period.holds("happened_at"), case=OuterRef("pk"), step="case_filing"
    )
    rows = Case.objects.filter(Exists(filings), authority=authority)
    return rows.select_related("power")


def _ordinary_decided(authority: str, period: Period) -> QuerySet[Case]:
    return _decided(authority, period).filter(procedure=CaseProcedure.ORDINARY)


def _reviewed(authority: str, period: Period) -> QuerySet[Case]:
    """Ordinary decisions of the period before which each of the three levels gave its opinion."""
    levels = [
        Exists(
            CaseStep.objects.filter(
                case=OuterRef("pk"), step=level, happened_at__lte=OuterRef("decided_at")
            )
        )
        for level in LEVELS
    ]
    return reduce(
        lambda rows, level: rows.filter(level), levels, _ordinary_decided(authority, period)
    )


def _fined(authority: str, period: Period) -> QuerySet[Case]:
    return _decided(authority, period).filter(fine__gt=0)


def _decided(authority: str, period: Period) -> QuerySet[Case]:
    rows = Case.objects.filter(period.holds("decided_at"), authority=authority)
    return rows.select_related("power")


_ON_THE_SPOT = Part("on_the_spot", _("简易程序案件"), _on_the_spot, _SORT, _CASE)
_ORDINARY = Part("ordinary", _("普通程序案件"), _filed, _SORT, _CASE)

CASE_MEASURES = (
    Measure("cases_filed", _("立案"), (_ON_THE_SPOT, _ORDINARY)),
    Measure("cases_on_the_spot", _("简易程序案件"), (_ON_THE_SPOT,)),
    Measure("cases_ordinary", _("普通程序案件"), (_ORDINARY,)),
    Measure(
        "cases_ordinary_decided",
        _("普通程序处罚决定"),
        (Part("decided", _("普通程序处罚决定"), _ordinary_decided, _SORT, _CASE),),
    ),
    Measure(
        "cases_reviewed_on_three_levels",
        _("经三级审核的普通程序决定"),
        (Part("reviewed", _("经三级审核的普通程序决定"), _reviewed, _SORT, _CASE),),
    ),
    Measure(
        "fines",
        _("罚款金额"),
        (Part("fines", _("有罚款的案件"), _fined, _SORT, _CASE),),
        total=PROCEEDS,
    ),
)
