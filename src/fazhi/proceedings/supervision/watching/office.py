"""Watches over the work of the office: documents, tasks, what meetings resolved."""

import datetime as dt
from collections.abc import Iterator

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.meetings.queries import overdue_resolutions
from fazhi.capabilities.service import queries as service
from fazhi.capabilities.tasks import queries as tasks
from fazhi.kernel import clock
from fazhi.proceedings.supervision.choices import OWN_TASKS
from fazhi.proceedings.supervision.rules import Look, Observation, watches

_DAY = dt.timedelta(days=1)


@watches("document_unserved")
def documents_unserved(look: Look) -> Iterator[Observation]:
    """Look for documents whose days of service ran out."""
    mine = Document.objects.filter(authority=look.seat.authority).select_related("dossier")
    for document in service.overdue(look.law, service.unserved(mine), look.day):
        due = service.service_due(look.law, document)
        due_on = (due.due_on or due.earliest_on) if due else None
        yield Observation(
            subject=str(document.pk),
            title=f"{document.get_template_display()} {document.number} 应于 {due_on} 前送达",
            since=(due_on or look.day) + _DAY,
            dossier=document.dossier,
        )


@watches("task_overdue")
def tasks_overdue(look: Look) -> Iterator[Observation]:
    """Look for tasks past their time, but those of this room."""
    late = tasks.overdue(look.seat.authority, clock.at_local(look.day))
    for task in late.exclude(kind__in=OWN_TASKS).select_related("dossier"):
        yield Observation(
            subject=str(task.pk),
            title=f"任务“{task.title}”超期",
            since=clock.day_of(task.due_at) + _DAY,
            dossier=task.dossier,
        )


@watches("resolution_overdue")
def resolutions_overdue(look: Look) -> Iterator[Observation]:
    """Look for what meetings resolved and nobody did in time."""
    for row in overdue_resolutions(look.seat, look.day):
        yield Observation(
            subject=str(row.pk),
            title=f"{row.meeting.number}的议决事项超期：{row.text}"[:200],
            since=row.due_on + _DAY,
            dossier=row.meeting.dossier,
        )
