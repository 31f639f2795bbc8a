"""Closed lists of co-operation."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CooperationDirection(models.TextChoices):
    """Who asks whom."""

    OUTGOING = "outgoing", _("本街道请求")
    INCOMING = "incoming", _("部门请求本街道")


class CooperationGround(models.TextChoices):
    """On which provision a request for co-operation rests."""

    PENALTY_LAW = "penalty_law", _("《中华人民共和国行政处罚法》第二十六条")
    ZHEJIANG_REGULATION = "zhejiang_regulation", _("《浙江省综合行政执法条例》第十七条")


class CooperationStatus(models.TextChoices):
    """How far a request for co-operation has come."""

    OPEN = "open", _("待答复")
    REPLIED = "replied", _("已答复")
    DECLINED = "declined", _("不予协助")


#: The kind of task of answering, or of having answered.
COOPERATION_TASK = "cooperation_request.reply"
