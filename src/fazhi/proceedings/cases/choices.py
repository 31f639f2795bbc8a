"""Closed lists of cases, shared by pages and law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseProcedure(models.TextChoices):
    """Under which procedure a case is handled."""

    SUMMARY = "summary_procedure", _("简易程序")


class CaseStatus(models.TextChoices):
    """The label on a list, derived from the steps on file."""

    DECIDED = "decided", _("已决定，待备案")
    FILED = "filed", _("已备案，待缴款")
    PERFORMED = "performed", _("已履行，待结案")
    CLOSED = "closed", _("已结案")


class OfficerPart(models.TextChoices):
    """What part an officer takes in a case: host or co-host."""

    HOST = "host", _("主办")
    CO_HOST = "co_host", _("协办")


class DefenceOutcome(models.TextChoices):
    """What came of the statement and defence (陈述申辩); the words are those of the law."""

    NOT_ASKED = "not_asked", _("未听取")
    WAIVED = "waived", _("当事人未提出陈述、申辩")
    REJECTED = "rejected", _("经复核，陈述、申辩不成立")
    ADOPTED = "adopted", _("经复核，采纳陈述、申辩")


class Delivery(models.TextChoices):
    """How the decision reached the party on the spot."""

    NOT_DELIVERED = "not_delivered", _("未交付")
    SIGNED = "signed", _("当场签收")
    REFUSAL_NOTED = "refusal_noted", _("拒签，已注明")


class ReferralStatus(models.TextChoices):
    """How far a parking referral (抄告) has come."""

    TAKEN = "taken", _("待审核")
    REVIEWED = "reviewed", _("待移交")
    HANDED_OVER = "handed_over", _("已移交")
    RECEIVED = "received", _("对方已接收")
    DROPPED = "dropped", _("审核不通过")


class VehicleType(models.TextChoices):
    """What kind of vehicle was photographed."""

    SMALL = "small", _("小型车")
    LARGE = "large", _("大型车")
    MOTORCYCLE = "motorcycle", _("摩托车")


#: Kinds of tasks that cases give.
FILE_TASK = "case.file"
REVIEW_TASK = "referral.review"

#: The office's own rule, not law: the same vehicle is not referred twice within so many minutes.
DUPLICATE_MINUTES = 30
