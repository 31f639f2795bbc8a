"""Dossiers: every file under a procedure, and the base of rows that an authority owns."""

from typing import ClassVar

from django.db import models

from fazhi.kernel.choices import DossierKind
from fazhi.kernel.identifiers import new_code, new_id


class OwnedModel(models.Model):
    """A row that belongs to one authority, by the 12-digit division code of that authority."""

    authority = models.CharField("机关", max_length=12)

    class Meta:
        abstract = True


def new_public_id() -> str:
    """Return the short random id that stands in addresses of pages."""
    return new_code(12)


class Dossier(OwnedModel):
    """A file under a procedure (案卷): what capabilities point to, whatever proceeding owns it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=DossierKind.choices)
    public_id = models.CharField(max_length=12, unique=True, default=new_public_id)
    opened_at = models.DateTimeField()

    class Meta:
        verbose_name = "案卷"
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "kind", "-opened_at"], name="dossier_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.public_id}"
