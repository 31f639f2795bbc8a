"""Receiving leads (线索) and cases that a platform assigned (平台案件)."""

import datetime as dt
from collections.abc import Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.actions import assign_tasks
from fazhi.capabilities.tasks.inputs import Assignee, Due, TaskInput
from fazhi.kernel import clock, numbers
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError, NotFoundError
from fazhi.kernel.idempotency import write_once
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Dossier
from fazhi.kernel.moments import refuse_the_future
from fazhi.proceedings.issues.models import Issue
from fazhi.proceedings.leads.access import INTAKE_RECEIVERS
from fazhi.proceedings.leads.choices import (
    PLATFORM_SOURCES,
    IntakeKind,
    LeadSource,
    TermSubject,
)
from fazhi.proceedings.leads.inputs import IntakeInput
from fazhi.proceedings.leads.kinds import DIFFERENCES
from fazhi.proceedings.leads.models import Intake
from fazhi.proceedings.leads.terms import due_days
from fazhi.registers.competence.models import Power
from fazhi.registers.competence.queries import competence_index
from fazhi.registers.places.queries import placements_of


@transaction.atomic
def receive_intakes(seat: Seat, kind: IntakeKind, inputs: Sequence[IntakeInput]) -> list[Intake]:
    """Receive leads or cases of platforms (接收), all or none; the same number is the same record.

    The squad leader is given the task of answering each within the office's own term.
    """
    seat.require(*INTAKE_RECEIVERS)
    if not inputs:
        raise InputError({"": _("清单是空的。")})
    refuse_the_future([one.received_at for one in inputs], "received_at")
    for one in inputs:
        _refuse_incomplete(kind, one)
    write = partial(_write, seat, kind)
    return write_once(seat.authority, kind, inputs, write=write, read=Intake.objects.in_bulk)


def _refuse_incomplete(kind: IntakeKind, one: IntakeInput) -> None:
    _refuse_unknown_origin(kind, one)
    if not one.description.strip():
        raise InputError({"description": _("请写明反映的是什么事。")})
    if not one.place.strip():
        raise InputError({"place": _("请写明地点。")})
    if (one.longitude is None) is not (one.latitude is None):
        raise InputError({"longitude": _("经度和纬度须一并填写。")})
    if not one.key:
        raise InputError({"outside_number": _("请写明对方编号，或者提交识别键。")})


def _refuse_unknown_origin(kind: IntakeKind, one: IntakeInput) -> None:
    """Refuse what does not say where it comes from, so far as its kind and source have to say."""
    if kind is IntakeKind.PLATFORM_CASE or one.source in PLATFORM_SOURCES:
        if not one.sender.strip():
            raise InputError({"sender": _("请写明来源单位或者平台。")})
        if not one.outside_number.strip():
            raise InputError({"outside_number": _("请写明对方编号，以便回应。")})
    if (kind is IntakeKind.LEAD) is not (one.source is not None):
        raise InputError({"source": _("线索须写明来源；平台案件没有来源一项。")})
    if (one.source is LeadSource.ISSUE) is not (one.issue_id is not None):
        raise InputError({"issue": _("由事件转入的线索，须写明事件；其他来源不写。")})


def _write(seat: Seat, kind: IntakeKind, new: Sequence[tuple[UUID, IntakeInput]]) -> list[Intake]:
    inputs = [one for _made, one in new]
    _refuse_unknown_issues(seat, {one.issue_id for one in inputs if one.issue_id})
    values = _values(seat, kind, inputs)
    at, dossier_kind = clock.now(), DIFFERENCES[kind].dossier
    dossiers = Dossier.objects.bulk_create(
        Dossier(id=made, authority=seat.authority, kind=dossier_kind, opened_at=at)
        for made, _one in new
    )
    rows = [
        Intake(dossier=dossier, authority=seat.authority, kind=kind, entry_index=index, **each)
        for index, (dossier, each) in enumerate(zip(dossiers, values, strict=True))
    ]
    entry = record(
        Act(f"{kind}.received", by=seat, dossier=dossiers[0] if len(rows) == 1 else None),
        {"count": len(rows)},
        items=[row.journal_item() for row in rows],
    )
    for row in rows:
        row.entry_id = entry.id
    Intake.objects.bulk_create(rows)
    assign_tasks(seat, [_task(kind, row) for row in rows])
    return rows


def _values(seat: Seat, kind: IntakeKind, inputs: Sequence[IntakeInput]) -> list[dict[str, Any]]:
    """Return the values of each row: its number, place, power and the day by which it is due."""
    year, sign = clock.today().year, DIFFERENCES[kind].sign
    serials = numbers.draw_many(seat.authority, kind, year, len(inputs))
    days = [clock.day_of(one.received_at) for one in inputs]
    subjects = [TermSubject((one.source or kind).value) for one in inputs]
    due = due_days(seat.authority, list(zip(subjects, days, strict=True)))
    grids = _grids(seat, inputs)
    return [
        {
            "number": f"{sign}〔{year}〕{serial}号",
            "source": one.source or "",
            "sender": one.sender.strip(),
            "outside_number": one.outside_number.strip(),
            "issue_id": one.issue_id,
            "received_at": one.received_at,
            "description": one.description.strip(),
            "place": one.place.strip(),
            "longitude": one.longitude,
            "latitude": one.latitude,
            "grid": grid,
            "power": _power(seat, one, day),
            "due_on": last,
        }
        for serial, one, day, last, grid in zip(serials, inputs, days, due, grids, strict=True)
    ]


def _grids(seat: Seat, inputs: Sequence[IntakeInput]) -> list[Any]:
    points = [
        (one.longitude, one.latitude, one.received_at)
        for one in inputs
        if one.longitude is not None and one.latitude is not None
    ]
    found = iter(placements_of(seat.authority, points))
    placed = [None if one.longitude is None else next(found) for one in inputs]
    return [place.grid if place else None for place in placed]


def _power(seat: Seat, one: IntakeInput, day: dt.date) -> Power | None:
    """Return the item in the list of the day; one that is not listed cannot be named."""
    code = one.power_code.strip()
    if not code:
        return None
    power = competence_index(seat.authority, day).powers.get(code)
    if power is None:
        raise InputError({"power": _("当日的事项目录中没有 %(code)s。") % {"code": code}})
    return power


def _task(kind: IntakeKind, row: Intake) -> TaskInput:
    own = DIFFERENCES[kind]
    return TaskInput(
        kind=own.task,
        title=f"{own.task_title} {row.number}",
        assignee=Assignee.role(Role.SQUAD_LEADER),
        due=Due.on_day(row.due_on),
        dossier=row.dossier,
    )


def _refuse_unknown_issues(seat: Seat, wanted: set[UUID]) -> None:
    if Issue.objects.filter(authority=seat.authority, pk__in=wanted).count() != len(wanted):
        raise NotFoundError
