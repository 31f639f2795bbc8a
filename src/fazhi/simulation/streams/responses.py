"""What others ask of the house and it of them: answered in time, all by the year's end."""

import datetime as dt
import random
from collections.abc import Callable, Iterator
from functools import partial
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cooperation.access import visible_requests
from fazhi.proceedings.cooperation.actions import (
    register_cooperation_requests,
    reply_to_cooperation_requests,
)
from fazhi.proceedings.cooperation.choices import (
    CooperationDirection,
    CooperationGround,
    CooperationStatus,
)
from fazhi.proceedings.cooperation.inputs import CooperationAnswer, CooperationInput
from fazhi.proceedings.leads.access import visible_intakes
from fazhi.proceedings.leads.actions import (
    accept_intakes,
    decline_intakes,
    receive_intakes,
    reply_to_platform_cases,
)
from fazhi.proceedings.leads.choices import (
    PLATFORM_SOURCES,
    DeclineReason,
    IntakeKind,
    IntakeStatus,
    LeadSource,
)
from fazhi.proceedings.leads.inputs import (
    AcceptanceInput,
    DeclineInput,
    IntakeInput,
    IntakeResultInput,
)
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

_SENDERS = {
    LeadSource.HOTLINE: "12345热线平台（演示）",
    LeadSource.UPPER_PLATFORM: "上级执法监管平台（演示）",
    LeadSource.OTHER_DEPARTMENT: "区级部门（演示）",
}
_WHAT = ("占道经营", "乱堆建筑垃圾", "擅自张贴广告", "夜间施工噪声")
_AGENCIES = ("区市场监督管理局（演示）", "区自然资源和规划局（演示）", "区生态环境局（演示）")
_SUBJECTS = ("请求认定物品性质", "请求提供登记信息", "请求派员参加联合检查")
#: One lead in so many turns out to be nothing.
_ONE_IN = 5


def receive(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Receive what reaches the house on a day, each when it comes."""
    makers: dict[str, Callable[[Stage, Seat, random.Random, dt.datetime, str], object]] = {
        "leads": _receive_lead,
        "platform_cases": _receive_case,
        "cooperation_requests": _register_request,
    }
    for name, make in makers.items():
        chance = stage.chance(name, day)
        first, count = stage.serial(name, day), stage.count(name, day)
        moments = sorted(stage.moment(chance, day, (8, 16)) for _ in range(count))
        for number, moment in enumerate(moments, start=first + 1):
            seat = cast.one(Post.CLERK).seat
            doing = partial(make, stage, seat, chance, moment, f"演示{day.year}-{number:04d}")
            yield Scheduled(moment, doing)


def answer(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Answer in the evening what came on the days before; on the last day of the year all."""
    recent = (day - dt.timedelta(days=back) for back in range(14))
    names = ("leads", "platform_cases", "cooperation_requests")
    if any(stage.count(name, each) for each in recent if each >= stage.days[0] for name in names):
        before = clock.at_local(day + dt.timedelta(days=stage.is_last(day)))
        chance = stage.chance("answers", day)
        leader = cast.one(Post.SQUAD_LEADER).seat
        yield Scheduled(
            clock.at_local(day, dt.time(17, 40)), partial(_answer, leader, before, chance)
        )


def _receive_lead(
    stage: Stage, seat: Seat, chance: random.Random, moment: dt.datetime, number: str
) -> None:
    source, spot = chance.choice(PLATFORM_SOURCES), stage.spot(chance, clock.day_of(moment))
    given = IntakeInput(
        source=source,
        sender=_SENDERS[source],
        outside_number=f"XS{number}",
        received_at=moment,
        description=f"反映{chance.choice(_WHAT)}。（演示）",
        place=spot.place,
        longitude=spot.longitude,
        latitude=spot.latitude,
    )
    receive_intakes(seat, IntakeKind.LEAD, [given])


def _receive_case(
    stage: Stage, seat: Seat, chance: random.Random, moment: dt.datetime, number: str
) -> None:
    spot = stage.spot(chance, clock.day_of(moment))
    given = IntakeInput(
        sender=_SENDERS[LeadSource.UPPER_PLATFORM],
        outside_number=f"AJ{number}",
        received_at=moment,
        description=f"交办{chance.choice(_WHAT)}案件。（演示）",
        place=spot.place,
        longitude=spot.longitude,
        latitude=spot.latitude,
    )
    receive_intakes(seat, IntakeKind.PLATFORM_CASE, [given])


def _register_request(
    _stage: Stage, seat: Seat, chance: random.Random, moment: dt.datetime, number: str
) -> None:
    given = CooperationInput(
        direction=chance.choice(tuple(CooperationDirection)),
        agency=chance.choice(_AGENCIES),
        outside_number=f"XT{number}",
        subject=f"{chance.choice(_SUBJECTS)}（演示）",
        content="请予协助。（演示）",
        ground=CooperationGround.PENALTY_LAW,
        requested_at=moment,
    )
    register_cooperation_requests(seat, [given])


def _answer(seat: Seat, before: dt.datetime, chance: random.Random) -> None:
    _answer_leads(seat, before, chance)
    _answer_cases(seat, before)
    open_ones = visible_requests(seat).filter(
        status=CooperationStatus.OPEN, requested_at__lt=before
    )
    keys = list(open_ones.order_by("requested_at", "pk").values_list("pk", flat=True))
    if keys:
        said = [CooperationAnswer(key, "已协助办理。（演示）", clock.today()) for key in keys]
        reply_to_cooperation_requests(seat, said)


def _answer_leads(seat: Seat, before: dt.datetime, chance: random.Random) -> None:
    keys = _waiting(seat, IntakeKind.LEAD, before)
    nothing = {key for key in keys if chance.randrange(_ONE_IN) == 0}
    if taken := [AcceptanceInput(key) for key in keys if key not in nothing]:
        accept_intakes(seat, IntakeKind.LEAD, taken)
    reason, note = DeclineReason.NO_FACTS, "到场核实，未发现所反映的情况。（演示）"
    if left := [DeclineInput(key, reason, note) for key in keys if key in nothing]:
        decline_intakes(seat, IntakeKind.LEAD, left)


def _answer_cases(seat: Seat, before: dt.datetime) -> None:
    keys = _waiting(seat, IntakeKind.PLATFORM_CASE, before)
    if keys:
        accept_intakes(seat, IntakeKind.PLATFORM_CASE, [AcceptanceInput(key) for key in keys])
        results = [IntakeResultInput(key, "已到场处理。（演示）") for key in keys]
        reply_to_platform_cases(seat, results)


def _waiting(seat: Seat, kind: IntakeKind, before: dt.datetime) -> list[UUID]:
    rows = visible_intakes(seat, kind).filter(status=IntakeStatus.RECEIVED, received_at__lt=before)
    return list(rows.order_by("received_at", "pk").values_list("pk", flat=True))
