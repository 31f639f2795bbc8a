"""Setting up an authority: itself, its seal, its units, its vehicles."""

from collections.abc import Sequence

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError
from fazhi.kernel.journal import Act, record
from fazhi.registers.lists import refuse_twice
from fazhi.registers.places.choices import DivisionKind
from fazhi.registers.places.models import Division
from fazhi.registers.places.versions import touch
from fazhi.registers.staff import errors
from fazhi.registers.staff.access import REGISTRARS
from fazhi.registers.staff.choices import UnitKind
from fazhi.registers.staff.inputs import AuthorityInput, UnitInput, VehicleInput
from fazhi.registers.staff.models import Authority, Seal, Unit, Vehicle

_OFFICES = (DivisionKind.SUBDISTRICT, DivisionKind.TOWN)


@transaction.atomic
def found_authority(seat: Seat, given: AuthorityInput) -> Authority:
    """Set up a sub-district office with its seal; its key is its code in the code table.

    The team gets a name but no seal: it is an office of the authority and acts in its name only.
    """
    seat.require(Role.OPERATOR)
    if seat.authority != given.key:
        raise ForbiddenError(str(errors.OWN_AUTHORITY_ONLY))
    if not Division.objects.filter(code=given.key, kind__in=_OFFICES).exists():
        raise InputError({"key": errors.UNKNOWN_DIVISION.format(code=given.key)})
    if Authority.objects.filter(key=given.key).exists():
        raise ConflictError(errors.EXISTS.format(code=given.key))
    authority = Authority.objects.create(
        key=given.key,
        name=given.name,
        short_name=given.short_name,
        number_prefix=given.number_prefix,
        team_name=given.team_name,
        address=given.address,
        telephone=given.telephone,
        reconsideration_body=given.reconsideration_body,
        court=given.court,
        payment_bank=given.payment_bank,
        payment_account_name=given.payment_account_name,
        payment_account=given.payment_account,
        source=given.source,
        is_demonstration=given.is_demonstration,
    )
    seal = Seal.objects.create(
        authority=given.key, name=given.seal_name, is_test=given.seal_is_test, since=given.since
    )
    touch(given.key)
    record(
        Act("authority.founded", seat),
        {"authority": authority.key, "name": authority.name, "seal": seal.id},
    )
    return authority


@transaction.atomic
def register_units(seat: Seat, inputs: Sequence[UnitInput]) -> list[Unit]:
    """Enter units: the base unit, those of the departments that send staff, offices."""
    seat.require(*REGISTRARS)
    refuse_twice(each.code for each in inputs)
    _refuse_known(Unit, seat.authority, "code", [each.code for each in inputs])
    for each in inputs:
        if each.kind == UnitKind.SENDING and not (each.field and each.agency):
            raise InputError({each.code: str(errors.FIELD_MISSING)})
    units = Unit.objects.bulk_create(
        Unit(
            authority=seat.authority,
            code=each.code,
            name=each.name,
            kind=each.kind,
            agency=each.agency,
            field=each.field or "",
            since=each.since,
        )
        for each in inputs
    )
    touch(seat.authority)
    items = [{"unit": unit.id, "code": unit.code, "name": unit.name} for unit in units]
    record(Act("unit.registered", seat), {"items": items})
    return units


@transaction.atomic
def register_vehicles(seat: Seat, inputs: Sequence[VehicleInput]) -> list[Vehicle]:
    """Enter vehicles of the team."""
    seat.require(*REGISTRARS)
    refuse_twice(each.number for each in inputs)
    _refuse_known(Vehicle, seat.authority, "number", [each.number for each in inputs])
    vehicles = Vehicle.objects.bulk_create(
        Vehicle(
            authority=seat.authority,
            number=each.number,
            name=each.name,
            state=each.state,
            since=each.since,
            is_demonstration=each.is_demonstration,
        )
        for each in inputs
    )
    items = [{"vehicle": vehicle.id, "number": vehicle.number} for vehicle in vehicles]
    record(Act("vehicle.registered", seat), {"items": items})
    return vehicles


def _refuse_known(
    model: type[Unit] | type[Vehicle], authority: str, name: str, codes: Sequence[str]
) -> None:
    known = model.objects.filter(authority=authority, **{f"{name}__in": codes})
    for code in known.values_list(name, flat=True):
        raise InputError({code: errors.EXISTS.format(code=code)})
