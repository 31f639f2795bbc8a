"""Jobs of tasks: the sweep that warns of what is due."""

from collections.abc import Sequence
from itertools import groupby

from django.db import transaction

from fazhi.capabilities.tasks.actions import warn
from fazhi.capabilities.tasks.models import Task
from fazhi.capabilities.tasks.queries import to_warn
from fazhi.kernel import clock, jobs
from fazhi.kernel.access import Seat

_BATCH = 500


@jobs.sweep(minutes=15)
def warn_of_due() -> None:
    """Warn once of each open task whose day of warning has come.

    The rows say what is due and not yet warned of; the ledger of effects keeps two sweeps that run
    at the same time from warning twice.
    """
    due = to_warn(clock.today()).order_by("authority", "warn_on", "id")[:_BATCH]
    for authority, tasks in groupby(due, key=lambda task: task.authority):
        _warn_once(Seat(authority=authority, name="系统"), list(tasks))


@transaction.atomic
def _warn_once(system: Seat, tasks: Sequence[Task]) -> None:
    warn(system, [task for task in tasks if jobs.once(f"task-warned:{task.pk}")])
