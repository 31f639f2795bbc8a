"""Closed lists of evidence."""

from collections.abc import Mapping

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.law.custody_facts import HoldingEnd, HoldingKind


class ExhibitKind(models.TextChoices):
    """The eight kinds of evidence of 《行政处罚法》第四十六条."""

    DOCUMENTARY = "documentary", _("书证")
    PHYSICAL = "physical", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC_DATA = "electronic_data", _("电子数据")
    WITNESS_TESTIMONY = "witness_testimony", _("证人证言")
    PARTY_STATEMENT = "party_statement", _("当事人的陈述")
    EXPERT_OPINION = "expert_opinion", _("鉴定意见")
    SCENE_RECORD = "scene_record", _("勘验笔录、现场笔录")


class HeldAs(models.TextChoices):
    """On which ground the office holds a thing; the law's own list in words of pages."""

    PRESERVATION = HoldingKind.PRESERVATION.value, _("先行登记保存")
    SAMPLING = HoldingKind.SAMPLING.value, _("抽样取证")
    SEALING = HoldingKind.SEALING.value, _("查封")
    SEIZURE = HoldingKind.SEIZURE.value, _("扣押")
    CONFISCATION = HoldingKind.CONFISCATION.value, _("没收")


class EndedAs(models.TextChoices):
    """What became of a thing that was held; the law's own list in words of pages."""

    RETURNED = HoldingEnd.RETURNED.value, _("退还当事人")
    SEIZED = HoldingEnd.SEIZED.value, _("转为查封、扣押")
    CONFISCATED = HoldingEnd.CONFISCATED.value, _("没收")
    TESTED = HoldingEnd.TESTED.value, _("送检测鉴定")
    TRANSFERRED = HoldingEnd.TRANSFERRED.value, _("移送有关部门")
    SOLD = HoldingEnd.SOLD.value, _("拍卖、变卖")
    DESTROYED = HoldingEnd.DESTROYED.value, _("销毁")
    OTHER = HoldingEnd.OTHER.value, _("其他")


#: What can be decided of a thing, by the ground on which it is held; whether it may be, says the
#: law. A thing preserved or sampled is nobody's to sell or destroy (《行政处罚法》第五十六条).
ENDS_OF: Mapping[HeldAs, tuple[EndedAs, ...]] = {
    HeldAs.PRESERVATION: (
        EndedAs.RETURNED,
        EndedAs.SEIZED,
        EndedAs.CONFISCATED,
        EndedAs.TESTED,
        EndedAs.TRANSFERRED,
        EndedAs.OTHER,
    ),
    HeldAs.SAMPLING: (EndedAs.RETURNED, EndedAs.TESTED, EndedAs.TRANSFERRED),
    HeldAs.SEALING: (EndedAs.RETURNED, EndedAs.CONFISCATED, EndedAs.TRANSFERRED, EndedAs.SOLD),
    HeldAs.SEIZURE: (
        EndedAs.RETURNED,
        EndedAs.CONFISCATED,
        EndedAs.TRANSFERRED,
        EndedAs.SOLD,
        EndedAs.DESTROYED,
    ),
    HeldAs.CONFISCATION: (EndedAs.SOLD, EndedAs.DESTROYED, EndedAs.TRANSFERRED),
}
#: The thing stays in the house under another ground.
STAYS = frozenset({EndedAs.SEIZED, EndedAs.CONFISCATED})


class CustodyEntryKind(models.TextChoices):
    """What happened to an exhibit or a thing held; each is a row with who, when and why."""

    RECEIVED = "received", _("入库")
    OFFERED = "offered", _("移交")
    ACCEPTED = "accepted", _("接收")
    DECLINED = "declined", _("拒绝接收")
    LENT = "lent", _("借出查阅")
    GIVEN_BACK = "given_back", _("归还")
    EXPORTED = "exported", _("导出副本")
    COUNTED = "counted", _("盘点")
    DELIVERED = "delivered", _("出库交付")
    USED = "used", _("被使用")
    DAMAGED = "damaged", _("损毁")
    COMPENSATED = "compensated", _("已赔偿")
    CHARGED = "charged", _("向当事人收取保管费")
    REPAID = "repaid", _("退还保管费")
    AUDITED = "audited", _("记录审核")
    INFORMED = "informed", _("告知当事人")
    EXPLAINED = "explained", _("说明指纹差异")


#: What is simply written into the log of an exhibit, and of a thing held.
NOTED_OF_EXHIBITS = (
    CustodyEntryKind.RECEIVED,
    CustodyEntryKind.LENT,
    CustodyEntryKind.GIVEN_BACK,
    CustodyEntryKind.AUDITED,
    CustodyEntryKind.INFORMED,
    CustodyEntryKind.EXPLAINED,
)
NOTED_OF_HOLDINGS = (
    CustodyEntryKind.LENT,
    CustodyEntryKind.GIVEN_BACK,
    CustodyEntryKind.USED,
    CustodyEntryKind.DAMAGED,
    CustodyEntryKind.COMPENSATED,
    CustodyEntryKind.CHARGED,
    CustodyEntryKind.REPAID,
)


class DeviceKind(models.TextChoices):
    """What kind of device evidence comes from."""

    BODY_CAMERA = "body_camera", _("执法记录仪")
    MONITORING = "monitoring", _("电子技术监控设备")
    PUBLIC_VIDEO = "public_video", _("公共安全视频")
    MEASURING = "measuring", _("计量、检测器具")


class QualificationKind(models.TextChoices):
    """What a device must have gone through before its output counts."""

    LEGAL_REVIEW = "legal_review", _("法制审核")
    TECHNICAL_REVIEW = "technical_review", _("技术审核")
    SIGN = "sign", _("设置明显标志")
    LOCATION_PUBLISHED = "location_published", _("公布设置地点")
    CALIBRATION = "calibration", _("检定")


#: What each kind of device is asked for.
QUALIFICATIONS_OF: Mapping[DeviceKind, tuple[QualificationKind, ...]] = {
    DeviceKind.BODY_CAMERA: (),
    DeviceKind.MONITORING: (
        QualificationKind.LEGAL_REVIEW,
        QualificationKind.TECHNICAL_REVIEW,
        QualificationKind.SIGN,
        QualificationKind.LOCATION_PUBLISHED,
    ),
    DeviceKind.PUBLIC_VIDEO: (
        QualificationKind.LEGAL_REVIEW,
        QualificationKind.TECHNICAL_REVIEW,
        QualificationKind.SIGN,
        QualificationKind.LOCATION_PUBLISHED,
    ),
    DeviceKind.MEASURING: (QualificationKind.CALIBRATION,),
}


#: Devices whose evidence is judged by 《行政处罚法》第四十一条.
JUDGED_BY_REVIEW = frozenset({DeviceKind.MONITORING, DeviceKind.PUBLIC_VIDEO})


class ShownAct(models.TextChoices):
    """Which act a recording shows (全过程记录)."""

    INSPECTION = "inspection", _("现场检查")
    INTERVIEW = "interview", _("询问")
    PRESERVATION = "preservation", _("先行登记保存")
    SAMPLING = "sampling", _("抽样取证")
    SEALING = "sealing", _("查封")
    SEIZURE = "seizure", _("扣押")
    DEMOLITION = "demolition", _("强制拆除")
    SERVICE = "service", _("送达")
    HEARING = "hearing", _("听证")
    OTHER = "other", _("其他")
