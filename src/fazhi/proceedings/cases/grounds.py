"""The rows that decisions are judged by, read for a whole batch in a few statements."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TypeVar
from uuid import UUID

from django.db.models import Model, QuerySet

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.law.errors import NotInForceError
from fazhi.proceedings.cases.facts import Grounds
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.models import Case
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.parties.models import Party
from fazhi.registers.places.queries import placements_of
from fazhi.registers.staff.models import EnforcementCertificate, Officer
from fazhi.registers.staff.queries import staff_register

_Row = TypeVar("_Row", bound=Model)


def grounds_of(
    seat: Seat, inputs: Sequence[OnTheSpotInput], known: Mapping[UUID, Party] | None = None
) -> list[Grounds]:
    """Return the grounds of each decision; raise NotFoundError for a row that is not the seat's.

    `known` are parties of a draft that are not entered yet. The number of statements does not grow
    with the batch.
    """
    powers = _bulk(Power.objects.filter(authority=seat.authority), [one.power_id for one in inputs])
    drafted = dict(known or {})
    parties = drafted | _bulk(
        Party.objects.filter(authority=seat.authority),
        [one.party_id for one in inputs if one.party_id not in drafted],
    )
    officers = officers_of(seat, [each for one in inputs for each in one.officer_ids])
    claims = _claims(seat, list(powers))
    earlier = _earlier(seat, inputs)
    certificates = certified_on_days(seat, {clock.day_of(one.decided_at) for one in inputs})
    places = placements_of(
        seat.authority, [(one.spot.longitude, one.spot.latitude, one.decided_at) for one in inputs]
    )
    found = []
    for one, place in zip(inputs, places, strict=True):
        fined = earlier[one.party_id, powers[one.power_id].code]
        found.append(
            Grounds(
                power=powers[one.power_id],
                claims=tuple(claims[one.power_id]),
                party=parties[one.party_id],
                officers=tuple(officers[each] for each in dict.fromkeys(one.officer_ids)),
                certificates=certificates[clock.day_of(one.decided_at)],
                placement=place,
                earlier=tuple(fined),
            )
        )
        if one.fine:  # the next of the same batch sees it too
            fined.append((one.happened_at, one.decided_at))
    return found


def officers_of(seat: Seat, wanted: Sequence[UUID]) -> dict[UUID, Officer]:
    """Return officers of the authority by identifier."""
    return _bulk(Officer.objects.filter(authority=seat.authority), wanted)


def certified_on_days(seat: Seat, days: set[dt.date]) -> dict[dt.date, frozenset[UUID]]:
    """Return, for each day, who held a certificate and could act; answered from memory."""
    register = staff_register(seat.authority)
    indexes = {day: register.on(day) for day in days}
    return {
        day: frozenset(officer for officer in index.officers if index.is_certified(officer))
        for day, index in indexes.items()
    }


def certificates_on(seat: Seat, officers: Sequence[UUID], day: dt.date) -> dict[UUID, str]:
    """Return the number of the certificate that each officer held on a day; without one, none."""
    able = certified_on_days(seat, {day})[day]
    rows = EnforcementCertificate.objects.filter(authority=seat.authority, officer_id__in=officers)
    return {
        row.officer_id: row.number
        for row in rows.order_by("since", "id")
        if row.holds_on(day) and row.officer_id in able
    }


@contextmanager
def as_far_as_law_was_read(field: str) -> Iterator[None]:
    """Refuse a moment of which the law was not read, with its reason at the field that holds it."""
    try:
        yield
    except NotInForceError as error:
        raise InputError({field: str(error)}) from error


def _bulk(rows: "QuerySet[_Row]", wanted: Sequence[UUID]) -> dict[UUID, _Row]:
    found = rows.in_bulk(list(set(wanted)))
    if len(found) != len(set(wanted)):
        raise NotFoundError
    return found


def _claims(seat: Seat, powers: Sequence[UUID]) -> dict[UUID, list[Claim]]:
    found: dict[UUID, list[Claim]] = defaultdict(list)
    rows = Claim.objects.filter(authority=seat.authority, power_id__in=powers)
    for claim in rows.order_by("since", "id"):
        found[claim.power_id].append(claim)
    return found


def _earlier(
    seat: Seat, inputs: Sequence[OnTheSpotInput]
) -> dict[tuple[UUID, str], list[tuple[dt.datetime, dt.datetime]]]:
    """Return when each party was fined before under each item: moments of act and decision."""
    found: dict[tuple[UUID, str], list[tuple[dt.datetime, dt.datetime]]] = defaultdict(list)
    rows = Case.objects.filter(
        authority=seat.authority, party_id__in={one.party_id for one in inputs}, fine__gt=0
    )
    for party, code, happened_at, decided_at in rows.values_list(
        "party_id", "power__code", "happened_at", "decided_at"
    ):
        if decided_at is not None:
            found[party, code].append((happened_at, decided_at))
    return found
