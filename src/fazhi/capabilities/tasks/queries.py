"""Reads of tasks: the inbox, what is late, whose a task is."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from fazhi.capabilities.tasks.access import keys_of, visible_tasks
from fazhi.capabilities.tasks.choices import AssigneeKind, InboxTab, Lamp, TaskStatus, TaskStepKind
from fazhi.capabilities.tasks.models import OPEN, Task, TaskStep
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.models import Officer, Unit

#: As many tasks as an inbox reads; whoever owes more sees the most urgent ones.
CAP = 500


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A task as the inbox shows it: with its lamp and the days that remain."""

    task: Task
    lamp: Lamp
    days_left: int

    @property
    def is_overdue(self) -> bool:
        """Tell whether the task should have been done."""
        return self.lamp == Lamp.RED


@dataclass(frozen=True, slots=True)
class Inbox:
    """The inbox (我的待办) of a person on a day, the most urgent first."""

    items: tuple[InboxItem, ...]
    counts: Mapping[InboxTab, int]
    is_capped: bool


def inbox(seat: Seat, day: dt.date, tab: InboxTab = InboxTab.ALL) -> Inbox:
    """Return what a person owes on a day, and how many rows each tab has; two statements."""
    mine = visible_tasks(seat).filter(OPEN, assignee_key__in=keys_of(seat, day))
    rows = list(mine.select_related("dossier").order_by("due_at", "id")[: CAP + 1])
    items = [InboxItem(task, task.lamp(day), task.days_left(day)) for task in rows[:CAP]]
    return Inbox(
        items=tuple(item for item in items if _is_in(item, tab)),
        counts={each: sum(_is_in(item, each) for item in items) for each in InboxTab},
        is_capped=len(rows) > CAP,
    )


def given_by(seat: Seat) -> QuerySet[Task]:
    """Return the open tasks that a person gave to others, the most urgent first."""
    given = visible_tasks(seat).filter(OPEN, assigned_by_id=seat.account_id)
    return given.order_by("due_at", "id")


def overdue(authority: str, moment: dt.datetime) -> QuerySet[Task]:
    """Return the open tasks of an authority whose time has run out, the oldest first."""
    late = Task.objects.filter(OPEN, authority=authority, due_at__lt=moment)
    return late.order_by("due_at", "id")


def to_warn(day: dt.date) -> QuerySet[Task]:
    """Return the open tasks whose day of warning has come and of which nobody was warned yet."""
    warned = TaskStep.objects.filter(task=OuterRef("pk"), kind=TaskStepKind.WARNED)
    return Task.objects.filter(OPEN, ~Exists(warned), warn_on__lte=day)


def open_tasks(dossier: Dossier, *kinds: str) -> QuerySet[Task]:
    """Return the open tasks of a dossier, of the given kinds or of all."""
    tasks = Task.objects.filter(OPEN, dossier=dossier)
    return tasks.filter(kind__in=kinds) if kinds else tasks


def owed_by(officer_id: UUID) -> QuerySet[Task]:
    """Return the open tasks that were given to one officer by name."""
    mine = {"assignee_kind": AssigneeKind.OFFICER, "assignee_key": str(officer_id)}
    return Task.objects.filter(OPEN, **mine).select_related("dossier").order_by("due_at", "id")


def assignee_names(tasks: Iterable[Task]) -> dict[str, str]:
    """Return the name of each assignee by key; two statements however many tasks."""
    wanted: dict[str, set[str]] = {kind.value: set() for kind in AssigneeKind}
    for task in tasks:
        wanted[task.assignee_kind].add(task.assignee_key)
    names = {key: str(Role(key).label) for key in wanted[AssigneeKind.ROLE]}
    names |= {key: key for key in wanted[AssigneeKind.GRID]}
    officers = Officer.objects.filter(pk__in=wanted[AssigneeKind.OFFICER])
    names |= {str(pk): name for pk, name in officers.values_list("pk", "name")}
    units = Unit.objects.filter(pk__in=wanted[AssigneeKind.UNIT])
    return names | {str(pk): name for pk, name in units.values_list("pk", "name")}


def _is_in(item: InboxItem, tab: InboxTab) -> bool:
    match tab:
        case InboxTab.TO_ACKNOWLEDGE:
            return item.task.status == TaskStatus.ASSIGNED
        case InboxTab.RETURNED_TO_ME:
            return item.task.status == TaskStatus.RETURNED
        case InboxTab.DUE_SOON:
            return item.lamp == Lamp.AMBER
        case InboxTab.OVERDUE:
            return item.lamp == Lamp.RED
        case _:
            return True
