"""Parking referrals (抄告): taken in the street with photographs, reviewed at the desk."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from uuid import UUID

from django.db import transaction

from fazhi.capabilities.evidence.actions import add_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.inputs import ExhibitInput
from fazhi.kernel import attachments, clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier, Entry
from fazhi.kernel.moments import refuse_the_future
from fazhi.kernel.personal import blind_index
from fazhi.kernel.waiting import usable
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.officers import all_certified, no_auxiliary_acts
from fazhi.law.rules.parking import examine_parking
from fazhi.proceedings.cases.choices import DUPLICATE_MINUTES, ReferralStatus
from fazhi.proceedings.cases.errors import (
    DuplicateReferralError,
    ReferralRefusedError,
    ReferralStateError,
)
from fazhi.proceedings.cases.facts import officer_facts, parking_facts
from fazhi.proceedings.cases.grounds import (
    as_far_as_law_was_read,
    certified_on_days,
    officers_of,
)
from fazhi.proceedings.cases.inputs import ReferralInput, ReviewInput
from fazhi.proceedings.cases.models import ParkingReferral, ReferralOfficer, ReferralReview
from fazhi.registers.places.queries import placements_of

_TAKERS = (Role.OFFICER, Role.SQUAD_LEADER)
_REVIEWERS = (Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.CLERK)
_TITLE = "人行道违法停车抄告单"
_New = Sequence[tuple[UUID, ReferralInput]]


@transaction.atomic
def refer_parking(seat: Seat, inputs: Sequence[ReferralInput]) -> list[ParkingReferral]:
    """Take parking referrals (抄告), all or none: evidence for the police, never a penalty.

    Each needs what the rules of traffic procedure ask of evidence: vehicle, place, time and two
    photographs. Nobody signs it without a certificate of that day, nor an auxiliary. The same
    vehicle within the minutes that the office has set is refused. A key that came before gives the
    referral it made then.
    """
    seat.require(*_TAKERS)
    refuse_the_future([one.noticed_at for one in inputs])
    write = partial(_write, seat)
    read = ParkingReferral.objects.select_related("dossier").in_bulk
    return write_once(seat.authority, "referral", inputs, write=write, read=read)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def review_referrals(seat: Seat, inputs: Sequence[ReviewInput]) -> list[ParkingReferral]:
    """Review referrals (审核) before they leave the house; one that fails says why."""
    seat.require(*_REVIEWERS)
    if not inputs:
        return []
    if any(not one.is_passed and not one.reason.strip() for one in inputs):
        raise InputError({"reason": "审核不通过的，请写明理由。"})
    wanted = {one.referral_id: one for one in inputs}
    referrals = locked_referrals(seat, list(wanted), ReferralStatus.TAKEN)
    at = clock.now()
    for row in referrals:
        passed = wanted[row.pk].is_passed
        row.status = ReferralStatus.REVIEWED if passed else ReferralStatus.DROPPED
    for status in (ReferralStatus.REVIEWED, ReferralStatus.DROPPED):
        keys = [row.pk for row in referrals if row.status == status]
        ParkingReferral.objects.filter(pk__in=keys).update(status=status)
    ReferralReview.objects.bulk_create(
        ReferralReview(
            referral=row,
            reviewed_at=at,
            account_id=seat.person,
            is_passed=wanted[row.pk].is_passed,
            reason=wanted[row.pk].reason.strip(),
        )
        for row in referrals
    )
    record(
        Act("parking_referral.reviewed", by=seat, happened_at=at),
        {"count": len(referrals)},
        items=[{"referral": str(row.pk), "status": str(row.status)} for row in referrals],
    )
    return referrals


def locked_referrals(
    seat: Seat, wanted: Sequence[UUID], expected: ReferralStatus
) -> list[ParkingReferral]:
    """Lock referrals and make sure that each is where the step begins."""
    rows = ParkingReferral.objects.select_for_update(of=("self",)).select_related("dossier")
    referrals = list(
        rows.filter(authority=seat.authority, pk__in=set(wanted)).order_by("noticed_at", "pk")
    )
    if len(referrals) != len(set(wanted)):
        raise NotFoundError
    for row in referrals:
        if row.status != expected:
            raise ReferralStateError(row.number, row.get_status_display())
    return referrals


def _write(seat: Seat, new: _New) -> list[ParkingReferral]:
    with as_far_as_law_was_read("noticed_at"):
        _refuse_incomplete(seat, new)
    _refuse_duplicates(seat, new)
    drawn = _draw_numbers(seat, new)
    places = placements_of(
        seat.authority,
        [(one.spot.longitude, one.spot.latitude, one.noticed_at) for _id, one in new],
    )
    entry = _tell(seat, new)
    dossiers = _open_dossiers(seat, new)
    referrals = [
        ParkingReferral(
            dossier=dossier,
            authority=seat.authority,
            number=number,
            plate=one.plate.strip(),
            vehicle_type=one.vehicle_type,
            appearance=one.appearance.strip(),
            place=one.spot.place,
            longitude=one.spot.longitude,
            latitude=one.spot.latitude,
            grid=place.grid if place else None,
            noticed_at=one.noticed_at,
            status=ReferralStatus.TAKEN,
            entry_id=entry.id,
            entry_index=index,
        )
        for index, (dossier, (_id, one), number, place) in enumerate(
            zip(dossiers, new, drawn, places, strict=True)
        )
    ]
    ParkingReferral.objects.bulk_create(referrals)
    _write_particulars(seat, new, referrals)
    return referrals


def _draw_numbers(seat: Seat, new: _New) -> list[str]:
    """Draw the number of each referral from the series of its own year."""
    years = [clock.local(one.noticed_at).year for _id, one in new]
    series = {
        year: iter(numbers.draw_many(seat.authority, "parking_referral", year, years.count(year)))
        for year in sorted(set(years))
    }
    return [f"抄告〔{year}〕{next(series[year]):05d}号" for year in years]


def _tell(seat: Seat, new: _New) -> Entry:
    return record(
        Act("parking_referral.taken", by=seat, happened_at=new[-1][1].noticed_at),
        {"count": len(new)},
        items=[
            {"referral": str(made), "photographs": [str(each) for each in one.photograph_ids]}
            for made, one in new
        ],
    )


def _open_dossiers(seat: Seat, new: _New) -> list[Dossier]:
    return Dossier.objects.bulk_create(
        Dossier(
            id=made,
            authority=seat.authority,
            kind=DossierKind.PARKING_REFERRAL,
            opened_at=one.noticed_at,
        )
        for made, one in new
    )


def _write_particulars(seat: Seat, new: _New, referrals: Sequence[ParkingReferral]) -> None:
    ReferralOfficer.objects.bulk_create(
        ReferralOfficer(referral=row, officer_id=officer)
        for row, (_id, one) in zip(referrals, new, strict=True)
        for officer in dict.fromkeys(one.officer_ids)
    )
    add_exhibits(
        seat,
        [
            ExhibitInput(
                dossier=row.dossier,
                kind=ExhibitKind.AUDIOVISUAL,
                label="违停照片",
                captured_at=one.noticed_at,
                attachment_id=photograph,
                officer_id=one.officer_ids[0],
            )
            for row, (_id, one) in zip(referrals, new, strict=True)
            for photograph in one.photograph_ids
        ],
    )


def _refuse_incomplete(seat: Seat, new: _New) -> None:
    law = load_law()
    officers = officers_of(seat, [each for _id, one in new for each in one.officer_ids])
    certified = certified_on_days(seat, {clock.day_of(one.noticed_at) for _id, one in new})
    hashes = _photograph_hashes(seat, {each for _id, one in new for each in one.photograph_ids})
    refused = {}
    for index, (_id, one) in enumerate(new):
        day = clock.day_of(one.noticed_at)
        staff = officer_facts(
            [officers[each] for each in dict.fromkeys(one.officer_ids)], certified[day]
        )
        facts = parking_facts(one, [hashes[each] for each in one.photograph_ids], _TITLE, staff)
        answers = (
            *examine_parking(law, facts, day=day),
            all_certified(day=day, officers=staff),
            *no_auxiliary_acts(day=day, officers=staff),
        )
        if blocking := [answer for answer in answers if answer.blocks]:
            refused[index] = blocking
    if refused:
        raise ReferralRefusedError(refused)


def _photograph_hashes(seat: Seat, wanted: set[UUID]) -> dict[UUID, str]:
    """Return the hash of each photograph; NotFoundError for a file that is none of the seat's."""
    kept = usable(seat).filter(id__in=wanted, media_type__in=attachments.PHOTOS)
    hashes = dict(kept.values_list("id", "sha256"))
    if len(hashes) != len(wanted):
        raise NotFoundError
    return hashes


def _refuse_duplicates(seat: Seat, new: _New) -> None:
    """Refuse the same vehicle within the minutes set, among the rows and within the batch."""
    indexes = [blind_index(seat.authority, "plate", one.plate) for _id, one in new]
    first = min(one.noticed_at for _id, one in new)
    last = max(one.noticed_at for _id, one in new)
    span = dt.timedelta(minutes=DUPLICATE_MINUTES)
    seen: dict[bytes, list[tuple[dt.datetime, str]]] = {}
    rows = ParkingReferral.objects.filter(
        authority=seat.authority,
        plate_index__in=[each for each in indexes if each],
        noticed_at__range=(first - span, last + span),
    ).exclude(status=ReferralStatus.DROPPED)
    for plate, noticed_at, number in rows.values_list("plate_index", "noticed_at", "number"):
        seen.setdefault(bytes(plate or b""), []).append((noticed_at, number))
    for place, ((_id, one), index) in enumerate(zip(new, indexes, strict=True)):
        before = seen.setdefault(index or b"", [])
        for noticed_at, number in before:
            if index and abs(one.noticed_at - noticed_at) < span:
                raise DuplicateReferralError(place, DUPLICATE_MINUTES, number)
        before.append((one.noticed_at, "（本次清单内）"))
