"""Whom a complaint about conduct is about, and who must therefore not see it (回避)."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from fazhi.kernel.errors import InputError
from fazhi.proceedings.supervision.choices import TargetKind
from fazhi.proceedings.supervision.inputs import Target
from fazhi.registers.staff.choices import MemberPart, Post, UnitKind
from fazhi.registers.staff.models import EnforcementCertificate, Group, GroupMember, Officer
from fazhi.registers.validity import valid_on

_TEAM_UNITS = (UnitKind.BASE, UnitKind.SENDING)


@dataclass(frozen=True, slots=True)
class Found:
    """The target, and the officers who must not see what is said of it."""

    kind: TargetKind
    officer: Officer | None = None
    group: Group | None = None
    barred: frozenset[UUID] = frozenset()
    is_head: bool = False


def find_target(authority: str, target: Target, day: dt.date) -> Found:
    """Return the target and who is barred on a day; InputError when there is no such target.

    What a citizen wrote is looked up as the number of a certificate and as a full name; if it fits
    nobody, or several, it is about the team, and nobody of the team sees it.
    """
    if target.kind is TargetKind.GROUP:
        return _group(authority, target.group_id, day)
    officer = _officer(authority, target, day)
    if officer is None:
        return Found(TargetKind.TEAM, barred=_team(authority, day))
    return Found(
        TargetKind.OFFICER,
        officer=officer,
        barred=_answering_to(officer, day) | {officer.pk},
        is_head=officer.post == Post.HEAD,
    )


def _officer(authority: str, target: Target, day: dt.date) -> Officer | None:
    staff = Officer.objects.filter(authority=authority)
    if target.kind is TargetKind.OFFICER and target.officer_id is not None:
        officer = staff.filter(pk=target.officer_id).first()
        if officer is None:
            raise InputError({"officer": _("没有这名人员。")})
        return officer
    named = "".join(target.named.split())
    if not named:
        return None
    holders = EnforcementCertificate.objects.filter(valid_on(day), number=named)
    found = staff.filter(valid_on(day)).filter(
        Q(name=named) | Q(pk__in=holders.values("officer_id"))
    )
    officers = list(found.order_by("pk")[:2])
    return officers[0] if len(officers) == 1 else None


def _group(authority: str, group_id: UUID | None, day: dt.date) -> Found:
    group = Group.objects.filter(authority=authority, pk=group_id).first() if group_id else None
    if group is None:
        raise InputError({"group": _("没有这个执法组。")})
    return Found(TargetKind.GROUP, group=group, barred=_members([group.pk], day))


def _answering_to(officer: Officer, day: dt.date) -> frozenset[UUID]:
    """Return who answers to an officer: a leader's group, a squad leader's team."""
    if officer.post in {Post.SQUAD_LEADER, Post.HEAD}:
        return _team(officer.authority, day)
    led = GroupMember.objects.filter(valid_on(day), officer=officer, part=MemberPart.LEADER)
    return _members(list(led.values_list("group_id", flat=True)), day)


def _members(groups: list[UUID], day: dt.date) -> frozenset[UUID]:
    rows = GroupMember.objects.filter(valid_on(day), group_id__in=groups)
    return frozenset(rows.values_list("officer_id", flat=True))


def _team(authority: str, day: dt.date) -> frozenset[UUID]:
    """Return those who enforce, and everybody of the units of the team, but no head."""
    rows = Officer.objects.filter(valid_on(day), authority=authority, unit__kind__in=_TEAM_UNITS)
    return frozenset(rows.exclude(post=Post.HEAD).values_list("pk", flat=True))
