"""Reads of staff."""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.registers.places.models import Grid
from fazhi.registers.places.queries import areas_on, grids_on
from fazhi.registers.places.versions import Memory
from fazhi.registers.staff import errors
from fazhi.registers.staff.choices import Field, Post
from fazhi.registers.staff.gaps import Gap, find_gaps
from fazhi.registers.staff.index import StaffIndex, StaffRegister, StaffRows
from fazhi.registers.staff.models import (
    Absence,
    ActingHead,
    AreaLeader,
    Authority,
    EnforcementCertificate,
    GridWorker,
    Group,
    GroupGrid,
    GroupMember,
    Officer,
    RosterEntry,
    Seal,
    Secondment,
    Unit,
    Vehicle,
)
from fazhi.registers.staff.pairs import Pair, pairs_of
from fazhi.registers.validity import valid_on

__all__ = [
    "Gap",
    "StaffIndex",
    "authority_of",
    "certificates_of",
    "certified",
    "gaps",
    "group_of",
    "head_on",
    "leader_of",
    "officer_of",
    "officers_by_field",
    "officers_on",
    "roster_on",
    "seal_on",
    "secondments_on",
    "staff_index",
    "staff_register",
    "units_on",
    "vehicles_on",
]


def _load(authority: str) -> StaffRegister:
    mine = {"authority": authority}
    return StaffRegister(
        StaffRows(
            units=list(Unit.objects.filter(**mine)),
            officers=list(Officer.objects.filter(**mine).select_related("unit")),
            certificates=list(EnforcementCertificate.objects.filter(**mine)),
            absences=list(Absence.objects.filter(**mine).order_by("since")),
            acting_heads=list(ActingHead.objects.filter(**mine).order_by("-since", "id")),
            groups=list(Group.objects.filter(**mine).select_related("area").order_by("code")),
            members=list(GroupMember.objects.filter(**mine).order_by("id")),
            group_grids=list(GroupGrid.objects.filter(**mine)),
            area_leaders=list(AreaLeader.objects.filter(**mine)),
            grid_workers=list(GridWorker.objects.filter(**mine).order_by("id")),
        )
    )


_memory: Memory[StaffRegister] = Memory(_load)


def staff_register(authority: str, token: str | None = None) -> StaffRegister:
    """Return the staff of an authority, from memory; one statement unless the token is given."""
    return _memory.of(authority, token)


def staff_index(authority: str, day: dt.date) -> StaffIndex:
    """Return the staff of a day for many questions: asks the database once."""
    return staff_register(authority).on(day)


def authority_of(key: str) -> Authority:
    """Return the authority with this division code."""
    try:
        return Authority.objects.get(key=key)
    except Authority.DoesNotExist as error:
        raise NotFoundError(errors.UNKNOWN_AUTHORITY.format(code=key)) from error


def officer_of(seat: Seat) -> Officer | None:
    """Return the member of the staff whose account acts, or None: not every account is one."""
    if seat.account_id is None:
        return None
    return Officer.objects.filter(authority=seat.authority, account_id=seat.account_id).first()


def certified(officer_ids: Collection[UUID], day: dt.date) -> dict[UUID, bool]:
    """Tell of each officer whether he may act on the day: on the staff, certified, no auxiliary."""
    held = EnforcementCertificate.objects.filter(
        valid_on(day),
        officer_id__in=officer_ids,
        officer__since__lte=day,
    ).exclude(officer__post=Post.AUXILIARY)
    held = held.exclude(officer__until__lt=day)
    able = set(held.values_list("officer_id", flat=True))
    return {officer_id: officer_id in able for officer_id in officer_ids}


def officers_by_field(authority: str, day: dt.date) -> dict[Field, list[Officer]]:
    """Return the enforcement officers of each field on a day, present or not."""
    return staff_index(authority, day).by_field()


def officers_on(authority: str, day: dt.date) -> list[Officer]:
    """Return everybody on the staff on a day, by name."""
    officers = staff_index(authority, day).officers.values()
    return sorted(officers, key=lambda each: (each.name, str(each.id)))


def group_of(grid_id: UUID, day: dt.date) -> Group | None:
    """Return the group that covered a grid on a day."""
    grid = Grid.objects.filter(id=grid_id).values("authority", "code").first()
    if grid is None:
        return None
    return staff_index(grid["authority"], day).group_of(grid["code"])


def leader_of(group: Group, day: dt.date) -> Officer | None:
    """Return who leads a group on a day; none does without a certificate valid on that day."""
    return staff_index(group.authority, day).leader_of(group)


def head_on(authority: str, day: dt.date) -> Officer | None:
    """Return who signs as the head on a day: the acting head if there is one, else the head."""
    return staff_index(authority, day).head()


def units_on(authority: str, day: dt.date) -> tuple[Unit, ...]:
    """Return the units of a day, by code."""
    return staff_index(authority, day).units


def vehicles_on(authority: str, day: dt.date) -> list[Vehicle]:
    """Return the vehicles of a day, by number."""
    return list(Vehicle.objects.filter(valid_on(day), authority=authority))


def seal_on(authority: str, day: dt.date) -> Seal | None:
    """Return the seal of the authority on a day."""
    return Seal.objects.filter(valid_on(day), authority=authority).order_by("-since").first()


def secondments_on(authority: str, day: dt.date) -> list[Secondment]:
    """Return the secondments of a day, by unit and name."""
    return list(
        Secondment.objects.filter(valid_on(day), authority=authority)
        .select_related("officer", "unit", "daily_manager")
        .order_by("unit__code", "officer__name", "id")
    )


def certificates_of(authority: str, day: dt.date) -> dict[UUID, EnforcementCertificate]:
    """Return the certificate of each officer on a day."""
    held = EnforcementCertificate.objects.filter(valid_on(day), authority=authority)
    return {certificate.officer_id: certificate for certificate in held.order_by("since")}


def roster_on(authority: str, day: dt.date) -> list[RosterEntry]:
    """Return the duty roster of a day, by shift and name."""
    return list(
        RosterEntry.objects.filter(authority=authority, day=day)
        .select_related("officer", "vehicle", "group")
        .order_by("shift", "officer__name", "id")
    )


def fields_without_pair(authority: str, day: dt.date) -> tuple[Pair, ...]:
    """Return the fields in which on a day no two can go out together, one of them of the field."""
    pairs = pairs_of(staff_index(authority, day))
    return tuple(pair for pair in pairs.values() if pair.answers)


def gaps(authority: str, day: dt.date) -> tuple[Gap, ...]:
    """Return what is missing on a day: shown a day ahead, it can still be filled."""
    expiring = EnforcementCertificate.objects.filter(authority=authority)
    return find_gaps(
        staff_index(authority, day),
        grid_codes=[grid.code for grid in grids_on(authority, day)],
        areas=areas_on(authority, day),
        roster=roster_on(authority, day),
        certificates=list(expiring),
    )
