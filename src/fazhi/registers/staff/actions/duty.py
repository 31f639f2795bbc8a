"""Absences, acting heads, the duty roster."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from fazhi.kernel import clock
from fazhi.kernel.access import Seat, lock_visible
from fazhi.kernel.errors import InputError
from fazhi.kernel.factor_guard import FactorGround, needs_factor
from fazhi.kernel.journal import Act, record
from fazhi.registers.places.versions import touch
from fazhi.registers.staff import errors
from fazhi.registers.staff.access import HEADS, PLANNERS
from fazhi.registers.staff.actions.lookups import staff_on
from fazhi.registers.staff.choices import VehicleState
from fazhi.registers.staff.inputs import AbsenceInput, ActingHeadInput, RosterInput
from fazhi.registers.staff.models import Absence, ActingHead, Group, RosterEntry, Vehicle
from fazhi.registers.validity import overlap


@transaction.atomic
def record_absences(seat: Seat, inputs: Sequence[AbsenceInput]) -> list[Absence]:
    """Record days on which people are not there, and who stands in for them."""
    seat.require(*PLANNERS)
    held = list(Absence.objects.filter(authority=seat.authority))
    for each in inputs:
        _check_absence(seat, each, held)
        held.append(
            Absence(
                authority=seat.authority,
                officer_id=each.officer,
                kind=each.kind,
                substitute_id=each.substitute,
                since=each.since,
                until=each.until,
                recorded_at=clock.now(),
            )
        )
    absences = Absence.objects.bulk_create(held[len(held) - len(inputs) :])
    touch(seat.authority)
    items = [
        {"absence": each.id, "officer": each.officer_id, "since": each.since, "until": each.until}
        for each in absences
    ]
    record(Act("absence.recorded", seat), {"items": items})
    return absences


@transaction.atomic
def withdraw_absence(seat: Seat, absence_id: UUID) -> None:
    """Take back an absence that will not be, or was entered wrongly."""
    seat.require(*PLANNERS)
    absence = lock_visible(Absence.objects.all(), seat, id=absence_id)
    content = {"absence": absence.id, "officer": absence.officer_id}
    absence.delete()
    touch(seat.authority)
    record(Act("absence.withdrawn", seat), content)


@needs_factor(FactorGround.SIGNATURE)
@transaction.atomic
def appoint_acting_head(seat: Seat, given: ActingHeadInput) -> ActingHead:
    """Let somebody sign for the head from one day to another."""
    seat.require(*HEADS)
    if given.until < given.since:
        raise InputError({"until": str(errors.ENDED_BEFORE)})
    staff_on(seat.authority, {given.officer}, given.since)
    acting = ActingHead(
        authority=seat.authority,
        officer_id=given.officer,
        acts_for_id=given.acts_for,
        reason=given.reason,
        since=given.since,
        until=given.until,
    )
    for held in ActingHead.objects.filter(authority=seat.authority):
        if overlap(held, acting):
            text = errors.OVERLAPPING_ACTING_HEAD.format(since=held.since, until=held.until)
            raise InputError({"since": text})
    acting.save(force_insert=True)
    touch(seat.authority)
    record(
        Act("acting_head.appointed", seat),
        {
            "acting_head": acting.id,
            "officer": acting.officer_id,
            "since": acting.since,
            "until": acting.until,
        },
    )
    return acting


@transaction.atomic
def record_roster(seat: Seat, inputs: Sequence[RosterInput]) -> list[RosterEntry]:
    """Write lines of the duty roster; a vehicle goes out with one person in a shift."""
    seat.require(*PLANNERS)
    for day in {each.day for each in inputs}:
        staff_on(seat.authority, {each.officer for each in inputs if each.day == day}, day)
    vehicles = _vehicles(seat.authority)
    groups = {group.code: group for group in Group.objects.filter(authority=seat.authority)}
    _check_roster(seat.authority, inputs)
    lines = []
    for each in inputs:
        if each.vehicle_number and each.vehicle_number not in vehicles:
            text = errors.UNKNOWN_VEHICLE.format(code=each.vehicle_number)
            raise InputError({each.vehicle_number: text})
        if each.group_code and each.group_code not in groups:
            raise InputError({each.group_code: errors.UNKNOWN_GROUP.format(code=each.group_code)})
        lines.append(
            RosterEntry(
                authority=seat.authority,
                day=each.day,
                shift=each.shift,
                officer_id=each.officer,
                vehicle=vehicles.get(each.vehicle_number),
                group=groups.get(each.group_code),
            )
        )
    RosterEntry.objects.bulk_create(lines)
    items = [{"line": line.id, "day": line.day, "officer": line.officer_id} for line in lines]
    record(Act("roster_entry.recorded", seat), {"items": items})
    return lines


def _check_absence(seat: Seat, given: AbsenceInput, held: Sequence[Absence]) -> None:
    if given.until < given.since:
        raise InputError({"until": str(errors.ENDED_BEFORE)})
    if given.substitute == given.officer:
        raise InputError({"substitute": str(errors.OWN_SUBSTITUTE)})
    people = {given.officer} | ({given.substitute} if given.substitute else set())
    staff_on(seat.authority, people, given.since)
    for absence in held:
        if not overlap(absence, given):
            continue
        if absence.officer_id == given.officer:
            text = errors.OVERLAPPING_ABSENCE.format(since=absence.since, until=absence.until)
            raise InputError({"since": text})
        if absence.officer_id == given.substitute:
            raise InputError({"substitute": str(errors.SUBSTITUTE_ABSENT)})


def _vehicles(authority: str) -> dict[str, Vehicle]:
    held = Vehicle.objects.filter(authority=authority, state=VehicleState.IN_SERVICE)
    return {vehicle.number: vehicle for vehicle in held}


def _check_roster(authority: str, inputs: Sequence[RosterInput]) -> None:
    held = RosterEntry.objects.filter(authority=authority, day__in={each.day for each in inputs})
    rows = held.values_list("day", "shift", "officer_id", "vehicle__number")
    people = {(day, shift, officer) for day, shift, officer, _vehicle in rows}
    vehicles = {(day, shift, number) for day, shift, _officer, number in rows if number}
    for each in inputs:
        person = (each.day, str(each.shift), each.officer)
        if person in people:
            raise InputError({str(each.officer): str(errors.SHIFT_TAKEN)})
        people.add(person)
        vehicle = (each.day, str(each.shift), each.vehicle_number)
        if each.vehicle_number and vehicle in vehicles:
            text = errors.VEHICLE_TAKEN.format(number=each.vehicle_number)
            raise InputError({each.vehicle_number: text})
        vehicles.add(vehicle)
