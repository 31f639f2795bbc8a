"""The rows of tasks."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.tasks.choices import (
    OPEN_STATUSES,
    AssigneeKind,
    Lamp,
    TaskStatus,
    TaskStepKind,
)
from fazhi.kernel import clock
from fazhi.kernel.canonical import moment
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel

#: Tasks that somebody still owes. Written without a value, so that SQLite too can use the partial
#: indexes: it compares their condition word by word with that of a query.
OPEN = Q(finished_at__isnull=True)


class Task(OwnedModel):
    """What somebody owes by a time (任务). How it got there stands in its steps.

    `due_at` comes from a rule of law (`rule`, `article`) or from an internal limit (both empty).
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, null=True, related_name="tasks")
    kind = models.CharField(_("任务种类"), max_length=32)
    title = models.CharField(_("任务"), max_length=120)
    assignee_kind = models.CharField(_("承办方"), max_length=8, choices=AssigneeKind.choices)
    assignee_key = models.CharField(_("承办方代码"), max_length=36)
    assigned_at = models.DateTimeField(_("派发时间"))
    assigned_by_id = models.UUIDField(_("派发人"), null=True)
    due_at = models.DateTimeField(_("期限"))
    warn_on = models.DateField(_("提醒日"))
    rule = models.CharField(_("期限规则"), max_length=32, blank=True)
    article = models.CharField(_("期限依据"), max_length=80, blank=True)
    is_provisional = models.BooleanField(_("期限暂定"), default=False)
    status = models.CharField(
        _("状态"), max_length=12, choices=TaskStatus.choices, default=TaskStatus.ASSIGNED
    )
    finished_at = models.DateTimeField(_("办结时间"), null=True)

    class Meta:
        verbose_name = _("任务")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=(Q(finished_at__isnull=True) & ~Q(status__in=["completed", "cancelled"]))
                | (Q(finished_at__isnull=False) & Q(status__in=["completed", "cancelled"])),
                name="a_finished_task_says_when",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["authority", "assignee_key", "due_at", "id"],
                condition=OPEN,
                name="task_inbox",
            ),
            models.Index(fields=["dossier", "assigned_at"], name="task_of_dossier"),
            models.Index(fields=["warn_on"], condition=OPEN, name="task_to_warn"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_open(self) -> bool:
        """Tell whether the task is still owed."""
        return self.status in OPEN_STATUSES

    @property
    def is_statutory(self) -> bool:
        """Tell whether the law sets the limit."""
        return bool(self.rule)

    def lamp(self, day: dt.date) -> Lamp:
        """Return the lamp of the task on a day."""
        if not self.is_open:
            return Lamp.GREY
        if day > clock.day_of(self.due_at):
            return Lamp.RED
        return Lamp.AMBER if day >= self.warn_on else Lamp.GREEN

    def days_left(self, day: dt.date) -> int:
        """Return how many calendar days remain; negative when overdue."""
        return (clock.day_of(self.due_at) - day).days


class TaskStep(models.Model):
    """What happened to a task (任务流转): assigned, acknowledged, returned, handed over, done."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("流转"), max_length=12, choices=TaskStepKind.choices)
    at = models.DateTimeField(_("时间"))
    by_id = models.UUIDField(_("经办人"), null=True)
    reason = models.CharField(_("说明"), max_length=200, blank=True)
    from_kind = models.CharField(max_length=8, choices=AssigneeKind.choices, blank=True)
    from_key = models.CharField(max_length=36, blank=True)
    to_kind = models.CharField(max_length=8, choices=AssigneeKind.choices, blank=True)
    to_key = models.CharField(max_length=36, blank=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("任务流转")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["task", "at"], name="step_of_task"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {clock.local(self.at):%m-%d %H:%M}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this step; its reason stays in the row."""
        return {
            "task": str(self.task_id),
            "dossier": str(self.task.dossier_id) if self.task.dossier_id else None,
            "kind": self.task.kind,
            "from": [self.from_kind, self.from_key],
            "to": [self.to_kind, self.to_key],
            "due_at": moment(self.task.due_at),
            "rule": self.task.rule,
        }
