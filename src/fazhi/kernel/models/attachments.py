"""Files that were handed in or made, stored by the hash of their content."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.fields import SealedTextField
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models.personal import PersonalModel


class Attachment(PersonalModel):
    """A stored file (附件): its content is named by its SHA-256 and is never altered.

    The name under which it was handed in often says whom it shows, so it is sealed.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    sha256 = models.CharField(_("内容摘要"), max_length=64)
    size = models.PositiveBigIntegerField(_("字节数"))
    media_type = models.CharField(_("类型"), max_length=100)
    name = SealedTextField(_("原文件名"))
    width = models.PositiveIntegerField(_("宽"), null=True)
    height = models.PositiveIntegerField(_("高"), null=True)
    stored_at = models.DateTimeField(_("存入时间"))

    class Meta:
        verbose_name = _("附件")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["sha256"], name="attachment_by_content"),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="attachment_not_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.media_type} {self.sha256[:12]}"


class WaitingAttachment(models.Model):
    """A file sent with a form that was not accepted yet (待用附件): only its sender may use it.

    A citizen has no account; the portal gives out a signed ticket instead.
    """

    attachment = models.OneToOneField(Attachment, on_delete=models.CASCADE, primary_key=True)
    account_id = models.UUIDField(_("上传人"), null=True)
    since = models.DateTimeField(_("上传时间"))

    class Meta:
        verbose_name = _("待用附件")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["since"], name="waiting_oldest"),
        ]

    def __str__(self) -> str:
        return f"{self.attachment_id} {self.since:%Y-%m-%d %H:%M}"
