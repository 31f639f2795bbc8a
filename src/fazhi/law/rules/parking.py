"""Parking on the pavement (人行道违停): who may punish it, and what is referred to the police.

A referral (抄告) hands evidence over; it is never a penalty, has no fine and tells no remedy.
"""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from fazhi.law.answer import Answer, Text
from fazhi.law.documents import DocumentKind, missing_particulars
from fazhi.law.facts import ParkingFacts, PowerFacts
from fazhi.law.jurisdiction import Law
from fazhi.law.rule import rule_text
from fazhi.law.rules.timeliness import by_deadline

#: Words that make a document read as a decision of penalty.
_PENALTY_WORDS = ("处罚", "罚款")


class ParkingRoute(StrEnum):
    """Who deals with a vehicle on the pavement (处理途径)."""

    OWN_CASE = "own_case"
    REFERRAL = "referral"


@dataclass(frozen=True, slots=True)
class VehicleFacts:
    """How the vehicle stood, and what was done with it on the spot (现场处置)."""

    is_on_pavement: bool = True
    is_in_marked_bay: bool = False
    driver_would_leave: bool = False
    obstructs: bool = True
    is_fined_or_towed: bool = False
    is_towed: bool = False
    towing_fee_taken: bool = False
    place_told: bool = False


def parked_unlawfully(vehicle: VehicleFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《道路交通安全法》第五十六条: no parking on the pavement outside marked bays (PAR-001)."""
    return rule_text("PAR-001").judge(
        day,
        {
            "not_on_the_pavement": not vehicle.is_on_pavement,
            "in_a_bay": vehicle.is_on_pavement and vehicle.is_in_marked_bay,
        },
    )


def dealt_with_on_the_spot(vehicle: VehicleFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """《道路交通安全法》第九十三条: leave first; towing is free and its place told (PAR-002)."""
    return rule_text("PAR-002").judge(
        day,
        {
            "driver_would_leave": vehicle.is_fined_or_towed and vehicle.driver_would_leave,
            "does_not_obstruct": vehicle.is_fined_or_towed and not vehicle.obstructs,
            "fee_taken": vehicle.is_towed and vehicle.towing_fee_taken,
            "place_not_told": vehicle.is_towed and not vehicle.place_told,
        },
    )


def parking_route(power: PowerFacts | None, *, day: dt.date) -> ParkingRoute:
    """Tell who deals with it: this sub-district only while its list holds the item (PAR-003)."""
    return ParkingRoute.OWN_CASE if power and power.covers(day) else ParkingRoute.REFERRAL


def may_punish_parking(power: PowerFacts | None, *, day: dt.date) -> Answer:
    """《行政处罚法》第二十四条: without the item in its list the office refers (PAR-003)."""
    own = parking_route(power, day=day) is ParkingRoute.OWN_CASE
    text = Text("由本街道依目录内事项处理", "This sub-district deals with it under its own list")
    return rule_text("PAR-003").answer(holds=own, day=day, route=text.zh, route_en=text.en)


def examine_parking(law: Law, parking: ParkingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Return every answer to a referral: complete, and not worded as a penalty (PAR-003 to 006).

    A referral headed as a decision of penalty is refused, since no power stands behind it.
    """
    answers = [*_complete(law, parking, day=day), *not_a_penalty(parking, day=day)]
    if _reads_as_penalty(parking.title):
        answers.append(may_punish_parking(None, day=day))
    return tuple(answers)


def not_a_penalty(parking: ParkingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    """Warn where a referral is worded as a penalty (PAR-006)."""
    return rule_text("PAR-006").judge(
        day,
        {
            "called_a_penalty": _reads_as_penalty(parking.title),
            "states_a_fine": parking.fine > 0,
            "tells_a_remedy": parking.has_remedy_text,
        },
        title=parking.title,
    )


def audited_by_police(
    law: Law, *, day: dt.date, collected_on: dt.date, audited_on: dt.date | None = None
) -> Answer:
    """《道路交通安全违法行为处理程序规定》第十九条: a time of theirs, only shown (PAR-005)."""
    deadline = law.deadline("TRAFFIC_AUDIT").from_(collected_on)
    return by_deadline("PAR-005", deadline, day=day, done_on=audited_on)


def referral_content(parking: ParkingFacts) -> dict[str, object]:
    """Return the particulars of a referral as its document holds them."""
    return {
        "vehicle_type": parking.vehicle_type,
        "plate": parking.plate,
        "appearance": parking.appearance,
        "observed_at": parking.observed_at,
        "place": parking.place,
        "description": parking.description,
        "photographs": parking.photo_hashes,
        "officers": parking.officer_keys,
        "handover": parking.has_handover_receipt or not parking.is_sent,
    }


def _complete(law: Law, parking: ParkingFacts, *, day: dt.date) -> tuple[Answer, ...]:
    answers = missing_particulars(DocumentKind.PARKING_REFERRAL, referral_content(parking), day=day)
    needed = law.parameter("parking.photos_minimum").at(day).number
    count = len(set(parking.photo_hashes))
    if not 0 < count < needed:
        return answers
    few = rule_text("PAR-004").refused_on(day, "too_few_photos", count=count, needed=needed)
    return (*(answer for answer in answers if not answer.holds), few)


def _reads_as_penalty(title: str) -> bool:
    return any(word in title for word in _PENALTY_WORDS)
