"""Closed lists of the kernel."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person may be in an authority; a person can be several."""

    GRID_WORKER = "grid_worker", _("网格员")
    OFFICER = "officer", _("执法人员")
    SQUAD_LEADER = "squad_leader", _("中队长")
    CASE_REVIEWER = "case_reviewer", _("案审员")
    HEAD = "head", _("街道负责人")
    DISPATCHER = "dispatcher", _("指挥调度员")
    CLERK = "clerk", _("内勤")
    OPERATOR = "operator", _("系统管理员")
    SUPERVISOR = "supervisor", _("执法监督员")
    LAWYER = "lawyer", _("外聘律师")


#: Who comes from outside, is shown only what he is entrusted with, and signs nothing.
OUTSIDERS = frozenset({Role.LAWYER})
#: Everybody of the house, and who supervises it.
INSIDERS = tuple(role for role in Role if role not in OUTSIDERS)


class DossierKind(models.TextChoices):
    """What kind of file a dossier is; each is owned by one room."""

    CASE = "case", _("案件")
    COMPULSORY_MEASURE = "compulsory_measure", _("行政强制措施")
    ISSUE = "issue", _("事件")
    PARKING_REFERRAL = "parking_referral", _("违停抄告")
    MEETING = "meeting", _("会议")
    LEAD = "lead", _("线索")
    PLATFORM_CASE = "platform_case", _("平台案件")
    COOPERATION_REQUEST = "cooperation_request", _("执法协同请求")
