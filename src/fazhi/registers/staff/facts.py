"""From rows of staff to what the law is asked about."""

import datetime as dt
from collections.abc import Sequence

from fazhi.law.facts import OfficerFacts
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import EnforcementCertificate, Officer
from fazhi.registers.validity import valid_on


def officer_facts(officers: Sequence[Officer], day: dt.date) -> tuple[OfficerFacts, ...]:
    """Return how officers stood on the day of an act, as the database has it; one statement."""
    held = EnforcementCertificate.objects.filter(valid_on(day), officer__in=officers)
    able = set(held.values_list("officer_id", flat=True))
    return tuple(
        OfficerFacts(
            key=str(officer.id),
            certified_on_day=officer.id in able and officer.holds_on(day),
            is_auxiliary=officer.post == Post.AUXILIARY,
        )
        for officer in officers
    )


def officer_facts_from(staff: StaffIndex, officers: Sequence[Officer]) -> tuple[OfficerFacts, ...]:
    """Return how officers stand on the day of `staff`, from memory."""
    return tuple(
        OfficerFacts(
            key=str(officer.id),
            certified_on_day=staff.is_certified(officer.id),
            is_auxiliary=officer.post == Post.AUXILIARY,
        )
        for officer in officers
    )
