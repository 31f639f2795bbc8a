"""Units, officers and groups of tests."""

import datetime as dt
from collections.abc import Sequence
from itertools import count

from fazhi.registers.places.models import Area, Grid
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import Field, MemberPart, Post, UnitKind
from fazhi.registers.staff.models import (
    EnforcementCertificate,
    GridWorker,
    Group,
    GroupGrid,
    GroupMember,
    Officer,
    Secondment,
    Unit,
    Vehicle,
)
from tests.factories.places import SINCE, make_area
from tests.factories.seats import AUTHORITY

UNTIL = dt.date(2027, 12, 31)
_serials = count(1)


def make_unit(
    field: Field = Field.COMPREHENSIVE, authority: str = AUTHORITY, kind: UnitKind | None = None
) -> Unit:
    """Return the unit of a field, made when it is first asked for."""
    is_base = field is Field.COMPREHENSIVE
    unit, _ = Unit.objects.get_or_create(
        authority=authority,
        code=f"U-{field.value}"[:20],
        defaults={
            "name": str(field.label),
            "kind": kind or (UnitKind.BASE if is_base else UnitKind.SENDING),
            "agency": f"区{field.label}部门",
            "field": field,
            "since": SINCE,
        },
    )
    touch(authority)
    return unit


def make_officer(
    field: Field = Field.COMPREHENSIVE,
    *,
    post: Post = Post.OFFICER,
    name: str = "",
    authority: str = AUTHORITY,
    certified_until: dt.date | None = UNTIL,
    until: dt.date | None = None,
) -> Officer:
    """Return an officer certified since long ago, or never if `certified_until` is None."""
    serial = next(_serials)
    officer = Officer.objects.create(
        authority=authority,
        name=name or f"测试{serial:03d}",
        unit=make_unit(field, authority),
        post=post,
        field=field,
        since=SINCE,
        until=until,
    )
    if certified_until:
        make_certificate(officer, until=certified_until)
    touch(authority)
    return officer


def make_certificate(
    officer: Officer, since: dt.date = SINCE, until: dt.date = UNTIL
) -> EnforcementCertificate:
    """Return a certificate of the officer."""
    certificate = EnforcementCertificate.objects.create(
        authority=officer.authority,
        officer=officer,
        number=f"测试证{next(_serials):05d}",
        issued_by="浙江省人民政府（测试）",
        since=since,
        until=until,
    )
    touch(officer.authority)
    return certificate


def make_secondment(officer: Officer, manager: Officer | None = None) -> Secondment:
    """Return the open secondment of an officer."""
    secondment = Secondment.objects.create(
        authority=officer.authority,
        officer=officer,
        unit=officer.unit,
        employer=officer.unit.agency,
        daily_manager=manager,
        professional_guide=f"{officer.unit.agency}业务科",
        since=officer.since,
    )
    touch(officer.authority)
    return secondment


def make_group(
    leader: Officer,
    grids: Sequence[Grid] = (),
    *,
    code: str = "Z1",
    area: Area | None = None,
    members: Sequence[Officer] = (),
) -> Group:
    """Return a group led by an officer, over these grids."""
    authority = leader.authority
    group = Group.objects.create(
        authority=authority,
        code=code,
        name=f"执法组{code}",
        area=area or make_area(authority=authority),
        since=SINCE,
    )
    parts = [(leader, MemberPart.LEADER), *((each, MemberPart.MEMBER) for each in members)]
    GroupMember.objects.bulk_create(
        GroupMember(authority=authority, group=group, officer=officer, part=part, since=SINCE)
        for officer, part in parts
    )
    GroupGrid.objects.bulk_create(
        GroupGrid(authority=authority, group=group, grid_code=grid.code, since=SINCE)
        for grid in grids
    )
    touch(authority)
    return group


def make_grid_worker(grid: Grid, name: str = "") -> Officer:
    """Return a grid worker who works the grid."""
    worker = make_officer(
        post=Post.GRID_WORKER, name=name, authority=grid.authority, certified_until=None
    )
    GridWorker.objects.create(
        authority=grid.authority, officer=worker, grid_code=grid.code, since=SINCE
    )
    touch(grid.authority)
    return worker


def make_vehicle(number: str = "01", authority: str = AUTHORITY) -> Vehicle:
    """Return a vehicle in service."""
    return Vehicle.objects.create(
        authority=authority, number=number, name="电瓶车", state="in_service", since=SINCE
    )
