"""Closed lists of cases, shared by pages and law."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class CaseProcedure(models.TextChoices):
    """Under which procedure a case is handled."""

    SUMMARY = "summary_procedure", _("简易程序")
    ORDINARY = "ordinary_procedure", _("普通程序")


class CaseStatus(models.TextChoices):
    """The label on a list, derived from the steps on file."""

    PROPOSED = "proposed", _("立案待批")
    INVESTIGATED = "investigated", _("调查取证")
    NOTICED = "noticed", _("已告知，听取意见")
    IN_REVIEW = "in_review", _("审核中")
    APPROVED = "approved", _("已审批，待决定")
    ISSUED = "issued", _("已决定，待送达")
    ENDED = "ended", _("已撤案或者移送")
    DECIDED = "decided", _("已决定，待备案")
    FILED = "filed", _("已备案，待缴款")
    SERVED = "served", _("已送达，待履行")
    PERFORMED = "performed", _("已履行，待结案")
    CLOSED = "closed", _("已结案")
    RESCINDED = "rescinded", _("已撤销")


#: The labels under which nothing more is done on a case, and all others.
ENDED = (CaseStatus.CLOSED, CaseStatus.RESCINDED, CaseStatus.ENDED)
OPEN = tuple(status for status in CaseStatus if status not in ENDED)

#: The labels that a case passes through under each procedure, in their order.
PATHS = {
    CaseProcedure.SUMMARY: (
        CaseStatus.DECIDED,
        CaseStatus.FILED,
        CaseStatus.PERFORMED,
        CaseStatus.CLOSED,
    ),
    CaseProcedure.ORDINARY: (
        CaseStatus.PROPOSED,
        CaseStatus.INVESTIGATED,
        CaseStatus.NOTICED,
        CaseStatus.IN_REVIEW,
        CaseStatus.APPROVED,
        CaseStatus.ISSUED,
        CaseStatus.SERVED,
        CaseStatus.PERFORMED,
        CaseStatus.CLOSED,
    ),
}


class CaseConclusion(models.TextChoices):
    """The four outcomes of a case (处理结论) of 《行政处罚法》第五十七条; the words of the law."""

    PENALTY = "penalty", _("给予行政处罚")
    NO_PENALTY = "no_penalty", _("不予行政处罚")
    NOT_ESTABLISHED = "not_established", _("违法事实不成立")
    CRIMINAL_REFERRAL = "criminal_referral", _("移送司法机关")


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


class RemedyKind(models.TextChoices):
    """Which remedy was taken against a decision."""

    RECONSIDERATION = "reconsideration", _("行政复议")
    LITIGATION = "litigation", _("行政诉讼")


class RemedyOutcome(models.TextChoices):
    """How a remedy ended."""

    DISMISSED = "dismissed", _("驳回")
    UPHELD = "upheld", _("维持")
    CHANGED = "changed", _("变更")
    REVOKED = "revoked", _("撤销")
    DECLARED_ILLEGAL = "declared_illegal", _("确认违法")
    DECLARED_INVALID = "declared_invalid", _("确认无效")
    WITHDRAWN = "withdrawn", _("撤回申请或者起诉")
    SETTLED = "settled", _("调解、和解")


class Attendance(models.TextChoices):
    """Who came to the hearing of a remedy for the authority."""

    NOT_HELD = "not_held", _("没有听证或者开庭")
    HEAD = "head", _("负责人参加")
    DELEGATE = "delegate", _("委托工作人员参加")


class RescissionGround(models.TextChoices):
    """Why a decision was rescinded."""

    REMEDY = "remedy", _("复议或者诉讼的结果")
    OWN_ACCORD = "own_accord", _("本机关主动改正")


class ComplaintKind(models.TextChoices):
    """Who complains about a penalty: the party, or anybody else (《行政处罚法》第七十五条)."""

    BY_PARTY = "by_party", _("当事人申诉")
    BY_OTHERS = "by_others", _("他人检举")


class GoodsDisposal(models.TextChoices):
    """What becomes of confiscated goods (《行政处罚法》第七十四条)."""

    PUBLIC_AUCTION = "public_auction", _("公开拍卖")
    BY_STATE_RULES = "by_state_rules", _("按照国家有关规定处理")
    DESTRUCTION = "destruction", _("依法销毁")
    OTHERWISE = "otherwise", _("其他方式")


#: While a case has one of these, its facts are still looked into, and things may be held for it.
UNDECIDED = frozenset(
    {
        CaseStatus.PROPOSED,
        CaseStatus.INVESTIGATED,
        CaseStatus.NOTICED,
        CaseStatus.IN_REVIEW,
        CaseStatus.APPROVED,
    }
)

#: Outcomes after which the decision no longer stands.
FALLEN = frozenset({RemedyOutcome.REVOKED, RemedyOutcome.DECLARED_INVALID})

#: Kinds of tasks that cases give.
FILE_TASK = "case.file"
REMEDY_ANSWER_TASK = "remedy.answer"
REMEDY_FORWARD_TASK = "remedy.forward"
REVIEW_TASK = "referral.review"
STEP_TASK = "case.step"

#: The office's own rule, not law: the same vehicle is not referred twice within so many minutes.
DUPLICATE_MINUTES = 30
