"""Closed lists of documents."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Template(models.TextChoices):
    """Which document it is; each has a folder of dated versions under `templates/`."""

    SUMMARY_DECISION = "summary_decision", _("当场行政处罚决定书")
    PROOF_OF_SERVICE = "proof_of_service", _("送达回证")
    SERVICE_ANNOUNCEMENT = "service_announcement", _("送达公告")
    PAYMENT_NOTICE = "payment_notice", _("罚款缴纳告知单")
    PARKING_REFERRAL = "parking_referral", _("人行道违法停车抄告单")
    PARKING_NOTICE = "parking_notice", _("人行道违法停车告知单")
    ORDER_TO_CORRECT = "order_to_correct", _("责令改正通知书")
    REPORT_RECEIPT = "report_receipt", _("举报受理回执")
    ANNUAL_REPORT = "annual_report", _("年度报告")
    MEETING_MINUTES = "meeting_minutes", _("会议纪要")
    DELIBERATION_RECORD = "deliberation_record", _("集体讨论笔录")


class PaperForm(models.TextChoices):
    """On which paper a document is printed; the content is the same."""

    STANDARD = "standard", _("标准（A4）")
    NARROW = "narrow", _("窄幅（便携打印）")


class DocumentStatus(models.TextChoices):
    """How a document stands today: the cached label of its rows."""

    ISSUED = "issued", _("已制发")
    RECORDED = "recorded", _("已制发，待盖章")
    SEALED = "sealed", _("已盖章")
    VOID = "void", _("已作废")
    WITHDRAWN = "withdrawn", _("已撤回")


class AnnulmentKind(models.TextChoices):
    """Why a document no longer stands."""

    VOID = "void", _("作废（制发有误，号码不再使用）")
    WITHDRAWN = "withdrawn", _("撤回（所载决定已撤销或变更）")
