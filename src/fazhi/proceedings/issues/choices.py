"""Closed lists of issues, shared by pages and law."""

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _


class Channel(models.TextChoices):
    """By which way a report came in."""

    PORTAL = "portal", _("门户")
    TELEPHONE = "telephone", _("电话")
    COUNTER = "counter", _("窗口")
    HOTLINE = "hotline", _("热线转办")


class IssueSource(models.TextChoices):
    """Who found the issue."""

    REPORT = "report", _("群众反映")
    GRID = "grid", _("网格发现")
    CAMPAIGN = "campaign", _("专项排查发现")


class IssueStatus(models.TextChoices):
    """The label on a list, derived from the steps on file."""

    OPEN = "open", _("待派单")
    ASSIGNED = "assigned", _("已派单")
    HANDLED = "handled", _("已处置，待核查")
    VERIFIED = "verified", _("已核查，待办结")
    CLOSED = "closed", _("已办结")


class IssueStepKind(models.TextChoices):
    """What was done on an issue; each step is a row with its person, time and reason."""

    OPENED = "opened", _("登记")
    ROUTED = "routed", _("分流")
    ASSIGNED = "assigned", _("派单")
    RETURNED = "returned", _("退回")
    HANDLED = "handled", _("处置")
    VERIFIED = "verified", _("核查")
    CLOSED = "closed", _("办结")
    FED_BACK = "fed_back", _("反馈")


class ContactReason(models.TextChoices):
    """Why the contact of a reporter is opened; a closed list, so that no name stands in it."""

    ASK_BACK = "ask_back", _("向反映人了解情况")
    TELL_RESULT = "tell_result", _("告知办理结果")
    VISIT_BACK = "visit_back", _("电话回访")
    EMERGENCY = "emergency", _("紧急联络")


class CampaignKind(models.TextChoices):
    """What a campaign is about."""

    SAFETY = "safety", _("平安专项")
    CIVIC = "civic", _("文明专项")


#: Kinds of tasks that issues give.
HANDLE_TASK = "issue.handle"
VERIFY_TASK = "issue.verify"

#: The office's own limit for handling an issue, in working days; it is not law and only warns.
HANDLING_WORKING_DAYS = 5

#: How near the end of that limit an issue is shown as due soon.
SOON = dt.timedelta(days=1)
