"""Closed lists of payments."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReceivableStatus(models.TextChoices):
    """How far a receivable is paid: the cached label of its rows."""

    OPEN = "open", _("待缴")
    PARTLY_PAID = "partly_paid", _("部分缴纳")
    LATE_FINE_OWED = "late_fine_owed", _("罚款已缴，加处罚款待缴")
    PAID = "paid", _("已缴清")
    CANCELLED = "cancelled", _("已撤销")


class Channel(models.TextChoices):
    """By which way money came (《行政处罚法》第六十七条、第六十八条、第六十九条)."""

    BANK = "bank", _("银行代收")
    ELECTRONIC = "electronic", _("电子支付")
    CASH_ON_SPOT = "cash_on_spot", _("当场收缴")


class CashGround(models.TextChoices):
    """Why money may be taken on the spot."""

    SMALL_FINE = "small_fine", _("一百元以下罚款")
    LATER_DIFFICULT = "later_difficult", _("不当场收缴事后难以执行")
    REMOTE_ON_REQUEST = "remote_on_request", _("边远、水上、交通不便且当事人提出")


class PaymentPart(models.TextChoices):
    """What a payment pays."""

    FINE = "fine", _("罚款")
    LATE_FINE = "late_fine", _("加处罚款")


class PauseGround(models.TextChoices):
    """While what lasts, no late fine is counted (《行政处罚法》第七十三条第三款)."""

    RECONSIDERATION = "reconsideration", _("行政复议期间")
    LITIGATION = "litigation", _("行政诉讼期间")
