"""Closed lists of service of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceMode(models.TextChoices):
    """The seven modes of service of 《民事诉讼法》第八十七条至第九十五条."""

    PERSONAL = "personal", _("直接送达")
    HOUSEHOLD_MEMBER = "household_member", _("同住成年家属签收")
    LEAVING = "leaving", _("留置送达")
    POST = "post", _("邮寄送达")
    ANNOUNCEMENT = "announcement", _("公告送达")
    ELECTRONIC = "electronic", _("电子送达")
    ENTRUSTED = "entrusted", _("委托送达")


class ServiceOutcome(models.TextChoices):
    """How an attempt ended."""

    PENDING = "pending", _("送达中")
    SERVED = "served", _("已送达")
    FAILED = "failed", _("未送达")


class ProofKind(models.TextChoices):
    """What proves an attempt."""

    SIGNATURE = "signature", _("受送达人签名")
    WITNESS = "witness", _("见证人签名")
    PHOTO = "photo", _("照片")
    RECORDING = "recording", _("录音录像")
    RETURN_SLIP = "return_slip", _("回执")
