"""Decisions made public: taken up in the morning, looked at by a reviewer, then by a clerk."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.outcomes.publication.access import visible_publications
from fazhi.outcomes.publication.actions import (
    confirm_publications,
    propose_publications,
    review_publications,
)
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.inputs import ConfirmationInput, ProposalInput, SecondLookInput
from fazhi.outcomes.publication.queries import decision_documents, due_cases
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

if TYPE_CHECKING:
    from fazhi.outcomes.publication.models import Publication


def publish(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Publish on a working day what was decided before it; on the last day whatever is left."""
    if not stage.plan.volumes.ordinary_cases:
        return
    if not stage.calendar.is_working_day(day) and not stage.is_last(day):
        return
    reviewer, clerk = cast.one(Post.CASE_REVIEWER).seat, cast.one(Post.CLERK).seat
    yield Scheduled(clock.at_local(day, dt.time(17, 50)), partial(_propose, clerk))
    yield Scheduled(clock.at_local(day, dt.time(17, 53)), partial(_confirm, reviewer))
    yield Scheduled(clock.at_local(day, dt.time(17, 56)), partial(_look_again, clerk))


def _propose(seat: Seat) -> None:
    cases = list(due_cases().filter(authority=seat.authority))
    ready = decision_documents(cases) if cases else {}
    propose_publications(
        seat, [ProposalInput(case_id=each.pk) for each in cases if each.pk in ready]
    )


def _confirm(seat: Seat) -> None:
    rows = _in_state(seat, PublicationState.PROPOSED)
    inputs = [
        ConfirmationInput(publication_id=row.pk, seen_hash=copy_of(row).digest) for row in rows
    ]
    if inputs:
        confirm_publications(seat, inputs)


def _look_again(seat: Seat) -> None:
    rows = _in_state(seat, PublicationState.CONFIRMED)
    inputs = [SecondLookInput(publication_id=row.pk, seen_hash=row.copy_hash) for row in rows]
    if inputs:
        review_publications(seat, inputs)


def _in_state(seat: Seat, state: PublicationState) -> list["Publication"]:
    rows = visible_publications(seat).filter(state=state)
    return list(rows.select_related("document", "dossier").order_by("pk"))
