"""Findings, complaints about conduct and registers of tests."""

import datetime as dt
from itertools import count

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.supervision.actions import (
    raise_findings,
    receive_conduct_complaints,
    register_incidents,
)
from fazhi.proceedings.supervision.choices import ConductChannel, IncidentKind, TargetKind
from fazhi.proceedings.supervision.inputs import ConductInput, IncidentInput, Target
from fazhi.proceedings.supervision.models import (
    ConductComplaint,
    IncidentRecord,
    SupervisionFinding,
)
from fazhi.proceedings.supervision.rules import Observation
from fazhi.registers.staff.models import Group, Officer
from tests.factories.seats import AUTHORITY, make_seat

SYSTEM = Seat(authority=AUTHORITY, name="系统")

_serials = count(1)


def seen(subject: str = "a", about: tuple[str, ...] = ()) -> Observation:
    """Return what a watch sees: a subject, since yesterday."""
    since = clock.today() - dt.timedelta(days=1)
    return Observation(subject=subject, title=f"{subject} 逾期", since=since, about=about)


def look(rule: str = "task_overdue", *observed: Observation) -> tuple[SupervisionFinding, ...]:
    """Let one rule see something, and return what that raised."""
    return raise_findings(SYSTEM, {rule: observed}, clock.today()).raised


def make_finding(
    rule: str = "task_overdue", about: tuple[str, ...] = (), subject: str = ""
) -> SupervisionFinding:
    """Return a finding that a rule raised; what it saw before is seen no longer."""
    observed = seen(subject or f"subject {next(_serials)}", about)
    return look(rule, observed)[0]


def make_conduct(target: Officer | Group | None = None, **changed: str) -> ConductComplaint:
    """Return a complaint about conduct that came by telephone."""
    whom = Target()
    if isinstance(target, Officer):
        whom = Target(kind=TargetKind.OFFICER, officer_id=target.pk)
    elif isinstance(target, Group):
        whom = Target(kind=TargetKind.GROUP, group_id=target.pk)
    given = ConductInput(
        key=f"conduct {next(_serials)}",
        channel=ConductChannel.PHONE,
        statement=changed.get("statement", "态度生硬。"),
        target=whom,
        name=changed.get("name", "张某"),
        phone=changed.get("phone", "13800000000"),
    )
    return receive_conduct_complaints(make_seat(Role.DISPATCHER), [given])[0]


def make_incident(
    by: Seat | None = None, kind: IncidentKind = IncidentKind.ACCIDENT
) -> IncidentRecord:
    """Return an incident of yesterday, registered today."""
    today = clock.today()
    given = IncidentInput(
        kind=kind,
        happened_on=today - dt.timedelta(days=1),
        registered_on=today,
        source="应急管理所（测试）",
        description="车辆碰擦。",
    )
    return register_incidents(by or make_seat(Role.CLERK), [given])[0]
