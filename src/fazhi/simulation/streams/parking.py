"""Parking referrals and persuasions: taken in the street, reviewed, handed over with a receipt."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.proceedings.cases.access import visible_hand_overs, visible_referrals
from fazhi.proceedings.cases.actions import (
    hand_over_referrals,
    persuade,
    receive_hand_over,
    refer_parking,
    review_referrals,
)
from fazhi.proceedings.cases.choices import ReferralStatus, VehicleType
from fazhi.proceedings.cases.inputs import PersuasionInput, ReferralInput, ReviewInput
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

_RECEIVER = "公安交警大队（演示）"
_COLOURS = ("白色", "黑色", "灰色", "蓝色", "红色", "银色")
_HAND_OVER_WEEKDAY = 4  # Fridays; receipts come on Mondays
_RECEIPT_WEEKDAY = 0


def refer(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Take the referrals of a day as one round of two officers."""
    count = stage.count("parking_referrals", day)
    if not count:
        return
    chance = stage.chance("parking", day)
    first, second = cast.pair(chance)
    serial = stage.serial("parking_referrals", day)
    inputs = []
    for number in range(count):
        photographs = chance.sample(stage.photographs, 2)
        inputs.append(
            ReferralInput(
                key=f"{serial + number}",
                plate=f"浙B·D{(serial + number) * 7919 % 100000:05d}",  # each vehicle once a year
                vehicle_type=VehicleType.SMALL,
                appearance=f"{chance.choice(_COLOURS)}轿车（演示）",
                spot=stage.spot(chance, day),
                noticed_at=clock.at_local(day, dt.time(9)) + dt.timedelta(seconds=40 * number),
                officer_ids=(first.officer_id, second.officer_id),
                photograph_ids=tuple(photographs),
            )
        )
    referring = partial(refer_parking, first.seat, inputs)
    yield Scheduled(clock.at_local(day, dt.time(18)), referring)


def process(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Review what was taken, hand over on Fridays, note receipts on Mondays."""
    seat, ends = cast.one(Post.CLERK).seat, stage.is_last(day)
    yield Scheduled(clock.at_local(day, dt.time(19, 10)), partial(_review, seat))
    if day.weekday() == _HAND_OVER_WEEKDAY or ends:
        yield Scheduled(clock.at_local(day, dt.time(19, 10)), partial(_hand_over, seat))
    if day.weekday() == _RECEIPT_WEEKDAY or ends:
        yield Scheduled(clock.at_local(day, dt.time(19, 20)), partial(_receive, seat))


def _review(seat: Seat) -> None:
    if keys := _in_state(seat, ReferralStatus.TAKEN):
        review_referrals(seat, [ReviewInput(key, is_passed=True) for key in keys])


def _hand_over(seat: Seat) -> None:
    if keys := _in_state(seat, ReferralStatus.REVIEWED):
        hand_over_referrals(seat, keys, _RECEIVER)


def _receive(seat: Seat) -> None:
    for batch in visible_hand_overs(seat).filter(received_at__isnull=True):
        receive_hand_over(seat, batch.id, f"回执（演示）{batch.number}")


def _in_state(seat: Seat, status: ReferralStatus) -> list[UUID]:
    rows = visible_referrals(seat).filter(status=status).order_by("noticed_at", "pk")
    return list(rows.values_list("pk", flat=True))


def persuade_some(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Record the persuasions of a day."""
    count = stage.count("persuasions", day)
    if not count:
        return
    chance = stage.chance("persuasions", day)
    first, _second = cast.pair(chance)
    serial = stage.serial("persuasions", day)
    inputs = []
    for number in range(count):
        spot = stage.spot(chance, day)
        inputs.append(
            PersuasionInput(
                key=f"{serial + number}",
                longitude=spot.longitude,
                latitude=spot.latitude,
                persuaded_at=stage.moment(chance, day, (7, 20)),
            )
        )
    yield Scheduled(clock.at_local(day, dt.time(20)), partial(persuade, first.seat, inputs))
