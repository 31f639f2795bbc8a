"""Claiming powers of the list, and giving them up."""

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.journal import Act, record
from fazhi.registers.competence import errors
from fazhi.registers.competence.access import REGISTRARS
from fazhi.registers.competence.choices import ClaimState
from fazhi.registers.competence.inputs import ClaimInput
from fazhi.registers.competence.models import Claim, Power
from fazhi.registers.places.versions import touch
from fazhi.registers.validity import holds, overlap, valid_on


@transaction.atomic
def claim_powers(seat: Seat, inputs: Sequence[ClaimInput]) -> list[Claim]:
    """Claim powers of the list from a day on, by their codes."""
    seat.require(*REGISTRARS)
    codes = {each.code for each in inputs}
    versions: dict[str, list[Power]] = {}
    for version in Power.objects.filter(authority=seat.authority, code__in=codes):
        versions.setdefault(version.code, []).append(version)
    held: dict[str, list[Claim]] = {}
    for claim in Claim.objects.filter(authority=seat.authority, power__code__in=codes):
        held.setdefault(str(claim.power_id), []).append(claim)
    claims = []
    for each in inputs:
        power = next((p for p in versions.get(each.code, ()) if holds(p, each.since)), None)
        if power is None:
            raise InputError({each.code: errors.NOT_LISTED.format(code=each.code)})
        new = Claim(authority=seat.authority, power=power, since=each.since)
        if any(overlap(claim, new) for claim in held.get(str(power.id), ())):
            raise InputError({each.code: errors.CLAIMED_ALREADY.format(code=each.code)})
        held.setdefault(str(power.id), []).append(new)
        claims.append(new)
    Claim.objects.bulk_create(claims)
    touch(seat.authority)
    items = [{"claim": claim.id, "power": claim.power_id} for claim in claims]
    record(Act("power.claimed", seat), {"items": items})
    return claims


@transaction.atomic
def withdraw_claims(
    seat: Seat,
    codes: Sequence[str],
    last_day: dt.date,
    *,
    reason: str,
    state: ClaimState = ClaimState.WITHDRAWN,
) -> list[Claim]:
    """Give powers up after a last day, or record that they were recalled (上级收回)."""
    seat.require(*REGISTRARS)
    held = Claim.objects.filter(
        valid_on(last_day), authority=seat.authority, power__code__in=codes
    ).select_related("power")
    claims = list(held.select_for_update(of=("self",)).order_by("power__code"))
    missing = sorted(set(codes) - {claim.power.code for claim in claims})
    if missing:
        raise InputError({code: errors.NOT_CLAIMED.format(code=code) for code in missing})
    for claim in claims:
        claim.until, claim.state, claim.reason = last_day, state, reason
    Claim.objects.bulk_update(claims, ["until", "state", "reason"])
    touch(seat.authority)
    items = [{"claim": claim.id, "power": claim.power_id} for claim in claims]
    record(Act("claim.withdrawn", seat), {"last_day": last_day, "state": state, "items": items})
    return claims
