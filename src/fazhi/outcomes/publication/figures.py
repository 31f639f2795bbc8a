"""Figures of publication: published in time, of what fell due; offered to indicators."""

from pathlib import Path

from django.db.models import F, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from fazhi.kernel import clock
from fazhi.outcomes.indicators.definitions import offer
from fazhi.outcomes.indicators.measures import Columns, Measure, Part, Records
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.models import Publication

_COLUMNS: Columns = (
    (_("决定书文号"), lambda row: row.number),
    (_("案由"), lambda row: row.title),
    (_("决定日期"), lambda row: row.decided_on),
    (_("公开期限"), lambda row: row.due_on),
    (_("公开日"), lambda row: row.published_on or ""),
    (_("状态"), lambda row: row.get_state_display()),
)


def _due(authority: str, period: Period) -> "QuerySet[Publication]":
    """Decisions to be published by a day of the period: published, or the day has passed.

    Those that a person decided not to publish, with a reason, are not owed.
    """
    fallen_due = Q(published_on__isnull=False) | Q(due_on__lt=clock.today())
    rows = Publication.objects.filter(fallen_due, authority=authority)
    rows = rows.filter(due_on__range=(period.since, period.until))
    return rows.exclude(state=PublicationState.NOT_PUBLISHED)


def _in_time(authority: str, period: Period) -> "QuerySet[Publication]":
    return _due(authority, period).filter(published_on__lte=F("due_on"))


def _measure(key: str, label: Promise, records: Records) -> Measure:
    part = Part(key, label, records, ("-due_on", "-id"), _COLUMNS)
    return Measure(key, label, (part,))


offer(
    Path(__file__).parent / "definitions",
    [
        _measure("publications_in_time", _("按期公开的处罚决定"), _in_time),
        _measure("publications_due", _("到期应公开的处罚决定"), _due),
    ],
)
