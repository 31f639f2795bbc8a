"""Keys of what devices and forms have sent, kept for ever."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.models.dossiers import OwnedModel


class IdempotencyKey(OwnedModel):
    """A key under which something was sent once (防重复键); sent again, it has the same result.

    Never partitioned and never thinned out: a device may come back after weeks.
    """

    key = models.CharField(_("键"), max_length=100)
    fingerprint = models.BinaryField(_("内容指纹"), max_length=32)
    result = models.UUIDField(_("结果"))
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("防重复键")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "key"], name="one_result_a_key"),
        ]

    def __str__(self) -> str:
        return self.key
