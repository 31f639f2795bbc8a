"""Closed lists of service of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ServiceMode(models.TextChoices):
    """The seven modes of service of 《民事诉讼法》第八十八条至第九十五条."""

    PERSONAL = "personal", _("直接送达")
    LEAVING = "leaving", _("留置送达")
    ENTRUSTED = "entrusted", _("委托送达")
    POST = "post", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")
    THROUGH_UNIT = "through_unit", _("转交送达")
    ANNOUNCEMENT = "announcement", _("公告送达")


#: The modes in which a document is handed to somebody; an announcement is made instead.
DELIVERIES = tuple(mode for mode in ServiceMode if mode is not ServiceMode.ANNOUNCEMENT)


class ServiceOutcome(models.TextChoices):
    """How an attempt ended; pending is an announcement of which the last day is not known yet."""

    PENDING = "pending", _("送达中")
    SERVED = "served", _("已送达")
    FAILED = "failed", _("未送达")


class ReceiverKind(models.TextChoices):
    """Who signed for a document."""

    RECIPIENT = "recipient", _("受送达人本人")
    HOUSEHOLD_MEMBER = "household_member", _("同住成年家属（本人不在）")
    ORGANISATION_RECEIVER = "organisation_receiver", _("单位负责人或者负责收件的人")
    AGENT = "agent", _("代理人或者指定代收人")


class TransferUnitKind(models.TextChoices):
    """The unit through which a document is passed on."""

    ARMY = "army", _("部队团以上单位的政治机关")
    PRISON = "prison", _("监所")
    CORRECTION = "correction", _("强制性教育机构")


class FailureReason(models.TextChoices):
    """Why an attempt did not serve the document."""

    NOBODY_THERE = "nobody_there", _("无人在场")
    MOVED = "moved", _("迁移新址不明")
    WRONG_ADDRESS = "wrong_address", _("地址不详")
    RETURNED = "returned", _("邮件退回")
    NOT_ARRIVED = "not_arrived", _("电子信息没有到达")
    UNIT_DECLINED = "unit_declined", _("受托或者转交单位退回")
    WITHDRAWN = "withdrawn", _("公告撤回")
    OTHER = "other", _("其他")


#: What an officer may give as a reason; a withdrawal has its own step.
FAILURE_CHOICES = tuple(each for each in FailureReason.choices if each[0] != "withdrawn")


class ProofKind(models.TextChoices):
    """What proves an attempt."""

    SIGNATURE = "signature", _("受送达人签名")
    WITNESS = "witness", _("见证人签名")
    PHOTO = "photo", _("照片")
    RECORDING = "recording", _("录音录像")
    RETURN_SLIP = "return_slip", _("回执")
    ARRIVAL_RECORD = "arrival_record", _("到达记录")
    PUBLICATION = "publication", _("公告发布证明")


#: What a camera makes: without the file it proves nothing.
CAMERA_PROOFS = frozenset({ProofKind.PHOTO, ProofKind.RECORDING})


class ElectronicChannel(models.TextChoices):
    """By which electronic way the party agreed to be served."""

    FAX = "fax", _("传真")
    E_MAIL = "e_mail", _("电子邮件")
    MESSAGE = "message", _("手机短信")
    PLATFORM = "platform", _("政务平台")


class AnnouncementPlace(models.TextChoices):
    """Where an announcement was published."""

    BOARD = "board", _("本机关公告栏")
    RESIDENCE = "residence", _("受送达人住所地")
    NEWSPAPER = "newspaper", _("报纸")
    WEBSITE = "website", _("政府网站")
