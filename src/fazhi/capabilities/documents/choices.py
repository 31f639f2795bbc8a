"""Closed lists of documents."""

from collections.abc import Sequence
from typing import Any

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
    CASE_SOURCE_REGISTRATION = "case_source_registration", _("案件来源登记表")
    CASE_FILING_APPROVAL = "case_filing_approval", _("立案审批表")
    INTERVIEW_NOTICE = "interview_notice", _("询问通知书")
    INTERVIEW_RECORD = "interview_record", _("询问笔录")
    ON_SITE_RECORD = "on_site_record", _("现场检查笔录")
    EXAMINATION_RECORD = "examination_record", _("勘验笔录")
    SAMPLING_RECORD = "sampling_record", _("抽样取证凭证")
    REGISTRATION_PRESERVATION_NOTICE = "registration_preservation_notice", _("先行登记保存通知书")
    PRESERVATION_RESULT = "preservation_result", _("先行登记保存处理决定书")
    EVIDENCE_LIST = "evidence_list", _("证据清单")
    CUSTODY_RECEIPT = "custody_receipt", _("退还财物收据")
    TESTING_NOTICE = "testing_notice", _("检测鉴定告知书")
    RECUSAL_DECISION = "recusal_decision", _("回避决定书")
    INVESTIGATION_REPORT = "investigation_report", _("调查终结报告")
    PRIOR_NOTICE = "prior_notice", _("行政处罚事先告知书")
    HEARING_RIGHT_NOTICE = "hearing_right_notice", _("行政处罚听证告知书")
    STATEMENT_RECORD = "statement_record", _("陈述申辩笔录")
    HEARING_NOTICE = "hearing_notice", _("听证通知书")
    HEARING_RECORD = "hearing_record", _("听证笔录")
    HEARING_REPORT = "hearing_report", _("听证报告")
    REVIEW_OPINION = "review_opinion", _("法制审核意见书")
    PENALTY_APPROVAL = "penalty_approval", _("行政处罚决定审批表")
    PENALTY_DECISION = "penalty_decision", _("行政处罚决定书")
    NO_PENALTY_DECISION = "no_penalty_decision", _("不予行政处罚决定书")
    NOT_ESTABLISHED_DECISION = "not_established_decision", _("违法事实不成立决定书")
    MEASURE_APPROVAL = "measure_approval", _("实施行政强制措施审批表")
    URGENT_MEASURE_REPORT = "urgent_measure_report", _("当场实施行政强制措施报告")
    SCENE_RECORD = "scene_record", _("现场笔录")
    SEALING_SEIZURE_DECISION = "sealing_seizure_decision", _("查封（扣押）决定书")
    INVENTORY = "inventory", _("财物清单")
    SEIZURE_EXTENSION_NOTICE = "seizure_extension_notice", _("延长查封（扣押）期限通知书")
    HANDLING_DECISION = "handling_decision", _("查封（扣押）财物处理决定书")
    ITEMS_TRANSFER_NOTICE = "items_transfer_notice", _("移送财物告知书")
    LIFTING_DECISION = "lifting_decision", _("解除查封（扣押）决定书")
    RETURN_RECEIPT = "return_receipt", _("退还财物清单")
    DEMAND = "demand", _("催告书")
    ENFORCEMENT_DECISION = "enforcement_decision", _("强制执行决定书")
    SUBSTITUTE_PERFORMANCE_DECISION = "substitute_performance_decision", _("代履行决定书")
    COURT_APPLICATION = "court_application", _("强制执行申请书")
    DEMOLITION_ANNOUNCEMENT = "demolition_announcement", _("限期自行拆除公告")
    DEMOLITION_NOTICE = "demolition_notice", _("强制拆除到场通知书")
    ENFORCEMENT_AGREEMENT = "enforcement_agreement", _("行政强制执行协议")
    ENFORCEMENT_SUSPENSION = "enforcement_suspension", _("强制执行进程通知书")
    ENFORCEMENT_RECORD = "enforcement_record", _("强制执行现场笔录")
    DEFERRAL_DECISION = "deferral_decision", _("延期（分期）缴纳罚款批准书")
    LATE_FINE_DECISION = "late_fine_decision", _("加处罚款决定书")
    CRIMINAL_REFERRAL = "criminal_referral", _("涉嫌犯罪案件移送书")
    JURISDICTION_TRANSFER = "jurisdiction_transfer", _("案件移送函")
    CASE_WITHDRAWAL = "case_withdrawal", _("撤销立案审批表")
    CLOSURE_REPORT = "closure_report", _("结案审批表")
    DOSSIER_CATALOGUE = "dossier_catalogue", _("卷宗目录")
    DECISION_PUBLICATION = "decision_publication", _("行政处罚决定公开件")


def template_choices() -> Sequence[tuple[str, Any]]:
    """Return the kinds of documents as they are today: a new kind needs no migration."""
    return Template.choices


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
