"""Closed lists of what is handed to the office as a possible case."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class IntakeKind(models.TextChoices):
    """What an intake is: a lead, or a case that a platform assigned."""

    LEAD = "lead", _("线索")
    PLATFORM_CASE = "platform_case", _("平台案件")


class LeadSource(models.TextChoices):
    """Where a lead comes from."""

    ISSUE = "issue", _("事件转入")
    INSPECTION = "inspection", _("行政检查")
    HOTLINE = "hotline", _("热线转办")
    UPPER_PLATFORM = "upper_platform", _("上级平台交办")
    OTHER_DEPARTMENT = "other_department", _("其他部门移送")
    MEDIA = "media", _("媒体反映")
    PATROL = "patrol", _("巡查发现")


class TermSubject(models.TextChoices):
    """For what the office sets itself a term: each source of leads, and the two others."""

    ISSUE = "issue", _("线索：事件转入")
    INSPECTION = "inspection", _("线索：行政检查")
    HOTLINE = "hotline", _("线索：热线转办")
    UPPER_PLATFORM = "upper_platform", _("线索：上级平台交办")
    OTHER_DEPARTMENT = "other_department", _("线索：其他部门移送")
    MEDIA = "media", _("线索：媒体反映")
    PATROL = "patrol", _("线索：巡查发现")
    PLATFORM_CASE = "platform_case", _("平台案件")
    COOPERATION = "cooperation", _("执法协同请求")


class IntakeStatus(models.TextChoices):
    """How far a lead or a case of a platform has come."""

    RECEIVED = "received", _("待答复")
    ACCEPTED = "accepted", _("已受理")
    DECLINED = "declined", _("不予受理")
    HANDED_OVER = "handed_over", _("已移送")


class DeclineReason(models.TextChoices):
    """Why a lead or a case of a platform is not taken up."""

    NOT_IN_POWER_LIST = "not_in_power_list", _("不属于本街道执法事项")
    NOT_OUR_PLACE = "not_our_place", _("不在本街道辖区")
    NO_FACTS = "no_facts", _("没有可以核实的违法事实")
    DUPLICATE = "duplicate", _("重复线索")
    TIME_BARRED = "time_barred", _("超过处罚时效")


#: Sources outside of the house: what they send must be answered to them.
PLATFORM_SOURCES = (LeadSource.HOTLINE, LeadSource.UPPER_PLATFORM, LeadSource.OTHER_DEPARTMENT)

#: What officers of this house found themselves: nobody else holds it.
OWN_SOURCES = (LeadSource.INSPECTION, LeadSource.PATROL)
