"""Closed lists of publication."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PublicationState(models.TextChoices):
    """How far the publication of a decision has come."""

    PROPOSED = "proposed", _("待核对")
    CONFIRMED = "confirmed", _("待复核")
    PUBLISHED = "published", _("已公开")
    WITHDRAWN = "withdrawn", _("已撤回")
    ENDED = "ended", _("公示期满")
    NOT_PUBLISHED = "not_published", _("不公开")


class RepairState(models.TextChoices):
    """How an application for credit repair stands."""

    WAITING = "waiting", _("待处理")
    GRANTED = "granted", _("同意，已停止公示")
    REFUSED = "refused", _("不同意")


class LeftOut(models.TextChoices):
    """Fields of the copy that a person may leave out."""

    FACTS = "facts", _("违法事实")
    DISCRETION = "discretion", _("裁量理由")


#: Publications that may still come before the public.
WAITING = (PublicationState.PROPOSED, PublicationState.CONFIRMED)

#: Kinds of tasks that publications give.
CONFIRM_TASK = "publication.confirm"
WITHDRAW_TASK = "publication.withdraw"

#: Templates of documents that are decisions on penalties.
DECISIONS = ("summary_decision", "penalty_decision")
