"""Joint meetings of the year: planned a week before, held, minuted, and what they resolved done."""

import datetime as dt
import random
from collections.abc import Iterator, Sequence
from functools import partial
from uuid import UUID

from fazhi.capabilities.meetings.access import visible_meetings
from fazhi.capabilities.meetings.actions import (
    add_agenda_items,
    complete_resolutions,
    hold_meeting,
    issue_minutes,
    plan_meetings,
    record_resolutions,
)
from fazhi.capabilities.meetings.choices import AgendaResult, MeetingKind
from fazhi.capabilities.meetings.inputs import (
    AgendaItemInput,
    AttendanceInput,
    CompletionInput,
    HoldingInput,
    MeetingInput,
    ResolutionInput,
    ResultInput,
)
from fazhi.capabilities.meetings.queries import listed_resolutions
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Actor, Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

#: A meeting is announced so many days before it is held.
NOTICE = dt.timedelta(days=7)
#: Between so many days after the meeting what it resolved is due; all of it is done by then.
_DUE = (5, 8)
_PLACE = "街道三楼会议室（演示）"
_GUESTS = ("区综合行政执法局（演示）", "辖区派出所（演示）")
#: What a meeting talks about, and what is then to be done by whom.
_TOPICS: tuple[tuple[str, str, Role], ...] = (
    ("投诉举报办理情况", "对重复投诉的点位列出清单并上门回访", Role.DISPATCHER),
    ("占道经营整治", "划定临时疏导点并张贴告示", Role.SQUAD_LEADER),
    ("人行道违停治理", "与交警中队核对抄告移交情况", Role.SQUAD_LEADER),
    ("专项排查进展", "汇总本月排查发现的问题并通报各社区", Role.DISPATCHER),
    ("下沉人员管理", "核对下月排班和执法证有效期", Role.CLERK),
    ("案卷质量", "抽查当月案卷并反馈问题", Role.CASE_REVIEWER),
    ("执法事项承接", "整理用不上、办不了的事项报区里研究", Role.CLERK),
)


def convene(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Announce the meetings to be held a week later."""
    held_on = day + NOTICE
    if held_on > stage.days[-1] or not stage.count("meetings", held_on):
        return
    yield Scheduled(clock.at_local(day, dt.time(9, 50)), partial(_plan, stage, cast, held_on))


def meet(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Hold the meetings of a day, record what they resolved, issue their minutes."""
    for number in range(stage.count("meetings", day)):
        planned_at = _begins_at(day, number)
        chance = stage.chance(f"meetings:{number}", day)
        topics = chance.sample(_TOPICS, chance.choice((2, 3)))
        due = [day + dt.timedelta(days=chance.randint(*_DUE)) for _topic in topics]
        holding = partial(_hold, cast, planned_at, topics, due)
        yield Scheduled(planned_at + dt.timedelta(minutes=100), holding)


def follow_up(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Complete on the eve of its due day, or on the day itself, what meetings resolved."""
    recent = (day - dt.timedelta(days=back) for back in range(_DUE[1] + 1))
    if any(each >= stage.days[0] and stage.count("meetings", each) for each in recent):
        chance = stage.chance("resolutions", day)
        yield Scheduled(clock.at_local(day, dt.time(16, 30)), partial(_complete, cast, day, chance))


def _begins_at(day: dt.date, number: int) -> dt.datetime:
    return clock.at_local(day, dt.time(9 + 2 * number))


def _plan(stage: Stage, cast: Cast, held_on: dt.date) -> None:
    clerk = cast.one(Post.CLERK)
    chair, *members = [each.officer_id for each in _leaders(cast)]
    plan_meetings(
        clerk.seat,
        [
            MeetingInput(
                key=f"joint meeting {held_on} {number}",
                kind=MeetingKind.JOINT_MEETING,
                title=f"{held_on.month}月综合行政执法联席办公会议",
                planned_at=_begins_at(held_on, number),
                place=_PLACE,
                chair_id=chair,
                minute_taker_id=clerk.officer_id,
                member_ids=tuple(members),
                guests=_GUESTS,
            )
            for number in range(stage.count("meetings", held_on))
        ],
    )


def _leaders(cast: Cast) -> list[Actor]:
    """Return who meets: the head first, or whoever leads a squad while the head is away."""
    posts = (Post.HEAD, Post.SQUAD_LEADER, Post.CASE_REVIEWER, Post.DISPATCHER)
    return [actor for post in posts for actor in cast.all(post)]


def _hold(
    cast: Cast,
    planned_at: dt.datetime,
    topics: Sequence[tuple[str, str, Role]],
    due: Sequence[dt.date],
) -> None:
    clerk = cast.one(Post.CLERK).seat
    meetings = visible_meetings(clerk).filter(kind=MeetingKind.JOINT_MEETING)
    meeting = meetings.get(planned_at=planned_at)
    items = add_agenda_items(
        clerk, meeting.pk, [AgendaItemInput(title=title) for title, _act, _owner in topics]
    )
    present = {actor.officer_id for actor in (*_leaders(cast), *cast.all(Post.CLERK))}
    invited = meeting.attendees.order_by("id").values_list("officer_id", "agency")
    hold_meeting(
        clerk,
        HoldingInput(
            meeting_id=meeting.pk,
            held_at=planned_at,
            attendance=tuple(_attendance(*each, present=present) for each in invited),
            chair_id=meeting.chair_id
            if meeting.chair_id in present
            else _leaders(cast)[0].officer_id,
        ),
    )
    record_resolutions(
        clerk,
        meeting.pk,
        [
            ResultInput(item_id=each.pk, result=AgendaResult.ADOPTED, conclusion="会议同意。")
            for each in items
        ],
        [
            ResolutionInput(text=act, due_on=day, role=owner, item_id=item.pk)
            for (_title, act, owner), day, item in zip(topics, due, items, strict=True)
        ],
    )
    issue_minutes(clerk, meeting.pk)


def _attendance(officer_id: UUID | None, agency: str, *, present: set[UUID]) -> AttendanceInput:
    is_present = officer_id is None or officer_id in present
    return AttendanceInput(
        officer_id=officer_id,
        agency=agency,
        is_present=is_present,
        reason="" if is_present else "请假",
    )


def _complete(cast: Cast, day: dt.date, chance: random.Random) -> None:
    clerk = cast.one(Post.CLERK).seat
    last = day + dt.timedelta(days=chance.randint(0, 1))
    rows = listed_resolutions(clerk).filter(done_on__isnull=True, due_on__lte=last)
    done = [
        CompletionInput(resolution_id=key, done_on=day, proof="已办理，情况附工作台账（演示）。")
        for key in rows.order_by("due_on", "id").values_list("id", flat=True)
    ]
    if done:
        complete_resolutions(clerk, done)
