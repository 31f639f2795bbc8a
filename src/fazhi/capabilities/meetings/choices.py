"""Closed lists of meetings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MeetingKind(models.TextChoices):
    """What kind of meeting it is."""

    JOINT_MEETING = "joint_meeting", _("联席办公会议")
    DELIBERATION = "deliberation", _("集体讨论")


class MeetingStatus(models.TextChoices):
    """How a meeting stands: the cached label of its rows."""

    PLANNED = "planned", _("已安排")
    HELD = "held", _("已召开，待出纪要")
    MINUTED = "minuted", _("已出纪要")
    CANCELLED = "cancelled", _("已取消")


class AttendeePart(models.TextChoices):
    """What somebody is in a meeting."""

    CHAIR = "chair", _("主持人")
    MEMBER = "member", _("参会人员")
    GUEST = "guest", _("列席人员")
    MINUTE_TAKER = "minute_taker", _("记录人")


class Attendance(models.TextChoices):
    """Whether somebody who was invited came."""

    INVITED = "invited", _("已通知")
    PRESENT = "present", _("到会")
    EXCUSED = "excused", _("请假")


class AgendaResult(models.TextChoices):
    """What became of an item of the agenda."""

    ADOPTED = "adopted", _("通过")
    REJECTED = "rejected", _("不通过")
    DEFERRED = "deferred", _("暂缓")
    HEARD = "heard", _("听取")


class Stance(models.TextChoices):
    """Where a speaker stands; the words are those of the law engine."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    ABSTAIN = "abstain", _("弃权")


class ResolutionLamp(models.TextChoices):
    """The lamp beside a resolution."""

    OVERDUE = "overdue", _("已超期")
    DUE_TODAY = "due_today", _("今日到期")
    OPEN = "open", _("未完成")
    LATE = "late", _("逾期完成")
    DONE = "done", _("按期完成")
