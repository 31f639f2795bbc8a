"""Telephone complaints: received at the desk, answered within two days, all by the year's end."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.issues.access import visible_reports
from fazhi.proceedings.issues.actions import receive_reports, reply_to_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReplyInput, ReportInput
from fazhi.registers.competence.queries import categories_on
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

_STATEMENTS = (
    "来电反映沿街店铺占道经营，影响通行。（演示）",
    "来电反映夜间施工有噪声。（演示）",
    "来电反映小区门口垃圾没有及时清运。（演示）",
    "来电反映人行道上停满车辆。（演示）",
    "来电反映楼道里堆放杂物。（演示）",
)
_ANSWER = "您反映的情况已到现场核实处理，现已答复办结。（演示）"


def receive(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Receive the calls of a day, each when it comes."""
    clerk = cast.one(Post.CLERK)
    chance = stage.chance("complaints", day)
    count = stage.count("telephone_complaints", day)
    first = stage.serial("telephone_complaints", day)
    codes = [each.code for each in categories_on(stage.authority, day) if each.is_leaf]
    moments = sorted(stage.moment(chance, day, (8, 18)) for _ in range(count))
    for number, moment in enumerate(moments):
        given = ReportInput(
            key=f"telephone:{first + number}",
            channel=Channel.TELEPHONE,
            statement=chance.choice(_STATEMENTS),
            spot=stage.spot(chance, day),
            category_code=chance.choice(codes),
            phone=f"000{chance.randrange(10**8):08d}",
            received_at=moment,
        )
        yield Scheduled(moment, partial(receive_reports, clerk.seat, [given]))


def reply(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Reply to the calls of the days before; on the last day of the year to all."""
    before = clock.at_local(day + dt.timedelta(days=stage.is_last(day)))
    replying = partial(_reply, cast.one(Post.CLERK).seat, before)
    yield Scheduled(clock.at_local(day, dt.time(19)), replying)


def _reply(seat: Seat, before: dt.datetime) -> None:
    rows = visible_reports(seat).filter(reply__isnull=True, received_at__lt=before)
    keys = list(rows.order_by("received_at", "id").values_list("id", flat=True))
    if keys:
        reply_to_reports(seat, [ReplyInput(key, _ANSWER) for key in keys])
