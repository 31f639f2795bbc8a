"""Reads of measures that more than one caller uses."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.answer import Answer
from fazhi.law.case_acts import CaseAct
from fazhi.law.rules.measure_steps import no_measure_stands
from fazhi.proceedings.compulsory_measures.access import visible_measures
from fazhi.proceedings.compulsory_measures.choices import AT_REST, NOT_BEGUN
from fazhi.proceedings.compulsory_measures.file import MeasureRows
from fazhi.proceedings.compulsory_measures.models import CompulsoryMeasure, MeasureOfficer
from fazhi.proceedings.compulsory_measures.movement import measures_of


def listed_measures(seat: Seat) -> QuerySet[CompulsoryMeasure]:
    """Return the measures that a person may see, with what a list shows of each."""
    handlers = MeasureOfficer.objects.select_related("officer").order_by("id")
    rows = visible_measures(seat).select_related("dossier", "case_dossier", "power", "party")
    return rows.prefetch_related(Prefetch("officers", queryset=handlers, to_attr="handlers"))


def measures_in_case(seat: Seat, case_dossier_id: UUID) -> list[CompulsoryMeasure]:
    """Return the measures of a case that a person may see, for the page of the case."""
    rows = visible_measures(seat).filter(case_dossier_id=case_dossier_id)
    return list(rows.select_related("dossier").order_by("proposed_at", "pk"))


def standing_measures(case_dossiers: Collection[UUID]) -> QuerySet[CompulsoryMeasure]:
    """Return the measures in some cases by which anything is held, or freed and not returned."""
    rows = CompulsoryMeasure.objects.filter(case_dossier_id__in=case_dossiers)
    return rows.exclude(status__in=[*AT_REST, *NOT_BEGUN]).order_by("proposed_at", "pk")


def cases_may_end(case_dossiers: Collection[UUID], day: dt.date) -> Answer:
    """Return what the law says to cases that are about to end (COE-031)."""
    return no_measure_stands(day=day, count=standing_measures(case_dossiers).count())


def acts_in_case(case_dossier_id: UUID) -> tuple[CaseAct, ...]:
    """Return the acts of all measures of a case as the examiner knows them, file by file."""
    rows = [MeasureRows.of(measure) for measure in measures_of(case_dossier_id)]
    return tuple(act for each in rows for act in each.for_examiner())


def overdue_measures(seat: Seat, day: dt.date) -> QuerySet[CompulsoryMeasure]:
    """Return the measures of which the day of the law has passed (COE-003, COE-006)."""
    rows = visible_measures(seat).filter(due_on__lt=day).exclude(status__in=AT_REST)
    return rows.select_related("dossier").order_by("due_on", "pk")


def days_left(measure: CompulsoryMeasure) -> int | None:
    """Return how many calendar days remain; negative when overdue, None without a day."""
    return (measure.due_on - clock.today()).days if measure.due_on else None
