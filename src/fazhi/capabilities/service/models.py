"""The rows of service."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.documents.models import Document
from fazhi.capabilities.service.choices import (
    AnnouncementPlace,
    ElectronicChannel,
    FailureReason,
    ProofKind,
    ReceiverKind,
    ServiceMode,
    ServiceOutcome,
    TransferUnitKind,
)
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import PersonalModel, SealedTextField
from fazhi.registers.validity import DatedModel


class AddressForService(DatedModel, PersonalModel):
    """Where and how a party agreed to be served (送达地址确认书), from one day to another.

    A new confirmation ends the one before it. Only with `consents` may a document be sent to the
    electronic address.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="addresses_for_service"
    )
    signer = SealedTextField(_("确认人"))
    address = SealedTextField(_("送达地址"))
    phone = SealedTextField(_("联系电话"))
    consents = models.BooleanField(_("同意电子送达"), default=False)
    channel = models.CharField(
        _("电子送达方式"), max_length=12, choices=ElectronicChannel.choices, blank=True
    )
    electronic_address = SealedTextField(_("电子送达地址"))
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, verbose_name=_("确认书")
    )
    confirmed_at = models.DateTimeField(_("登记时间"))
    confirmed_by_id = models.UUIDField(_("登记人"), null=True)
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta(DatedModel.Meta):
        verbose_name = _("送达地址确认书")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(consents=False) | (~Q(channel="") & Q(attachment__isnull=False)),
                name="consent_names_a_channel_and_is_signed",
            ),
            models.UniqueConstraint(
                fields=["dossier"],
                condition=Q(until__isnull=True),
                name="one_address_for_service_is_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.since}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this confirmation: without any address."""
        return {
            "address": str(self.id),
            "dossier": str(self.dossier_id),
            "since": str(self.since),
            "consents": self.consents,
            "channel": self.channel,
        }


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
    receiver = models.CharField(
        _("签收人身份"), max_length=24, choices=ReceiverKind.choices, blank=True
    )
    recipient_absent = models.BooleanField(_("本人不在"), default=False)
    agent_is_authorised = models.BooleanField(_("代收授权在卷"), default=False)
    unit = models.CharField(
        _("转交单位"), max_length=12, choices=TransferUnitKind.choices, blank=True
    )
    sent_on = models.DateField(_("寄出日期"), null=True)
    address = models.ForeignKey(
        AddressForService, on_delete=models.PROTECT, null=True, related_name="attempts"
    )
    failure = models.CharField(
        _("未送达原因"), max_length=16, choices=FailureReason.choices, blank=True
    )
    note = SealedTextField(_("情况说明"))
    grounds = models.JSONField(_("法律核对"), default=list)
    proof_document = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("送达回证")
    )
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
            models.CheckConstraint(
                condition=Q(outcome="failed") | Q(failure=""), name="only_a_failure_has_its_reason"
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
            "effective_on": str(self.effective_on) if self.effective_on else None,
            **({"failure": self.failure} if self.failure else {}),
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
    kind = models.CharField(_("证明方式"), max_length=16, choices=ProofKind.choices)
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, null=True, verbose_name=_("文件")
    )
    person = SealedTextField(_("签名人"))
    reference = models.CharField(_("回执号或者发布处"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("送达证明")

    def __str__(self) -> str:
        return str(self.get_kind_display())


class ServiceAnnouncement(models.Model):
    """An announcement that stands for a service (公告送达), until it is withdrawn.

    It has effect at the end of its period; `effective_on` is empty while the calendar of that year
    is not published.
    """

    attempt = models.OneToOneField(
        ServiceAttempt, on_delete=models.PROTECT, primary_key=True, related_name="announcement"
    )
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="+", verbose_name=_("公告")
    )
    place = models.CharField(_("发布载体"), max_length=12, choices=AnnouncementPlace.choices)
    where = models.CharField(_("发布处"), max_length=200)
    whereabouts_unknown = models.BooleanField(_("下落不明"), default=False)
    published_on = models.DateField(_("公告日期"))
    effective_on = models.DateField(_("视为送达日"), null=True)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True)
    withdrawn_reason = models.CharField(_("撤回理由"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("公告送达")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="a_withdrawn_announcement_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_place_display()} {self.published_on}"
