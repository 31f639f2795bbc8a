"""Parking referrals and persuasions: taken in the street, reviewed, handed over with a receipt."""

import datetime as dt

from fazhi.kernel import clock
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
from fazhi.simulation.stage import Stage

_RECEIVER = "公安交警大队（演示）"
_COLOURS = ("白色", "黑色", "灰色", "蓝色", "红色", "银色")
_HAND_OVER_WEEKDAY = 4  # Fridays; receipts come on Mondays
_RECEIPT_WEEKDAY = 0


def refer(stage: Stage, cast: Cast, day: dt.date) -> None:
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
    with clock.standing_at(clock.at_local(day, dt.time(18))):
        refer_parking(first.seat, inputs)


def process(stage: Stage, cast: Cast, day: dt.date) -> None:
    """Review what was taken before the day, hand over on Fridays, note receipts on Mondays."""
    clerk = cast.one(Post.CLERK)
    ends = stage.is_last(day)
    with clock.standing_at(clock.at_local(day, dt.time(19, 10))):
        rows = visible_referrals(clerk.seat).order_by("noticed_at", "pk")
        taken = list(rows.filter(status=ReferralStatus.TAKEN).values_list("pk", flat=True))
        if taken:
            review_referrals(clerk.seat, [ReviewInput(key, is_passed=True) for key in taken])
        if day.weekday() == _HAND_OVER_WEEKDAY or ends:
            reviewed = list(
                rows.filter(status=ReferralStatus.REVIEWED).values_list("pk", flat=True)
            )
            if reviewed:
                hand_over_referrals(clerk.seat, reviewed, _RECEIVER)
    if day.weekday() == _RECEIPT_WEEKDAY or ends:
        with clock.standing_at(clock.at_local(day, dt.time(19, 20))):
            for batch in visible_hand_overs(clerk.seat).filter(received_at__isnull=True):
                receive_hand_over(clerk.seat, batch.id, f"回执（演示）{batch.number}")


def persuade_some(stage: Stage, cast: Cast, day: dt.date) -> None:
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
    with clock.standing_at(clock.at_local(day, dt.time(20))):
        persuade(first.seat, inputs)
