"""Watches over compulsory measures: what is held longer than the law lets."""

import datetime as dt
from collections.abc import Iterator

from fazhi.proceedings.compulsory_measures.queries import overdue_measures
from fazhi.proceedings.supervision.rules import Look, Observation, watches

_DAY = dt.timedelta(days=1)


@watches("measure_overdue")
def measures_overdue(look: Look) -> Iterator[Observation]:
    """Look for measures of which the day of the law has passed."""
    for measure in overdue_measures(look.seat, look.day):
        due_on = measure.due_on or look.day
        yield Observation(
            subject=f"{measure.pk}:{due_on}",
            title=f"{measure.number} {measure.get_status_display()}，应于 {due_on} 前办理",
            since=due_on + _DAY,
            dossier=measure.dossier,
        )
