"""What several verbs of staff look up before they write."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from fazhi.kernel.errors import InputError
from fazhi.registers.staff import errors
from fazhi.registers.staff.models import Officer
from fazhi.registers.validity import valid_on


def staff_on(authority: str, officer_ids: Collection[UUID], day: dt.date) -> dict[UUID, Officer]:
    """Return these members of the staff, or refuse when one is not on it on the day."""
    held = Officer.objects.filter(valid_on(day), authority=authority, id__in=set(officer_ids))
    found = held.in_bulk()
    for officer_id in officer_ids:
        if officer_id not in found:
            raise InputError({str(officer_id): str(errors.UNKNOWN_OFFICER)})
    return found
