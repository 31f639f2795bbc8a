"""Devices that evidence comes from, what they went through, and the recordings they made."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.evidence.choices import DeviceKind, QualificationKind, ShownAct
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.registers.validity import DatedModel


class EvidenceDevice(DatedModel, OwnedModel):
    """A device that evidence comes from (取证设备): a camera on body or street, or a scale."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("设备种类"), max_length=16, choices=DeviceKind.choices)
    number = models.CharField(_("设备编号"), max_length=64)
    name = models.CharField(_("设备名称"), max_length=100)
    place = models.CharField(_("设置地点"), max_length=200, blank=True)
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(DatedModel.Meta):
        verbose_name = _("取证设备")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(fields=["authority", "number"], name="one_device_a_number"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.number}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this device."""
        return {"device": str(self.id), "kind": self.kind, "number": self.number}


class DeviceQualification(DatedModel, OwnedModel):
    """What a device went through (取证设备要件): reviewed, marked, published, calibrated."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(
        EvidenceDevice, on_delete=models.PROTECT, related_name="qualifications"
    )
    kind = models.CharField(_("要件"), max_length=20, choices=QualificationKind.choices)
    reference = models.CharField(_("文号、证书编号或者凭证"), max_length=100)
    account_id = models.UUIDField(_("登记人"))
    recorded_at = models.DateTimeField(_("登记时间"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(DatedModel.Meta):
        verbose_name = _("取证设备要件")

    def __str__(self) -> str:
        return f"{self.device}：{self.get_kind_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {"device": str(self.device_id), "kind": self.kind, "since": self.since.isoformat()}


class Footage(OwnedModel):
    """A recording of an act (执法音像记录): by which device, from when to when, where it is stored.

    `keep_until` is the last day on which it must not be deleted.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(EvidenceDevice, on_delete=models.PROTECT, related_name="footage")
    began_at = models.DateTimeField(_("开始时间"))
    ended_at = models.DateTimeField(_("结束时间"))
    sha256 = models.CharField(_("文件指纹"), max_length=64)
    reference = models.CharField(_("存储位置"), max_length=300)
    keep_until = models.DateField(_("保存至"))
    received_at = models.DateTimeField(_("登记时间"))
    account_id = models.UUIDField(_("登记人"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("执法音像记录")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "sha256"], name="one_footage_a_hash"),
            models.CheckConstraint(
                condition=Q(ended_at__gt=F("began_at")), name="footage_ends_after_it_began"
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-began_at", "-id"], name="footage_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.began_at:%Y-%m-%d %H:%M}"

    @property
    def is_erased(self) -> bool:
        """Tell whether the recording was deleted from its store."""
        return hasattr(self, "erasure")

    def may_expire(self, day: dt.date) -> bool:
        """Tell whether its time of keeping has passed."""
        return day > self.keep_until

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this recording."""
        return {"footage": str(self.id), "device": str(self.device_id), "sha256": self.sha256}


class FootageBinding(OwnedModel):
    """Which act a recording shows (音像记录关联): of which dossier, which act, on which day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    footage = models.ForeignKey(Footage, on_delete=models.PROTECT, related_name="bindings")
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="footage")
    act = models.CharField(_("所示行为"), max_length=16, choices=ShownAct.choices)
    act_on = models.DateField(_("行为日"))
    account_id = models.UUIDField(_("关联人"))
    bound_at = models.DateTimeField(_("关联时间"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("音像记录关联")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["footage", "dossier", "act", "act_on"], name="footage_bound_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.footage}：{self.get_act_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this binding."""
        return {
            "footage": str(self.footage_id),
            "dossier": str(self.dossier_id),
            "act": self.act,
            "act_on": self.act_on.isoformat(),
        }


class FootageErasure(OwnedModel):
    """That a recording was deleted from its store (音像记录删除): when, by whom, why."""

    footage = models.OneToOneField(
        Footage, on_delete=models.PROTECT, primary_key=True, related_name="erasure"
    )
    erased_on = models.DateField(_("删除日"))
    reason = models.CharField(_("理由"), max_length=200)
    account_id = models.UUIDField(_("经办人"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("音像记录删除")

    def __str__(self) -> str:
        return f"{self.footage} {self.erased_on}"
