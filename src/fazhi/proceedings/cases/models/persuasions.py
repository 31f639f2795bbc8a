"""The rows of persuasions."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel


class Persuasion(OwnedModel):
    """A persuasion on the spot (现场劝离): one tap; no identity is stored."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    grid = models.ForeignKey("registers_places.Grid", on_delete=models.PROTECT, null=True)
    longitude = models.FloatField()
    latitude = models.FloatField()
    persuaded_at = models.DateTimeField()
    entry_id = models.UUIDField()
    entry_index = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("现场劝离")
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-persuaded_at", "-id"], name="persuasions_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.persuaded_at:%Y-%m-%d %H:%M}"
