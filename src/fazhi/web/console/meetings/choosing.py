"""What the forms of meetings offer: the staff of the day, units and roles as owners."""

import datetime as dt
from uuid import UUID

from django.utils.translation import gettext as _

from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.registers.staff.queries import officers_on, units_on

Choices = list[tuple[str, str]]

#: How a field of the browser writes a moment.
MOMENT = "%Y-%m-%dT%H:%M"


def staff_choices(seat: Seat, day: dt.date) -> Choices:
    """Return everybody on the staff of a day, with the unit."""
    return [
        (str(each.pk), f"{each.name}（{each.unit.name}）")
        for each in officers_on(seat.authority, day)
    ]


def owner_choices(seat: Seat, day: dt.date) -> Choices:
    """Return who may owe a resolution: a role, a unit or an officer; an agency is written."""
    roles = [(f"role:{role.value}", str(role.label)) for role in Role]
    units = [(f"unit:{each.pk}", each.name) for each in units_on(seat.authority, day)]
    officers = [(f"officer:{key}", name) for key, name in staff_choices(seat, day)]
    return [*roles, *units, *officers]


def owner_of(value: str, agency: str) -> dict[str, object]:
    """Return the owner that was chosen or written, as the action takes it."""
    if bool(value) == bool(agency.strip()):
        raise InputError({"": _("每项议决须选择一个责任人，或者写明一个外单位。")})
    kind, _colon, key = value.partition(":")
    if kind == "role":
        return {"role": Role(key)}
    return {f"{kind}_id": UUID(key)} if value else {"agency": agency}


def lines_of(text: str) -> tuple[str, ...]:
    """Return the lines that somebody wrote, without empty ones."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
