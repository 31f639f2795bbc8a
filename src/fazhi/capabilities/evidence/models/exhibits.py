"""Exhibits: what was taken as evidence, with its file and the hash of its capture."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel


class Exhibit(OwnedModel):
    """One piece of evidence (证据) in a dossier: the file, its hash, when and where taken.

    `sha256` is that of the file as it arrived, `device_sha256` what the device said at capture.
    Without a file the exhibit is a thing or a paper whose original is kept.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="exhibits")
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, verbose_name=_("文件")
    )
    kind = models.CharField(_("证据种类"), max_length=20, choices=ExhibitKind.choices)
    label = models.CharField(_("证明内容"), max_length=200)
    obtained_from = models.CharField(_("取得来源"), max_length=200, blank=True)
    maker = models.CharField(_("制作人"), max_length=100, blank=True)
    sha256 = models.CharField(_("文件指纹"), max_length=64, blank=True)
    device_sha256 = models.CharField(_("取证时的指纹"), max_length=64, blank=True)
    captured_at = models.DateTimeField(_("取证时间"))
    device_time = models.DateTimeField(_("设备时间"), null=True)
    received_at = models.DateTimeField(_("入库时间"))
    place = models.CharField(_("取证地点"), max_length=200, blank=True)
    longitude = models.FloatField(_("经度"), null=True)
    latitude = models.FloatField(_("纬度"), null=True)
    accuracy_m = models.FloatField(_("定位精度（米）"), null=True)
    officer = models.ForeignKey(
        "registers_staff.Officer", on_delete=models.PROTECT, null=True, verbose_name=_("取证人")
    )
    device = models.ForeignKey(
        "capabilities_evidence.EvidenceDevice",
        on_delete=models.PROTECT,
        null=True,
        related_name="exhibits",
        verbose_name=_("取证设备"),
    )
    #: The act that opened the exhibit, where one did.
    origin = models.UUIDField(null=True, unique=True, editable=False)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("证据")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(longitude__isnull=True, latitude__isnull=True)
                | Q(
                    longitude__isnull=False,
                    latitude__isnull=False,
                    longitude__range=(-180, 180),
                    latitude__range=(-90, 90),
                ),
                name="an_exhibit_has_a_whole_place",
            ),
            models.CheckConstraint(
                condition=Q(attachment__isnull=True, sha256="")
                | (Q(attachment__isnull=False) & ~Q(sha256="")),
                name="a_file_in_evidence_has_its_hash",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "captured_at"], name="exhibit_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.label}"

    @property
    def is_altered(self) -> bool:
        """Tell whether the file that arrived is not the one whose hash the device took."""
        return bool(self.device_sha256) and self.device_sha256 != self.sha256

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this exhibit; the entry of its taking holds it."""
        return {
            "exhibit": str(self.id),
            "dossier": str(self.dossier_id),
            "kind": self.kind,
            "sha256": self.sha256,
            "device_sha256": self.device_sha256,
        }
