"""What this database is: a working one, or one for demonstration."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class Installation(models.Model):
    """The one row that says what a database is for (安装); it is never changed.

    Time and chance may be simulated only where `is_demonstration` holds.
    """

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    is_demonstration = models.BooleanField(_("演示库"))
    installed_at = models.DateTimeField(_("安装时间"))

    class Meta:
        verbose_name = _("安装")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(condition=models.Q(id=1), name="one_installation"),
        ]

    def __str__(self) -> str:
        return str(_("演示库") if self.is_demonstration else _("正式库"))
