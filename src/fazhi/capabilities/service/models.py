"""The rows of service."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import ProofKind, ServiceMode, ServiceOutcome
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import PersonalModel, SealedTextField


class ServiceAttempt(PersonalModel):
    """An attempt to serve a document (送达): by which mode, how it ended, from when it counts."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="service_attempts"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="service_attempts"
    )
    mode = models.CharField(_("送达方式"), max_length=20, choices=ServiceMode.choices)
    outcome = models.CharField(_("结果"), max_length=12, choices=ServiceOutcome.choices)
    attempted_at = models.DateTimeField(_("送达时间"))
    effective_on = models.DateField(_("送达生效日"), null=True)
    place = models.CharField(_("送达地点"), max_length=200, blank=True)
    recipient = SealedTextField(_("受送达人"))
    refusal = models.CharField(_("拒收情形"), max_length=200, blank=True)
    recorded_by_id = models.UUIDField(_("登记人"), null=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("送达")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(outcome="served", effective_on__isnull=False)
                | (~Q(outcome="served") & Q(effective_on__isnull=True)),
                name="only_service_done_has_effect",
            ),
            models.UniqueConstraint(
                fields=["document"],
                condition=Q(outcome="served"),
                name="a_document_is_served_once",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "attempted_at"], name="service_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.get_mode_display()} {self.get_outcome_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this attempt; the entry of its recording holds it."""
        return {
            "attempt": str(self.id),
            "document": str(self.document_id),
            "dossier": str(self.dossier_id) if self.dossier_id else None,
            "mode": self.mode,
            "effective_on": str(self.effective_on),
        }


class ServiceOfficer(models.Model):
    """An officer who served a document (送达人)."""

    attempt = models.ForeignKey(ServiceAttempt, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey("registers_staff.Officer", on_delete=models.PROTECT)

    class Meta:
        verbose_name = _("送达人")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["attempt", "officer"], name="an_officer_serves_once"),
        ]

    def __str__(self) -> str:
        return str(self.officer_id)


class ServiceProof(PersonalModel):
    """What proves a service (送达证明): a signature, a witness, a photo, a return slip."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    attempt = models.ForeignKey(ServiceAttempt, on_delete=models.PROTECT, related_name="proofs")
    kind = models.CharField(_("证明方式"), max_length=12, choices=ProofKind.choices)
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, verbose_name=_("文件")
    )
    person = SealedTextField(_("签名人"))

    class Meta:
        verbose_name = _("送达证明")

    def __str__(self) -> str:
        return str(self.get_kind_display())
