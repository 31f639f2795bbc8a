"""Suits of the year against decisions: registered, answered in time, ended by the court."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.access import visible_cases, visible_remedies
from fazhi.proceedings.cases.actions import answer_remedies, end_remedies, register_remedies
from fazhi.proceedings.cases.choices import (
    Attendance,
    CaseProcedure,
    RemedyKind,
    RemedyOutcome,
)
from fazhi.proceedings.cases.inputs import RemedyAnswer, RemedyEnd, RemedyInput
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

_COURT = "某某人民法院（演示）"
#: So many days pass between a decision and a suit, at least.
_AFTER_DECISION = dt.timedelta(days=10)
#: The court sends the copy so long after the suit was filed.
_UNTIL_COPY = dt.timedelta(days=5)
#: The answer is handed in so long after the copy came, and the court rules so long after it.
_UNTIL_ANSWER, _UNTIL_RULING = dt.timedelta(days=9), dt.timedelta(days=58)


def pursue(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Register the suits of a day, answer those of last week, end those the court decided."""
    if not stage.plan.volumes.lawsuits:
        return
    reviewer = cast.one(Post.CASE_REVIEWER).seat
    for number in range(stage.count("lawsuits", day)):
        registering = partial(_register, stage, reviewer, day, number)
        yield Scheduled(clock.at_local(day, dt.time(10, 20)), registering)
    if _had_suits(stage, day - _UNTIL_ANSWER):
        at = clock.at_local(day, dt.time(10, 40))
        yield Scheduled(at, partial(_answer, reviewer, day - _UNTIL_ANSWER, day))
    if _had_suits(stage, day - _UNTIL_RULING):
        at = clock.at_local(day, dt.time(15, 20))
        yield Scheduled(at, partial(_end, stage, reviewer, day - _UNTIL_RULING, day))


def _had_suits(stage: Stage, day: dt.date) -> bool:
    return day >= stage.days[0] and stage.count("lawsuits", day) > 0


def _register(stage: Stage, seat: Seat, day: dt.date, number: int) -> None:
    filed_on = day - _UNTIL_COPY
    before = clock.at_local(filed_on - _AFTER_DECISION)
    rows = visible_cases(seat).filter(decided_at__lt=before, remedies=None)
    cases = rows.order_by("-decided_at", "pk")
    case = cases.filter(procedure=CaseProcedure.ORDINARY).first() or cases.first()
    if case is None:
        raise ValueError(f"no case is decided early enough for a suit on {day}")
    given = RemedyInput(
        case_id=case.pk,
        kind=RemedyKind.LITIGATION,
        body=_COURT,
        applied_on=filed_on,
        received_on=day,
        number=f"（演示）行初{stage.serial('lawsuits', day) + number + 1}号",
    )
    register_remedies(seat, [given])


def _answer(seat: Seat, received_on: dt.date, day: dt.date) -> None:
    keys = _suits(seat, received_on)
    answer_remedies(seat, [RemedyAnswer(remedy_id=key, answered_on=day) for key in keys])


def _end(stage: Stage, seat: Seat, received_on: dt.date, day: dt.date) -> None:
    """End suits: the first of a year was heard with the head there, the later ones are let go."""
    inputs = [
        RemedyEnd(remedy_id=key, outcome=RemedyOutcome.WITHDRAWN, ended_on=day)
        if stage.serial("lawsuits", received_on) + place
        else RemedyEnd(
            remedy_id=key,
            outcome=RemedyOutcome.DISMISSED,
            ended_on=day,
            attended_by=Attendance.HEAD,
        )
        for place, key in enumerate(_suits(seat, received_on))
    ]
    end_remedies(seat, inputs)


def _suits(seat: Seat, received_on: dt.date) -> list[UUID]:
    rows = visible_remedies(seat).filter(kind=RemedyKind.LITIGATION, received_on=received_on)
    return list(rows.order_by("number", "pk").values_list("pk", flat=True))
