"""Conduct and registers: a few complaints and thanks; each month the sources behind the zeros."""

import datetime as dt
import random
from collections.abc import Iterator
from functools import partial

from fazhi.kernel import clock
from fazhi.proceedings.supervision.actions import (
    answer_conduct_complaints,
    appoint_examiners,
    ask_sources,
    receive_conduct_complaints,
    record_commendations,
)
from fazhi.proceedings.supervision.choices import ConductChannel, IncidentKind, TargetKind
from fazhi.proceedings.supervision.inputs import (
    CommendationInput,
    ConductAnswer,
    ConductInput,
    ExaminerInput,
    SourceInput,
    Target,
)
from fazhi.proceedings.supervision.queries import listed_conduct, possible_examiners
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Actor, Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

#: An examiner answers so many days after the complaint came.
_FRIDAY = 4
_ANSWERED_AFTER = dt.timedelta(days=6)
#: Who is asked at the end of each month what the month brought.
_SOURCES = {
    IncidentKind.ACCIDENT: "街道应急管理办公室（演示）",
    IncidentKind.UNLAWFUL_ENFORCEMENT: "区司法局（演示）",
    IncidentKind.PUBLIC_OPINION: "区委宣传部（演示）",
}
_COMPLAINTS = ("来电反映执法人员态度生硬。（演示）", "来电反映执法人员没有说明依据。（演示）")
_THANKS = ("来电感谢及时清理占道堆物。（演示）", "来信感谢耐心劝导。（演示）")


def receive(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Receive the complaints about conduct and the commendations of a day."""
    clerk, chance = cast.one(Post.CLERK), stage.chance("conduct", day)
    first = stage.serial("conduct_complaints", day)
    for number in range(stage.count("conduct_complaints", day)):
        given = ConductInput(
            key=f"conduct:{first + number}",
            channel=ConductChannel.PHONE,
            statement=chance.choice(_COMPLAINTS),
            target=_target(cast, chance),
            phone=f"000{chance.randrange(10**8):08d}",
        )
        at = clock.at_local(day, dt.time(10, number))
        yield Scheduled(at, partial(receive_conduct_complaints, clerk.seat, [given]))
    thanks = [
        CommendationInput(
            channel=ConductChannel.PHONE,
            statement=chance.choice(_THANKS),
            received_on=day,
            target=_target(cast, chance),
        )
        for _number in range(stage.count("commendations", day))
    ]
    if thanks:
        at = clock.at_local(day, dt.time(16))
        yield Scheduled(at, partial(record_commendations, clerk.seat, thanks))


def examine(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Have the head appoint examiners and the examiners answer on Fridays, at the end all of it."""
    if not stage.plan.volumes.conduct_complaints:
        return
    if day.weekday() != _FRIDAY and not stage.is_last(day):
        return
    if cast.all(Post.HEAD):
        at = clock.at_local(day, dt.time(17))
        yield Scheduled(at, partial(_appoint, cast, stage.chance("examiners", day), day))
    before = day if stage.is_last(day) else day - _ANSWERED_AFTER
    yield Scheduled(clock.at_local(day, dt.time(17, 30)), partial(_answer, stage, cast, before))


def ask(
    stage: Stage,  # noqa: ARG001 -- as all streams are called
    cast: Cast,
    day: dt.date,
) -> Iterator[Scheduled]:
    """Ask the sources on the last day of a month what the month brought."""
    if (day + dt.timedelta(days=1)).day != 1:
        return
    inputs = [
        SourceInput(
            kind=kind,
            source=source,
            asked_on=day,
            since=day.replace(day=1),
            until=day,
            answer="没有。（演示）",
        )
        for kind, source in _SOURCES.items()
    ]
    at = clock.at_local(day, dt.time(17, 45))
    yield Scheduled(at, partial(ask_sources, cast.one(Post.CLERK).seat, inputs))


def _target(cast: Cast, chance: random.Random) -> Target:
    return Target(kind=TargetKind.OFFICER, officer_id=chance.choice(cast.pairs).officer_id)


def _appoint(cast: Cast, chance: random.Random, day: dt.date) -> None:
    head = cast.one(Post.HEAD).seat
    there = {each.officer_id for each in _examiners(cast)}
    waiting = listed_conduct(head).filter(examiner=None, answered_at=None)
    inputs = []
    for complaint in waiting.order_by("received_at", "id"):
        able = [each.pk for each in possible_examiners(complaint, day) if each.pk in there]
        if able:
            inputs.append(ExaminerInput(complaint.pk, chance.choice(able)))
    if inputs:
        appoint_examiners(head, inputs)


def _answer(stage: Stage, cast: Cast, before: dt.date) -> None:
    until = clock.at_local(before + dt.timedelta(days=1))
    for actor in _examiners(cast):
        rows = listed_conduct(actor.seat).filter(
            examiner_id=actor.officer_id, answered_at=None, received_at__lt=until
        )
        chance = stage.chance(f"conduct answers {actor.officer_id}", before)
        inputs = [
            ConductAnswer(
                complaint_id=key,
                is_upheld=chance.random() < 1 / 3,
                result="已听取双方说明并查看记录。（演示）",
                answer="您反映的情况已经核实，谢谢监督。（演示）",
            )
            for key in rows.order_by("received_at", "id").values_list("id", flat=True)
        ]
        if inputs:
            answer_conduct_complaints(actor.seat, inputs)


def _examiners(cast: Cast) -> list[Actor]:
    posts = (Post.CASE_REVIEWER, Post.CLERK, Post.DISPATCHER)
    return [actor for post in posts for actor in cast.all(post)]
