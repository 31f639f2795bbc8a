"""What is missing in the staff on a day."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from fazhi.registers.places.models import Area
from fazhi.registers.staff.choices import ENFORCEMENT_POSTS, GapKind, UnitKind
from fazhi.registers.staff.index import StaffIndex
from fazhi.registers.staff.models import EnforcementCertificate, RosterEntry
from fazhi.registers.staff.pairs import pairs_of

#: A certificate that expires within a month is listed, so that the renewal comes in time.
_EXPIRY_NOTICE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Gap:
    """Something missing on a day (缺口): what kind, of whom or what, in words and by identifier."""

    kind: GapKind
    subject: str
    key: str
    officer_id: UUID | None = None

    @property
    def is_red(self) -> bool:
        """Tell whether work cannot lawfully or safely be done because of it."""
        return self.kind not in (GapKind.CERTIFICATE_EXPIRING, GapKind.UNIT_UNSTAFFED)


def find_gaps(
    staff: StaffIndex,
    *,
    grid_codes: Sequence[str],
    areas: Sequence[Area],
    roster: Sequence[RosterEntry],
    certificates: Iterable[EnforcementCertificate],
) -> tuple[Gap, ...]:
    """Return the gaps of the day of `staff`, by kind and subject."""
    found = [
        *_grids(staff, grid_codes),
        *_groups(staff),
        *_areas(staff, areas),
        *_fields(staff),
        *_units(staff),
        *_shifts(staff, roster),
        *_certificates(staff, certificates),
    ]
    if staff.head() is None:
        found.append(Gap(GapKind.HEAD_MISSING, "", ""))
    order = list(GapKind)
    return tuple(sorted(found, key=lambda gap: (order.index(gap.kind), gap.subject, gap.key)))


def _grids(staff: StaffIndex, codes: Sequence[str]) -> Iterator[Gap]:
    for code in codes:
        if staff.group_of(code) is None:
            yield Gap(GapKind.GRID_WITHOUT_GROUP, code, code)


def _groups(staff: StaffIndex) -> Iterator[Gap]:
    for group in staff.groups.values():
        leader = staff.leader_of(group)
        if leader is None:
            yield Gap(GapKind.GROUP_WITHOUT_LEADER, group.name, str(group.id))
        elif not staff.is_present(leader.id):
            subject = f"{group.name}：{leader.name}"
            yield Gap(GapKind.GROUP_LEADER_ABSENT, subject, str(group.id), leader.id)


def _areas(staff: StaffIndex, areas: Sequence[Area]) -> Iterator[Gap]:
    for area in areas:
        leader = staff.area_leaders.get(area.id)
        if leader is None or leader not in staff.officers:
            yield Gap(GapKind.AREA_WITHOUT_LEADER, area.name, str(area.id))


def _fields(staff: StaffIndex) -> Iterator[Gap]:
    for field, pair in pairs_of(staff).items():
        if not pair.answers:
            continue
        kind = GapKind.FIELD_WITHOUT_PAIR if pair.officers else GapKind.FIELD_UNSTAFFED
        yield Gap(kind, str(field.label), str(field.value))


def _units(staff: StaffIndex) -> Iterator[Gap]:
    present = {each.unit_id for each in staff.officers.values() if staff.is_present(each.id)}
    for unit in staff.units:
        if unit.kind != UnitKind.OFFICE and unit.id not in present:
            yield Gap(GapKind.UNIT_UNSTAFFED, unit.name, str(unit.id))


def _shifts(staff: StaffIndex, roster: Sequence[RosterEntry]) -> Iterator[Gap]:
    for line in roster:
        if not staff.is_present(line.officer_id):
            subject = f"{line.get_shift_display()}：{line.officer.name}"
            yield Gap(GapKind.SHIFT_UNFILLED, subject, str(line.id), line.officer_id)


def _certificates(
    staff: StaffIndex, certificates: Iterable[EnforcementCertificate]
) -> Iterator[Gap]:
    last: dict[UUID, dt.date] = {}
    for certificate in certificates:
        until = certificate.until or dt.date.max
        last[certificate.officer_id] = max(until, last.get(certificate.officer_id, until))
    for officer in staff.officers.values():
        if officer.post not in ENFORCEMENT_POSTS:
            continue
        if not staff.is_certified(officer.id):
            yield Gap(GapKind.CERTIFICATE_MISSING, officer.name, str(officer.id), officer.id)
        elif last[officer.id] - staff.day <= _EXPIRY_NOTICE:
            subject = f"{officer.name}（{last[officer.id]:%Y-%m-%d}）"
            yield Gap(GapKind.CERTIFICATE_EXPIRING, subject, str(officer.id), officer.id)
