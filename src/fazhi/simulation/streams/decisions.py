"""On-the-spot cases: decided in the street, filed the next days, paid, closed."""

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from fazhi.capabilities.payments.choices import Channel, PaymentPart
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.law.facts import PenaltyKind
from fazhi.proceedings.cases.access import visible_cases
from fazhi.proceedings.cases.actions import (
    close_cases,
    decide_on_the_spot,
    file_cases,
    record_fine_payments,
)
from fazhi.proceedings.cases.choices import CaseProcedure, CaseStatus, DefenceOutcome, Delivery
from fazhi.proceedings.cases.inputs import FinePaymentInput, OnTheSpotInput, OrderToCorrect
from fazhi.proceedings.cases.queries import owed
from fazhi.registers.competence.choices import CorrectionFirst
from fazhi.registers.competence.queries import competence_index, exercisable
from fazhi.registers.parties.actions import enter_parties
from fazhi.registers.parties.choices import PartyKind
from fazhi.registers.parties.inputs import PartyInput
from fazhi.registers.staff.choices import Post
from fazhi.simulation.actors import Cast
from fazhi.simulation.chance import spread, stream
from fazhi.simulation.scheduled import Scheduled
from fazhi.simulation.stage import Stage

if TYPE_CHECKING:
    from fazhi.registers.competence.models import Power

_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


@dataclass(frozen=True, slots=True)
class _Limits:
    """What may be fined on the spot under an item, by kind of party: floor and ceiling in yuan."""

    person: tuple[int, int] | None
    organisation: tuple[int, int] | None


def decide(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """Decide the cases of a day, each by two certified officers on a party of its own."""
    if stage.count("on_the_spot_cases", day):
        deciding = partial(_decide, stage, cast, day)
        yield Scheduled(clock.at_local(day, dt.time(18, 20)), deciding)


def _decide(stage: Stage, cast: Cast, day: dt.date) -> None:
    count = stage.count("on_the_spot_cases", day)
    chance = stage.chance("decisions", day)
    serial = stage.serial("on_the_spot_cases", day)
    wanted = items_of_the_year(stage)[serial : serial + count]
    powers = competence_index(stage.authority, day).powers
    first, second = cast.pair(chance)
    officers = (first.officer_id, second.officer_id)
    given = [_party(stage, powers[code], serial + n) for n, code in enumerate(wanted)]
    parties = enter_parties(first.seat, given)
    inputs = []
    for number, (code, party) in enumerate(zip(wanted, parties, strict=True)):
        draft = _Draft(serial + number, powers[code], PartyKind(party.kind))
        inputs.append(draft.given(stage, chance, day, (party.id, officers)))
    decide_on_the_spot(first.seat, inputs)


def follow(stage: Stage, cast: Cast, day: dt.date) -> Iterator[Scheduled]:
    """File what was decided before the day, take what is paid on it, close what is done."""
    leader, clerk = cast.one(Post.SQUAD_LEADER).seat, cast.one(Post.CLERK).seat
    yield Scheduled(clock.at_local(day, dt.time(9, 30)), partial(_file, leader, day))
    yield Scheduled(clock.at_local(day, dt.time(16, 30)), partial(_collect, stage, clerk, day))


def _file(seat: Seat, day: dt.date) -> None:
    if keys := _earlier(seat, day, CaseStatus.DECIDED):
        file_cases(seat, keys)


def _collect(stage: Stage, seat: Seat, day: dt.date) -> None:
    if payments := _payments(stage, seat, day):
        record_fine_payments(seat, payments)
    if keys := _earlier(seat, day, CaseStatus.PERFORMED):
        close_cases(seat, keys)


def _earlier(seat: Seat, day: dt.date, status: CaseStatus) -> list[UUID]:
    """Return the cases of a status that were decided before a day, the oldest first."""
    rows = visible_cases(seat).filter(
        decided_at__lt=clock.at_local(day), status=status, procedure=CaseProcedure.SUMMARY
    )
    return list(rows.order_by("decided_at", "pk").values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class _Draft:
    serial: int
    power: "Power"
    party_kind: PartyKind

    def given(
        self,
        stage: Stage,
        chance: random.Random,
        day: dt.date,
        people: tuple[UUID, tuple[UUID, ...]],
    ) -> OnTheSpotInput:
        """Return the decision as the officers would enter it."""
        party_id, officer_ids = people
        power = self.power
        moment = stage.moment(chance, day, (8, 18))
        fine = _fine(stage, self.serial, _limits(power), self.party_kind)
        refuses = chance.random() < stage.scenario.shares.refusal_to_sign
        return OnTheSpotInput(
            key=f"{self.serial}",
            power_id=power.id,
            party_id=party_id,
            officer_ids=officer_ids,
            spot=stage.spot(chance, day),
            happened_at=moment,
            decided_at=moment + dt.timedelta(minutes=20),
            facts=f"{power.name.removeprefix('对').removesuffix('的处罚')}。（演示）",
            kinds=(PenaltyKind.FINE,) if fine else (PenaltyKind.WARNING,),
            fine=fine,
            notified_fine=fine,
            are_certificates_shown=True,
            is_notice_given=True,
            defence=DefenceOutcome.WAIVED,
            delivery=Delivery.REFUSAL_NOTED if refuses else Delivery.SIGNED,
            witness="见证人（演示）" if refuses else "",
            correction=_correction(power, day),
            photograph_ids=(chance.choice(stage.photographs),),
        )


def items_of_the_year(stage: Stage) -> list[str]:
    """Return the item of every case of the year: exactly so many different ones, some often."""
    if not stage.items:
        stage.items = _drawn_items(stage)
    return stage.items


def fines_of_the_year(stage: Stage) -> list[Decimal]:
    """Return the fine of every on-the-spot case of the year, as it will be decided."""
    found, items = [], items_of_the_year(stage)
    for day in stage.days:
        powers = competence_index(stage.authority, day).powers
        serial = stage.serial("on_the_spot_cases", day)
        for number in range(serial, serial + stage.count("on_the_spot_cases", day)):
            power = powers[items[number]]
            kind = _party(stage, power, number).kind
            found.append(_fine(stage, number, _limits(power), kind))
    return found


def _drawn_items(stage: Stage) -> list[str]:
    volumes = stage.plan.volumes
    able = [
        each.power.code
        for each in exercisable(stage.authority, stage.days[0])
        if any(_both(_limits(each.power)))
    ]
    if len(able) < volumes.distinct_powers:
        raise ValueError(
            f"{stage.authority}: 可当场实施的事项只有 {len(able)} 项，"
            f"场景要求 {volumes.distinct_powers} 项"
        )
    codes = able[: volumes.distinct_powers]
    more = volumes.on_the_spot_cases - volumes.distinct_powers
    extra = spread(more, [1 / (place + 1) for place in range(len(codes))]) if codes else []
    items = [code for code, times in zip(codes, extra, strict=True) for _ in range(times + 1)]
    stream(stage.seed, stage.authority, "items").shuffle(items)
    return items


def _limits(power: "Power") -> _Limits:
    return _Limits(
        person=_inside(power.fine_min_person, power.fine_max_person, 200),
        organisation=_inside(power.fine_min_organisation, power.fine_max_organisation, 3000),
    )


def _inside(floor: Decimal | None, ceiling: Decimal | None, cap: int) -> tuple[int, int] | None:
    """Return the part of a range that may be fined on the spot, or None where there is none."""
    if ceiling is None or (floor or 0) > cap:
        return None
    lowest = max(int(floor or 0), 20)
    highest = min(int(ceiling), cap)
    return (lowest, highest) if lowest <= highest else None


def _both(limits: _Limits) -> tuple[object, object]:
    return limits.person, limits.organisation


def _party(stage: Stage, power: "Power", serial: int) -> PartyInput:
    chance = stream(stage.seed, stage.authority, "party", serial)
    limits = _limits(power)
    shares = stage.scenario.shares
    drawn = chance.random()
    surname = chance.choice(_SURNAMES)
    if limits.organisation and (drawn < shares.organisation or not limits.person):
        return PartyInput(
            kind=PartyKind.ORGANISATION,
            name=f"演示企业{serial:04d}有限公司",
            legal_representative=f"{surname}某",
            address="演示路 1 号",
            is_demonstration=True,
        )
    if drawn < shares.organisation + shares.individual_business:
        return PartyInput(
            kind=PartyKind.INDIVIDUAL_BUSINESS,
            name=f"演示商店{serial:04d}",
            operator_name=f"{surname}某某",
            address="演示路 2 号",
            is_demonstration=True,
        )
    return PartyInput(
        kind=PartyKind.PERSON,
        name=f"{surname}某",
        address="演示路 3 号",
        is_demonstration=True,
    )


def _fine(stage: Stage, serial: int, limits: _Limits, kind: PartyKind) -> Decimal:
    chance = stream(stage.seed, stage.authority, "fine", serial)
    inside = limits.organisation if kind is PartyKind.ORGANISATION else limits.person
    if inside is None:
        return Decimal(0)
    lowest, highest = inside
    steps = (highest - lowest) // 10
    return Decimal(lowest + 10 * chance.randint(0, steps))


def _correction(power: "Power", day: dt.date) -> OrderToCorrect:
    if power.correction_first == CorrectionFirst.NOT_NEEDED:
        return OrderToCorrect()
    if power.correction_first == CorrectionFirst.REFUSED:
        before = day - dt.timedelta(days=1)
        return OrderToCorrect(ordered_on=before, due_on=before, rechecked_on=day)
    return OrderToCorrect(
        ordered_on=day - dt.timedelta(days=6),
        due_on=day - dt.timedelta(days=2),
        rechecked_on=day,
    )


def _payments(stage: Stage, seat: Seat, day: dt.date) -> list[FinePaymentInput]:
    """Return who pays on the day: each fine has its own day, drawn once from its number."""
    shares = stage.scenario.shares
    found = []
    for each in owed(seat, day):
        chance = stream(stage.seed, stage.authority, "payment", each.case.number)
        is_late = chance.random() < shares.late_payment
        days = chance.randint(20, 40) if is_late else chance.randint(1, 14)
        if day < each.case.decided_on + dt.timedelta(days=days):
            continue
        is_electronic = chance.random() < shares.electronic_payment
        parts = {
            PaymentPart.FINE: each.outstanding.fine,
            PaymentPart.LATE_FINE: each.outstanding.late_fine,
        }
        found += [
            FinePaymentInput(
                case_id=each.case.pk,
                amount=amount,
                paid_on=day,
                channel=Channel.ELECTRONIC if is_electronic else Channel.BANK,
                receipt_number=f"演示票据{each.case.number}{part.label}",
                part=part,
            )
            for part, amount in parts.items()
            if amount
        ]
    return found
