"""People of a day as the list shows them: certificate with its lamp, secondment, absence, group."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel.access import Seat
from fazhi.registers.staff.access import visible_absences, visible_secondments
from fazhi.registers.staff.choices import GapKind
from fazhi.registers.staff.models import (
    Absence,
    EnforcementCertificate,
    GroupMember,
    Officer,
    Secondment,
)
from fazhi.registers.staff.queries import Gap, StaffIndex, gaps, staff_index
from fazhi.registers.validity import valid_on
from fazhi.web.console.staff.gaps import ShownLamp, amber, green, red


class CertificateState(models.TextChoices):
    """How an officer stands with the certificate on a day."""

    MISSING = "missing", gettext_lazy("过期或缺失")
    EXPIRING = "expiring", gettext_lazy("将到期")
    VALID = "valid", gettext_lazy("有效")
    NOT_NEEDED = "not_needed", gettext_lazy("不以证件上岗")


_STATE_OF_GAP = {
    GapKind.CERTIFICATE_MISSING: CertificateState.MISSING,
    GapKind.CERTIFICATE_EXPIRING: CertificateState.EXPIRING,
}


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A member of the staff on a day."""

    officer: Officer
    certificate: EnforcementCertificate | None
    lamp: ShownLamp | None
    secondment: Secondment | None
    absence: Absence | None
    memberships: tuple[GroupMember, ...]
    groups: str

    @property
    def pk(self) -> UUID:
        """Return the key of the row."""
        return self.officer.pk


@dataclass(frozen=True, slots=True)
class PeopleOfDay:
    """The staff of a day as a seat may see it; absences and secondments only for who plans."""

    day: dt.date
    staff: StaffIndex
    gaps: tuple[Gap, ...]
    states: Mapping[UUID, CertificateState]
    secondments: Mapping[UUID, Secondment]
    absences: Mapping[UUID, Absence]
    memberships: Mapping[UUID, tuple[GroupMember, ...]]

    @classmethod
    def on(cls, seat: Seat, day: dt.date) -> "PeopleOfDay":
        """Return the staff of a day."""
        staff = staff_index(seat.authority, day)
        found = gaps(seat.authority, day)
        seconded = visible_secondments(seat).filter(valid_on(day)).select_related("daily_manager")
        absent = visible_absences(seat).filter(valid_on(day)).select_related("substitute")
        return cls(
            day=day,
            staff=staff,
            gaps=found,
            states=_states(staff, found),
            secondments={each.officer_id: each for each in seconded},
            absences={each.officer_id: each for each in absent},
            memberships=_memberships(staff),
        )

    def line(self, officer: Officer) -> PersonLine:
        """Return how the list shows an officer, whose certificates were read with him."""
        certificate = certificate_on(officer.certificates.all(), self.day)
        members = self.memberships.get(officer.pk, ())
        return PersonLine(
            officer=officer,
            certificate=certificate,
            lamp=certificate_lamp(self.state(officer), certificate, self.day),
            secondment=self.secondments.get(officer.pk),
            absence=self.absences.get(officer.pk),
            memberships=members,
            groups="、".join(self.staff.groups[each.group_id].name for each in members),
        )

    def state(self, officer: Officer) -> CertificateState:
        """Return how an officer stands with the certificate."""
        return self.states.get(officer.pk, CertificateState.NOT_NEEDED)

    def in_state(self, state: str) -> list[UUID]:
        """Return who stands so with the certificate."""
        return [each.pk for each in self.staff.officers.values() if self.state(each) == state]


def certificate_on(
    certificates: Iterable[EnforcementCertificate], day: dt.date
) -> EnforcementCertificate | None:
    """Return the certificate of a day, else the last one before it."""
    begun = [each for each in certificates if each.since <= day]
    return max(begun, key=lambda each: (each.until or dt.date.max, each.since), default=None)


def certificate_lamp(
    state: CertificateState, certificate: EnforcementCertificate | None, day: dt.date
) -> ShownLamp | None:
    """Return the lamp of a certificate: its last day in words; none where none is held or owed."""
    if certificate is None:
        return red(_("没有执法证")) if state == CertificateState.MISSING else None
    until = f"{certificate.until:%Y-%m-%d}" if certificate.until else ""
    if not certificate.holds_on(day):
        words = _("已于 %(day)s 到期") % {"day": until}
        return red(words) if state == CertificateState.MISSING else ShownLamp("idle", "info", words)
    words = _("有效至 %(day)s") % {"day": until} if until else _("长期有效")
    if state == CertificateState.EXPIRING:
        return amber(words, _("将到期，请续证"))
    return green(words)


def _states(staff: StaffIndex, found: Iterable[Gap]) -> dict[UUID, CertificateState]:
    states = {each: CertificateState.VALID for each in staff.officers if staff.is_certified(each)}
    for gap in found:
        if gap.officer_id and gap.kind in _STATE_OF_GAP:
            states[gap.officer_id] = _STATE_OF_GAP[gap.kind]
    return states


def _memberships(staff: StaffIndex) -> dict[UUID, tuple[GroupMember, ...]]:
    found: dict[UUID, list[GroupMember]] = defaultdict(list)
    for member in staff.members:
        found[member.officer_id].append(member)
    return {officer: tuple(members) for officer, members in found.items()}
