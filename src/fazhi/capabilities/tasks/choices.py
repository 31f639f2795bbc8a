"""Closed lists of tasks."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class AssigneeKind(models.TextChoices):
    """To whom a task is given; an account, when it comes back to the person who gave it."""

    OFFICER = "officer", _("人员")
    ROLE = "role", _("岗位")
    GRID = "grid", _("网格")
    UNIT = "unit", _("科室（队）")
    ACCOUNT = "account", _("派发人")


class TaskStatus(models.TextChoices):
    """How a task stands: the cached label of its steps."""

    ASSIGNED = "assigned", _("待签收")
    ACKNOWLEDGED = "acknowledged", _("办理中")
    RETURNED = "returned", _("已退回")
    COMPLETED = "completed", _("已办结")
    CANCELLED = "cancelled", _("已取消")


#: Tasks that somebody still owes.
OPEN_STATUSES = (TaskStatus.ASSIGNED, TaskStatus.ACKNOWLEDGED, TaskStatus.RETURNED)


class TaskStepKind(models.TextChoices):
    """What happened to a task; each is a row with who, when and why."""

    ASSIGNED = "assigned", _("派发")
    ACKNOWLEDGED = "acknowledged", _("签收")
    RETURNED = "returned", _("退回")
    HANDED_OVER = "handed_over", _("转办")
    COMPLETED = "completed", _("办结")
    CANCELLED = "cancelled", _("取消")
    REMINDED = "reminded", _("催办")
    WARNED = "warned", _("到期提醒")


class Lamp(models.TextChoices):
    """The lamp beside a due time."""

    RED = "red", _("已超期")
    AMBER = "amber", _("即将到期")
    GREEN = "green", _("期限内")
    GREY = "grey", _("已办结")


class InboxTab(models.TextChoices):
    """The tabs of the inbox (我的待办)."""

    ALL = "all", _("全部待办")
    TO_ACKNOWLEDGE = "to_acknowledge", _("待签收")
    DUE_SOON = "due_soon", _("即将到期")
    OVERDUE = "overdue", _("超期")
    RETURNED_TO_ME = "returned_to_me", _("退回给我")
