"""Campaign items: visits with nothing found, and the problems among them until they are closed."""

import datetime as dt
from collections.abc import Iterator, Sequence
from functools import partial

from fazhi.kernel import clock
from fazhi.proceedings.issues.access import visible_issues
from fazhi.proceedings.issues.actions import (
    close_issues,
    handle_issues,
    open_issues,
    record_visits,
    verify_issues,
)
from fazhi.proceedings.issues.choices import CampaignKind, IssueSource, IssueStatus
from fazhi.proceedings.issues.inputs import (
    ClosingInput,
    HandlingInput,
    IssueInput,
    VerificationInput,
    VisitInput,
)
from fazhi.registers.competence.queries import categories_on
from fazhi.registers.places.queries import grids_on
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Actor, Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

_HOURS = (8, 17)
_ROUND = 3  # a grid worker goes round the own grids every third day


def visit(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Record the visits of a day: one batch for each grid worker, as a phone sends it."""
    workers = _out_today(cast, day)
    items = [item for kind in CampaignKind for item in _visits(stage, day, kind)]
    for number, worker in enumerate(workers):
        mine = items[number :: len(workers)]
        if mine:
            sending = partial(record_visits, worker.seat, f"{day}:{number}", mine)
            yield Scheduled(clock.at_local(day, dt.time(17, 30, number % 60)), sending)


def find(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Open the problems that the campaigns of a day found."""
    workers = _out_today(cast, day)
    inputs = [item for kind in CampaignKind for item in _problems(stage, day, kind)]
    for number, worker in enumerate(workers):
        mine = inputs[number :: len(workers)]
        if mine:
            opening = partial(open_issues, worker.seat, mine)
            yield Scheduled(clock.at_local(day, dt.time(17, 40, number % 60)), opening)


def settle(_stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Handle the issues of earlier days, check them and tell those who found them."""
    officer, dispatcher = cast.one(Post.OFFICER), cast.one(Post.DISPATCHER)
    for actor, hour, status in (
        (officer, 10, IssueStatus.ASSIGNED),
        (dispatcher, 15, IssueStatus.HANDLED),
        (dispatcher, 16, IssueStatus.VERIFIED),
    ):
        taking = partial(_step, actor, day, status)
        yield Scheduled(clock.at_local(day, dt.time(hour)), taking)


def _out_today(cast: Cast, day: dt.date) -> list[Actor]:
    """Return the grid workers whose round falls on the day."""
    workers = cast.all(Post.GRID_WORKER)
    return workers[day.toordinal() % _ROUND :: _ROUND] or workers


def _step(actor: Actor, day: dt.date, status: IssueStatus) -> None:
    """Take every issue opened before the day one step on."""
    rows = visible_issues(actor.seat).filter(status=status, opened_at__lt=clock.at_local(day))
    keys = list(rows.order_by("opened_at", "pk").values_list("pk", flat=True))
    if not keys:
        return
    if status is IssueStatus.ASSIGNED:
        handle_issues(actor.seat, [HandlingInput(key, "已到场处置。") for key in keys])
    elif status is IssueStatus.HANDLED:
        verify_issues(actor.seat, [VerificationInput(key, is_resolved=True) for key in keys])
    else:
        close_issues(actor.seat, [ClosingInput(key, "已处置完毕，谢谢。") for key in keys])


def _visits(stage: Stage, day: dt.date, kind: CampaignKind) -> list[VisitInput]:
    count = stage.count(kind.value, day) - stage.count(f"{kind.value}_problems", day)
    if not count:
        return []
    chance = stage.chance(f"visits:{kind.value}", day)
    grids = [grid.id for grid in grids_on(stage.authority, day)]
    campaigns = _chosen(stage, day, kind, count)
    start = clock.at_local(day)
    first, last = (hour * 3600 for hour in _HOURS)
    return [
        VisitInput(
            key=f"{kind.value}:{day}:{number}",
            grid_id=chance.choice(grids),
            visited_at=start + dt.timedelta(seconds=chance.randrange(first, last)),
            campaign_id=stage.campaigns[campaigns[number]],
        )
        for number in range(count)
    ]


def _problems(stage: Stage, day: dt.date, kind: CampaignKind) -> list[IssueInput]:
    count = stage.count(f"{kind.value}_problems", day)
    chance = stage.chance(f"problems:{kind.value}", day)
    categories = [each for each in categories_on(stage.authority, day) if each.is_leaf]
    campaigns = _chosen(stage, day, kind, count)
    inputs = []
    for number in range(count):
        category = chance.choice(categories)
        inputs.append(
            IssueInput(
                key=f"{kind.value}:{day}:{number}",
                category_code=category.code,
                title=f"{category.name}（{campaigns[number]}）",
                spot=stage.spot(chance, day),
                source=IssueSource.CAMPAIGN,
                found_at=stage.moment(chance, day, _HOURS),
                campaign_id=stage.campaigns[campaigns[number]],
            )
        )
    return inputs


def _chosen(stage: Stage, day: dt.date, kind: CampaignKind, count: int) -> Sequence[str]:
    running = stage.running(day, kind)
    if not count:
        return ()
    chance = stage.chance(f"campaigns:{kind.value}", day)
    weights = [each.weight for each in running]
    return chance.choices([each.name for each in running], weights=weights, k=count)
