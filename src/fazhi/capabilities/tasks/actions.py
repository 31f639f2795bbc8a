"""The verbs of tasks: assign, acknowledge, return, hand over, complete, cancel, remind."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.tasks.access import may_hand_over, may_work
from fazhi.capabilities.tasks.choices import AssigneeKind, TaskStatus, TaskStepKind
from fazhi.capabilities.tasks.errors import FinishedTaskError, NotYourTaskError
from fazhi.capabilities.tasks.inputs import Assignee, TaskInput
from fazhi.capabilities.tasks.models import Task, TaskStep
from fazhi.kernel import clock, journal
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.kernel.identifiers import new_id


def assign_task(seat: Seat, task: TaskInput) -> Task:
    """Give one task."""
    return assign_tasks(seat, [task])[0]


@transaction.atomic
def assign_tasks(seat: Seat, tasks: Sequence[TaskInput]) -> list[Task]:
    """Give tasks, all or none."""
    if not tasks:
        return []
    now = clock.now()
    rows = [_row(seat, given, now) for given in tasks]
    Task.objects.bulk_create(rows)
    _write(seat, [_step(seat, row, _Step(TaskStepKind.ASSIGNED, now)) for row in rows])
    return rows


@transaction.atomic
def acknowledge(seat: Seat, task: Task) -> Task:
    """Take a task on (签收); from now on its giver knows who works on it."""
    locked = _own(seat, task)
    return _moved(seat, locked, TaskStatus.ACKNOWLEDGED, TaskStepKind.ACKNOWLEDGED)


@transaction.atomic
def return_task(seat: Seat, task: Task, *, reason: str) -> Task:
    """Give a task back (退回) to whoever gave it; its time runs on."""
    _refuse_empty(reason)
    locked = _own(seat, task)
    giver = locked.assigned_by_id
    back = Assignee.account(giver) if giver else Assignee.role(Role.DISPATCHER)
    return _moved(seat, locked, TaskStatus.RETURNED, TaskStepKind.RETURNED, reason=reason, to=back)


@transaction.atomic
def hand_over(seat: Seat, task: Task, to: Assignee, *, reason: str) -> Task:
    """Give a task on to somebody else (转办); its time runs on."""
    _refuse_empty(reason)
    locked = _open(seat, task)
    if not may_hand_over(seat, locked):
        raise NotYourTaskError(locked.title)
    return _moved(seat, locked, TaskStatus.ASSIGNED, TaskStepKind.HANDED_OVER, reason=reason, to=to)


@transaction.atomic
def complete(seat: Seat, task: Task, *, note: str = "") -> Task:
    """Finish a task that was given to this person (办结)."""
    locked = _own(seat, task)
    return _moved(seat, locked, TaskStatus.COMPLETED, TaskStepKind.COMPLETED, reason=note)


@transaction.atomic
def complete_tasks(seat: Seat, tasks: Sequence[Task], *, note: str = "") -> list[Task]:
    """Finish tasks because what they asked for has been done, by whomever."""
    step = _Step(TaskStepKind.COMPLETED, clock.now(), note)
    return _finish(seat, tasks, TaskStatus.COMPLETED, step)


@transaction.atomic
def cancel_tasks(seat: Seat, tasks: Sequence[Task], *, reason: str) -> list[Task]:
    """Cancel tasks that nobody owes any longer."""
    _refuse_empty(reason)
    step = _Step(TaskStepKind.CANCELLED, clock.now(), reason)
    return _finish(seat, tasks, TaskStatus.CANCELLED, step)


@transaction.atomic
def hand_over_all(seat: Seat, tasks: Sequence[Task], to: Assignee, *, reason: str) -> list[Task]:
    """Give many tasks on to one assignee, because whoever had them has left."""
    rows = _locked(seat, tasks)
    if not rows:
        return []
    step = _Step(TaskStepKind.HANDED_OVER, clock.now(), reason)
    steps = [_step(seat, row, step, to) for row in rows]
    for row in rows:
        row.assignee_kind, row.assignee_key = to.kind, to.key
        row.status = TaskStatus.ASSIGNED
    Task.objects.bulk_update(rows, ["assignee_kind", "assignee_key", "status"])
    _write(seat, steps)
    return rows


@transaction.atomic
def remind(seat: Seat, task: Task, *, reason: str = "") -> Task:
    """Press for a task (催办); its giver and those above may."""
    locked = _open(seat, task)
    _write(seat, [_step(seat, locked, _Step(TaskStepKind.REMINDED, clock.now(), reason))])
    return locked


@transaction.atomic
def warn(seat: Seat, tasks: Sequence[Task]) -> list[Task]:
    """Put on record that the day of warning has come for tasks."""
    rows = [task for task in tasks if task.is_open]
    if rows:
        step = _Step(TaskStepKind.WARNED, clock.now())
        _write(seat, [_step(seat, row, step) for row in rows])
    return rows


@dataclass(frozen=True, slots=True)
class _Step:
    kind: TaskStepKind
    at: dt.datetime
    reason: str = ""


def _row(seat: Seat, given: TaskInput, now: dt.datetime) -> Task:
    return Task(
        id=new_id(),
        authority=seat.authority,
        dossier=given.dossier,
        kind=given.kind,
        title=given.title,
        assignee_kind=given.assignee.kind,
        assignee_key=given.assignee.key,
        assigned_at=now,
        assigned_by_id=seat.account_id,
        due_at=given.due.due_at,
        warn_on=given.due.warn_on,
        rule=given.due.rule,
        article=given.due.article,
        is_provisional=given.due.is_provisional,
    )


def _own(seat: Seat, task: Task) -> Task:
    locked = _open(seat, task)
    if not may_work(seat, locked):
        raise NotYourTaskError(locked.title)
    return locked


def _open(seat: Seat, task: Task) -> Task:
    locked = Task.objects.select_for_update().get(pk=task.pk, authority=seat.authority)
    if not locked.is_open:
        raise FinishedTaskError(locked.title)
    return locked


def _locked(seat: Seat, tasks: Sequence[Task]) -> list[Task]:
    """Lock the tasks that are still open, in the order of their keys."""
    keys = [task.pk for task in tasks]
    rows = Task.objects.select_for_update().filter(pk__in=keys, authority=seat.authority)
    return [row for row in rows.order_by("pk") if row.is_open]


def _moved(
    seat: Seat,
    task: Task,
    status: TaskStatus,
    kind: TaskStepKind,
    *,
    reason: str = "",
    to: Assignee | None = None,
) -> Task:
    """Move a locked task to a status, with its step and its entry."""
    now = clock.now()
    step = _step(seat, task, _Step(kind, now, reason), to)
    if to:
        task.assignee_kind, task.assignee_key = to.kind, to.key
    task.status = status
    task.finished_at = now if status == TaskStatus.COMPLETED else None
    task.save(update_fields=["assignee_kind", "assignee_key", "status", "finished_at"])
    _write(seat, [step])
    return task


def _finish(seat: Seat, tasks: Sequence[Task], status: TaskStatus, step: _Step) -> list[Task]:
    rows = _locked(seat, tasks)
    if not rows:
        return []
    for row in rows:
        row.status, row.finished_at = status, step.at
    Task.objects.bulk_update(rows, ["status", "finished_at"])
    _write(seat, [_step(seat, row, step) for row in rows])
    return rows


def _step(seat: Seat, task: Task, step: _Step, to: Assignee | None = None) -> TaskStep:
    """Return the row of a step; of the first step the assignee is the one the task begins with."""
    is_first = step.kind == TaskStepKind.ASSIGNED
    now_with = "" if is_first else task.assignee_kind, "" if is_first else task.assignee_key
    first = Assignee(AssigneeKind(task.assignee_kind), task.assignee_key) if is_first else None
    goes_to = to or first
    return TaskStep(
        id=new_id(),
        task=task,
        kind=step.kind,
        at=step.at,
        by_id=seat.account_id,
        reason=step.reason.strip(),
        from_kind=now_with[0],
        from_key=now_with[1],
        to_kind=goes_to.kind if goes_to else "",
        to_key=goes_to.key if goes_to else "",
    )


def _write(seat: Seat, steps: Sequence[TaskStep]) -> None:
    """Write steps of one kind, and the entry that tells of them."""
    TaskStep.objects.bulk_create(steps)
    items = [step.journal_item() for step in steps]
    dossiers = {step.task.dossier_id for step in steps}
    entry = journal.record(
        journal.Act(
            f"task.{steps[0].kind}",
            by=seat,
            dossier=steps[0].task.dossier if len(dossiers) == 1 else None,
            happened_at=steps[0].at,
        ),
        items[0] if len(items) == 1 else {},
        items=() if len(items) == 1 else items,
    )
    TaskStep.objects.filter(pk__in=[step.pk for step in steps]).update(entry=entry)


def _refuse_empty(reason: str) -> None:
    if not reason.strip():
        raise InputError({"reason": _("请写明理由。")})
