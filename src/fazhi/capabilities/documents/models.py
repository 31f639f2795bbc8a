"""The rows of documents."""

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.documents.choices import (
    AnnulmentKind,
    DocumentStatus,
    PaperForm,
    template_choices,
)
from fazhi.kernel.identifiers import new_code, new_id
from fazhi.kernel.models import Dossier
from fazhi.kernel.personal import PersonalModel, SealedTextField


class Document(PersonalModel):
    """An official document (文书) as issued: content, its hash, number and check code.

    The content is what was said; pages, paper forms and the sealed file are made from it and can be
    made again. It speaks of people, so it is stored encrypted, and the hash is taken over a salt
    and the content.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, related_name="documents"
    )
    template = models.CharField(_("文书种类"), max_length=32, choices=template_choices)
    version = models.CharField(_("文书格式版本"), max_length=10)
    number = models.CharField(_("文号"), max_length=64, blank=True)
    series = models.CharField(_("字号"), max_length=32, blank=True)
    year = models.PositiveSmallIntegerField(_("年份"))
    serial = models.PositiveIntegerField(_("序号"), null=True)
    content = SealedTextField(_("内容"))
    content_salt = models.BinaryField(max_length=16)
    content_hash = models.CharField(_("内容指纹"), max_length=64)
    check_code = models.CharField(_("查验码"), max_length=16, unique=True, default=new_code)
    outside_code = models.CharField(_("外部行政行为码"), max_length=64, blank=True, default="")
    outside_receipt = models.CharField(_("赋码回执"), max_length=128, blank=True, default="")
    issued_at = models.DateTimeField(_("制发时间"))
    issued_by_id = models.UUIDField(_("制发人"), null=True)
    status = models.CharField(
        _("状态"), max_length=16, choices=DocumentStatus.choices, default=DocumentStatus.RECORDED
    )
    entry = models.ForeignKey(
        "kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("文书")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "series", "year", "serial"],
                condition=Q(serial__isnull=False),
                name="one_document_a_number",
            ),
            models.CheckConstraint(
                condition=Q(serial__isnull=True) | (~Q(number="") & ~Q(series="")),
                name="a_serial_has_its_number",
            ),
            models.UniqueConstraint(
                fields=["authority", "outside_code"],
                condition=~Q(outside_code=""),
                name="an_outside_code_on_one_document",
            ),
            models.CheckConstraint(
                condition=Q(outside_code="") | ~Q(outside_receipt=""),
                name="an_outside_code_has_its_receipt",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["dossier", "issued_at"], name="document_of_dossier"),
            models.Index(fields=["authority", "template", "-issued_at"], name="document_newest"),
            models.Index(fields=["authority", "status", "issued_at"], name="document_to_seal"),
        ]

    def __str__(self) -> str:
        return f"{self.get_template_display()} {self.number}".strip()

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this document; the entry of its issue holds it."""
        return {
            "document": str(self.id),
            "dossier": str(self.dossier_id) if self.dossier_id else None,
            "template": self.template,
            "version": self.version,
            "number": self.number,
            "content_hash": self.content_hash,
        }

    @property
    def act_code(self) -> str:
        """Return the code of the act (行政行为码): one given from outside, else our check code."""
        return self.outside_code or self.check_code

    @property
    def stands(self) -> bool:
        """Tell whether the document has been neither voided nor withdrawn."""
        return self.status not in {DocumentStatus.VOID, DocumentStatus.WITHDRAWN}

    @cached_property
    def said(self) -> Mapping[str, Any]:
        """Read what the document says: its fields, and `document`, its frame; erased, nothing."""
        said: Mapping[str, Any] = json.loads(self.content or "{}")
        return said


class Rendering(models.Model):
    """A file made from a document (版式文件): one for each paper form, with its seal."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="renderings")
    form = models.CharField(_("纸幅"), max_length=12, choices=PaperForm.choices)
    attachment = models.ForeignKey(
        "kernel.Attachment", on_delete=models.PROTECT, verbose_name=_("文件")
    )
    sha256 = models.CharField(_("文件指纹"), max_length=64)
    rendered_at = models.DateTimeField(_("生成时间"))
    sealed_with = models.CharField(_("印章证书"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("版式文件")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "form"], name="one_rendering_a_form"),
        ]

    def __str__(self) -> str:
        return f"{self.get_form_display()} {self.sha256[:12]}"


class Annulment(models.Model):
    """A document made void or withdrawn (作废、撤回), by whom, when and why."""

    document = models.OneToOneField(
        Document, on_delete=models.PROTECT, primary_key=True, related_name="annulment"
    )
    kind = models.CharField(_("方式"), max_length=12, choices=AnnulmentKind.choices)
    reason = models.TextField(_("理由"))
    annulled_at = models.DateTimeField(_("时间"))
    annulled_by_id = models.UUIDField(_("经办人"), null=True)

    class Meta:
        verbose_name = _("文书作废")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=~Q(reason=""), name="an_annulment_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.annulled_at:%Y-%m-%d}"
