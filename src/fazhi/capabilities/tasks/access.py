"""Whose task it is: the keys under which a person is given tasks, and what may be done with one."""

import datetime as dt
from uuid import UUID

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.models import Task
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer

#: Those who give tasks on, whoever they were given to.
DISPATCHING = (Role.DISPATCHER, Role.SQUAD_LEADER, Role.HEAD)


def keys_of(seat: Seat, day: dt.date) -> frozenset[str]:
    """Return every key under which tasks reach a person on a day; one statement."""
    keys = {str(role.value) for role in seat.roles}
    if seat.account_id is None:
        return frozenset(keys)
    keys.add(str(seat.account_id))
    for row in _posts(seat.account_id, day):
        keys.update(str(key) for key in row if key)
    return frozenset(keys)


def visible_tasks(seat: Seat) -> QuerySet[Task]:
    """Return the tasks of the person's authority; a citizen sees none."""
    if seat.account_id is None:
        return Task.objects.none()
    return Task.objects.filter(authority=seat.authority)


def tasks_of(seat: Seat, dossier: Dossier) -> QuerySet[Task]:
    """Return the tasks of a dossier in the order in which they were given."""
    return visible_tasks(seat).filter(dossier=dossier).order_by("assigned_at", "id")


def task_for(seat: Seat, task_id: UUID) -> Task:
    """Return one task; an unknown one and one of another authority are answered alike."""
    task = visible_tasks(seat).filter(pk=task_id).first()
    if task is None:
        raise NotFoundError(_("没有这项任务。"))
    return task


def may_work(seat: Seat, task: Task) -> bool:
    """Tell whether the task was given to this person."""
    return task.assignee_key in keys_of(seat, clock.today())


def may_hand_over(seat: Seat, task: Task) -> bool:
    """Tell whether this person may give the task to somebody else."""
    gave_it = seat.account_id is not None and task.assigned_by_id == seat.account_id
    return gave_it or seat.has(*DISPATCHING) or may_work(seat, task)


def _posts(account_id: UUID, day: dt.date) -> list[tuple[object, ...]]:
    """Return officer, unit and grid codes of an account, one row for each grid."""
    officers = Officer.objects.filter(account_id=account_id).annotate(
        membership=FilteredRelation("memberships", condition=_open_on("memberships", day)),
        covered=FilteredRelation(
            "memberships__group__grids", condition=_open_on("memberships__group__grids", day)
        ),
        worked=FilteredRelation("worked_grids", condition=_open_on("worked_grids", day)),
    )
    return list(officers.values_list("id", "unit_id", "covered__grid_code", "worked__grid_code"))


def _open_on(path: str, day: dt.date) -> Q:
    return Q(
        Q(**{f"{path}__until__isnull": True}) | Q(**{f"{path}__until__gte": day}),
        **{f"{path}__since__lte": day},
    )
