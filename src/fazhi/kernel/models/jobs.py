"""The ledger of effects: what jobs have done, so that none does it twice."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Effect(models.Model):
    """An effect that took place (已生效任务), written in the transaction of the effect itself."""

    key = models.CharField(_("效果键"), max_length=200, primary_key=True)
    at = models.DateTimeField(_("时间"))

    class Meta:
        verbose_name = _("任务效果")

    def __str__(self) -> str:
        return self.key
