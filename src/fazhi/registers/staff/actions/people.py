"""Officers who come, and the certificates granted to them."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.officers import no_auxiliary_acts
from fazhi.registers.lists import refuse_twice
from fazhi.registers.places.versions import touch
from fazhi.registers.staff import errors
from fazhi.registers.staff.access import REGISTRARS
from fazhi.registers.staff.actions.lookups import staff_on
from fazhi.registers.staff.choices import ENFORCEMENT_POSTS, UnitKind
from fazhi.registers.staff.facts import officer_facts
from fazhi.registers.staff.inputs import CertificateInput, OfficerInput
from fazhi.registers.staff.models import (
    EnforcementCertificate,
    Officer,
    OfficerContact,
    Secondment,
    Unit,
)


@transaction.atomic
def second_officers(seat: Seat, inputs: Sequence[OfficerInput]) -> list[Officer]:
    """Take people onto the staff; those of sending units come by a secondment.

    A secondment names employer, daily manager and professional guide (用共管).
    """
    seat.require(*REGISTRARS)
    units = {unit.code: unit for unit in Unit.objects.filter(authority=seat.authority)}
    for each in inputs:
        _check(each, units.get(each.unit_code))
    managers = {each.daily_manager for each in inputs if each.daily_manager}
    first_day = min((each.since for each in inputs), default=None)
    if managers and first_day:
        staff_on(seat.authority, managers, first_day)
    officers = Officer.objects.bulk_create(
        _officer(seat.authority, each, units[each.unit_code]) for each in inputs
    )
    _add_contacts(officers, inputs)
    secondments = Secondment.objects.bulk_create(
        Secondment(
            authority=seat.authority,
            officer=officer,
            unit=officer.unit,
            employer=each.employer,
            daily_manager_id=each.daily_manager,
            professional_guide=each.professional_guide,
            since=each.since,
        )
        for officer, each in zip(officers, inputs, strict=True)
        if each.employer
    )
    touch(seat.authority)
    record(
        Act("officer.seconded", seat),
        {
            "items": [_item(officer) for officer in officers],
            "secondments": [each.id for each in secondments],
        },
    )
    return officers


@transaction.atomic
def grant_certificates(
    seat: Seat, inputs: Sequence[CertificateInput]
) -> list[EnforcementCertificate]:
    """Enter enforcement certificates; an auxiliary is refused (浙江省综合行政执法条例 art. 30)."""
    seat.require(*REGISTRARS)
    refuse_twice(each.number for each in inputs)
    for each in inputs:
        if each.until < each.since:
            raise InputError({each.number: str(errors.ENDED_BEFORE)})
    officers = _by_day(seat.authority, inputs)
    for each in inputs:
        day = max(each.since, officers[each.officer].since)
        facts = officer_facts([officers[each.officer]], day)
        refuse_if_blocked(no_auxiliary_acts(day=day, officers=facts))
    certificates = EnforcementCertificate.objects.bulk_create(
        EnforcementCertificate(
            authority=seat.authority,
            officer=officers[each.officer],
            number=each.number,
            issued_by=each.issued_by,
            since=each.since,
            until=each.until,
        )
        for each in inputs
    )
    touch(seat.authority)
    items = [
        {"certificate": each.id, "officer": each.officer_id, "until": each.until}
        for each in certificates
    ]
    record(Act("certificate.granted", seat), {"items": items})
    return certificates


def _officer(authority: str, given: OfficerInput, unit: Unit) -> Officer:
    return Officer(
        authority=authority,
        name=given.name,
        unit=unit,
        post=given.post,
        field=given.field or "",
        since=given.since,
        is_demonstration=given.is_demonstration,
    )


def _check(given: OfficerInput, unit: Unit | None) -> None:
    if unit is None or not unit.holds_on(given.since):
        raise InputError({given.name: errors.UNKNOWN_UNIT.format(code=given.unit_code)})
    if unit.kind == UnitKind.SENDING and not (given.employer and given.professional_guide):
        raise InputError({given.name: str(errors.NO_EMPLOYER_NAMED)})
    if given.post in ENFORCEMENT_POSTS and given.field is None:
        raise InputError({given.name: str(errors.FIELD_MISSING)})


def _add_contacts(officers: Sequence[Officer], inputs: Sequence[OfficerInput]) -> None:
    OfficerContact.objects.bulk_create(
        OfficerContact(authority=officer.authority, officer=officer, phone=each.phone)
        for officer, each in zip(officers, inputs, strict=True)
        if each.phone
    )


def _by_day(authority: str, inputs: Iterable[CertificateInput]) -> dict[UUID, Officer]:
    """Return the officers; certificates granted before somebody came are taken as of his coming."""
    wanted = {each.officer for each in inputs}
    found = Officer.objects.filter(authority=authority, until=None).in_bulk(wanted)
    for officer_id in wanted - set(found):
        raise InputError({str(officer_id): str(errors.UNKNOWN_OFFICER)})
    return found


def _item(officer: Officer) -> dict[str, UUID | str | dt.date]:
    return {
        "officer": officer.id,
        "unit": officer.unit_id,
        "post": officer.post,
        "field": officer.field,
        "since": officer.since,
    }
