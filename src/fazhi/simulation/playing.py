"""Playing a scenario: set the sub-districts up, then one day after another, each whole."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from operator import attrgetter

from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.identifiers import seeded
from fazhi.kernel.jobs import once
from fazhi.kernel.sequencer import sequence
from fazhi.law.jurisdiction import load_law
from fazhi.simulation.actors import Cast
from fazhi.simulation.chance import stream
from fazhi.simulation.installing import set_up
from fazhi.simulation.scenario import Scenario
from fazhi.simulation.stage import Stage
from fazhi.simulation.streams import (
    complaints,
    decisions,
    lawsuits,
    measures,
    meetings,
    ordinary,
    parking,
    publications,
    responses,
    supervision,
    visits,
)

#: Called with the part of the play, how much of it is done, and how much there is.
Progress = Callable[[str, int, int], None]

_STREAMS = (
    visits.settle,
    complaints.receive,
    decisions.follow,
    decisions.decide,
    parking.refer,
    parking.process,
    parking.persuade_some,
    visits.visit,
    visits.find,
    complaints.reply,
    ordinary.pursue,
    measures.pursue,
    ordinary.close_performed,
    publications.publish,
    lawsuits.pursue,
    meetings.convene,
    meetings.meet,
    meetings.follow_up,
    responses.receive,
    responses.answer,
    supervision.receive,
    supervision.examine,
    supervision.ask,
)
_SEQUENCE_EVERY = 31  # days


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was played: the first authority of the scenario, and the year."""

    authority: str
    year: int
    played_days: int


def _silent(_part: str, _done: int, _whole: int) -> None:
    """Show nothing."""


def play(scenario: Scenario, seed: int | None = None, progress: Progress = _silent) -> Outcome:
    """Play a scenario into this database; what was played before is left as it is.

    A day is one transaction with its mark, so a play that was killed goes on with the next day.
    Within it all is done in the order of the clock. The same scenario and seed give the same
    journal.
    """
    seed = scenario.seed if seed is None else seed
    played = 0
    authorities = []
    for number, plan in enumerate(scenario.authorities):
        stage = set_up(scenario, number, seed, load_law().calendar)
        authorities.append(stage.authority)
        for done, day in enumerate(scenario.days):
            played += _play_day(stage, day)
            if done % _SEQUENCE_EVERY == _SEQUENCE_EVERY - 1:
                sequence(stage.authority)
            progress(f"{plan.register} {scenario.year}", done + 1, len(scenario.days))
        sequence(stage.authority)
    return Outcome(authorities[0], scenario.year, played)


@transaction.atomic
def _play_day(stage: Stage, day: dt.date) -> bool:
    """Play one day of one authority unless it was played before; tell whether it was."""
    with (
        clock.standing_at(clock.at_local(day, dt.time(6))),
        seeded(stream(stage.seed, stage.authority, "identifiers", day.isoformat())),
    ):
        if not once(f"simulation:{stage.scenario.name}:{stage.seed}:{stage.authority}:{day}"):
            return False
        cast = Cast(stage.authority, day)
        acts = [act for stream_of in _STREAMS for act in stream_of(stage, cast, day)]
        for act in sorted(acts, key=attrgetter("at")):
            with clock.standing_at(act.at):
                act.do()
    return True
