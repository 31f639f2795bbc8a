"""Dossiers: every file under a procedure, and the base of rows that an authority owns."""

from functools import cache
from typing import Any, ClassVar

from django.db import models
from django.utils.encoding import force_str

from fazhi.kernel.choices import DossierKind
from fazhi.kernel.identifiers import new_code, new_id


class OwnedModel(models.Model):
    """A row that belongs to one authority, by the 12-digit division code of that authority."""

    authority = models.CharField("机关", max_length=12)

    class Meta:
        abstract = True

    def _get_FIELD_display(  # noqa: N802 -- Django names it so
        self, field: "models.Field[Any, Any]"
    ) -> str:
        """Say a value as its choice is called; Django's own reads every choice out for each row."""
        value = getattr(self, field.attname)
        return force_str(_words_of(field).get(value, value), strings_only=True)


@cache
def _words_of(field: "models.Field[Any, Any]") -> dict[object, object]:
    """Return what the choices of a field are called, in the language of whoever asks."""
    return dict(field.flatchoices)


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
