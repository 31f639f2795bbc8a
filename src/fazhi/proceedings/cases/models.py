"""The rows of cases: what an officer did in the street and what became of it."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.money import YuanField
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField
from fazhi.proceedings.cases.choices import (
    CaseProcedure,
    CaseStatus,
    DefenceOutcome,
    Delivery,
    OfficerPart,
    ReferralStatus,
    VehicleType,
)


class Case(OwnedModel):
    """An enforcement case (案件): one party, one act, one power, and the steps taken on it."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("案号"), max_length=64)
    procedure = models.CharField(max_length=20, choices=CaseProcedure.choices)
    power = models.ForeignKey("registers_competence.Power", on_delete=models.PROTECT)
    party = models.ForeignKey("registers_parties.Party", on_delete=models.PROTECT)
    #: The issue from which the case came, when it did not come straight from the street.
    issue = models.ForeignKey(
        "proceedings_issues.Issue", on_delete=models.PROTECT, null=True, related_name="cases"
    )
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField()
    latitude = models.FloatField()
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    happened_at = models.DateTimeField(_("违法时间"))
    decided_at = models.DateTimeField(_("决定时间"))
    fine = YuanField(_("罚款"), default=0)
    status = models.CharField(max_length=20, choices=CaseStatus.choices)
    #: The nearest day set by law or by the office for the next step; drives the lamp on lists.
    due_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("案件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="case_number_once"),
            models.CheckConstraint(condition=models.Q(fine__gte=0), name="fine_not_negative"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-decided_at", "-dossier"], name="cases_newest"),
            models.Index(fields=["authority", "status", "due_on"], name="cases_due"),
            models.Index(fields=["authority", "power", "decided_at"], name="cases_by_power"),
        ]

    def __str__(self) -> str:
        return self.number


class CaseOfficer(models.Model):
    """An officer's part in a case (承办人), with the certificate that was valid on the day."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)
    part = models.CharField(max_length=10, choices=OfficerPart.choices)
    certificate_number = models.CharField(_("执法证号"), max_length=32)

    class Meta:
        verbose_name = _("承办人")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["case", "officer"], name="officer_once_a_case"),
            models.UniqueConstraint(
                fields=["case"], condition=models.Q(part="host"), name="one_host_a_case"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.case}：{self.officer}"


class Decision(models.Model):
    """The decision made on the spot (当场处罚决定): told, heard, decided, handed over."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="decision")
    kinds = models.JSONField(_("处罚种类"))
    fine = YuanField(_("罚款"), default=0)
    notified_fine = YuanField(_("告知的罚款"), default=0)
    defence = models.CharField(max_length=20, choices=DefenceOutcome.choices)
    delivery = models.CharField(max_length=20, choices=Delivery.choices)
    #: The rules that were asked and what each answered; warnings stand here too.
    grounds = models.JSONField(default=list)
    document = models.OneToOneField("capabilities_documents.Document", on_delete=models.PROTECT)
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("处罚决定")

    def __str__(self) -> str:
        return f"{self.case}：{self.fine} 元"


class CaseFiling(models.Model):
    """The report of an on-the-spot decision to the own authority for filing (备案)."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="filing")
    filed_at = models.DateTimeField()
    account_id = models.UUIDField()

    class Meta:
        verbose_name = _("备案")

    def __str__(self) -> str:
        return f"{self.case}：{self.filed_at:%Y-%m-%d}"


class CaseClosure(models.Model):
    """The closing of a case (结案), once it is filed and performed."""

    case = models.OneToOneField(Case, on_delete=models.CASCADE, related_name="closure")
    closed_at = models.DateTimeField()
    account_id = models.UUIDField()

    class Meta:
        verbose_name = _("结案")

    def __str__(self) -> str:
        return f"{self.case}：{self.closed_at:%Y-%m-%d}"


class ReferralHandOver(OwnedModel):
    """A batch of parking referrals handed over to the traffic police (移交), with its receipt."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=64)
    receiver = models.CharField(_("接收单位"), max_length=64)
    handed_over_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    receipt_number = models.CharField(_("回执编号"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("抄告移交")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="hand_over_number_once"),
        ]

    def __str__(self) -> str:
        return self.number


def new_owner_code() -> str:
    """Return the code on the notice by which the owner sees the photographs: 80 bits."""
    return new_code(16)


class ParkingReferral(PersonalModel):
    """A parking referral (抄告): evidence of pavement parking for the police; never a penalty."""

    dossier = models.OneToOneField(Dossier, on_delete=models.PROTECT, primary_key=True)
    number = models.CharField(_("编号"), max_length=64)
    plate = SealedTextField(_("车牌号"))
    plate_index = BlindIndexField(kind="plate", of="plate")
    vehicle_type = models.CharField(max_length=12, choices=VehicleType.choices)
    appearance = models.CharField(_("外观"), max_length=32)
    place = models.CharField(_("地点"), max_length=200)
    longitude = models.FloatField()
    latitude = models.FloatField()
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    noticed_at = models.DateTimeField(_("发现时间"))
    status = models.CharField(max_length=12, choices=ReferralStatus.choices)
    owner_code = models.CharField(max_length=16, unique=True, default=new_owner_code)
    hand_over = models.ForeignKey(
        ReferralHandOver, on_delete=models.PROTECT, null=True, related_name="referrals"
    )
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("违停抄告")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="referral_number_once"),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-noticed_at", "-dossier"], name="referrals_newest"),
            models.Index(fields=["authority", "plate_index", "noticed_at"], name="referrals_plate"),
            models.Index(fields=["authority", "status", "noticed_at"], name="referrals_status"),
        ]

    def __str__(self) -> str:
        return self.number


class ReferralOfficer(models.Model):
    """An officer who noticed the parking and signed the referral (抄告执法人员)."""

    referral = models.ForeignKey(ParkingReferral, on_delete=models.CASCADE, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("抄告执法人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["referral", "officer"], name="officer_once_a_referral"),
        ]

    def __str__(self) -> str:
        return f"{self.referral}：{self.officer}"


class ReferralReview(models.Model):
    """The review (审核) of a referral before it leaves the house."""

    referral = models.OneToOneField(
        ParkingReferral, on_delete=models.CASCADE, related_name="review"
    )
    reviewed_at = models.DateTimeField()
    account_id = models.UUIDField()
    is_passed = models.BooleanField()
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("抄告审核")

    def __str__(self) -> str:
        return f"{self.referral}：{self.is_passed}"


class ReferralContest(PersonalModel):
    """What the owner of the vehicle says against a referral (异议), and the answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    referral = models.ForeignKey(ParkingReferral, on_delete=models.PROTECT, related_name="contests")
    statement = SealedTextField(_("异议内容"))
    contested_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answer = models.CharField(_("答复"), max_length=500, blank=True)
    is_upheld = models.BooleanField(_("异议成立"), null=True)

    class Meta:
        verbose_name = _("抄告异议")

    def __str__(self) -> str:
        return f"{self.referral}：{self.contested_at:%Y-%m-%d}"


class Persuasion(OwnedModel):
    """A persuasion on the spot (现场劝离): one tap; no identity is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    persuaded_at = models.DateTimeField()
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("现场劝离")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-persuaded_at", "-id"], name="persuasions_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.persuaded_at:%Y-%m-%d %H:%M}"
