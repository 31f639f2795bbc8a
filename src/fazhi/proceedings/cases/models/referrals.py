"""The rows of parking referrals: evidence for the traffic police and what the owner says."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.kernel.personal import BlindIndexField, PersonalModel, SealedTextField
from fazhi.proceedings.cases.choices import ReferralStatus, VehicleType


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
