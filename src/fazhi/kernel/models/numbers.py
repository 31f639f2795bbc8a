"""Which official numbers were drawn, and which of them were voided."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.models.dossiers import OwnedModel
from fazhi.kernel.models.journal import Entry


class IssuedNumber(OwnedModel):
    """The numbers that one act drew (已用编号), from `first` to `last`, following those before.

    There is no counter that could be set: the next number is the highest drawn plus one.
    """

    series = models.CharField(_("编号序列"), max_length=64)
    year = models.PositiveSmallIntegerField(_("年度"))
    first = models.PositiveIntegerField(_("起"))
    last = models.PositiveIntegerField(_("止"))

    class Meta:
        verbose_name = _("已用编号")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "series", "year", "first"], name="number_drawn_once"
            ),
            models.UniqueConstraint(
                fields=["authority", "series", "year", "last"], name="number_ends_once"
            ),
            models.CheckConstraint(
                condition=models.Q(first__gte=1, last__gte=models.F("first")),
                name="numbers_ascend",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.series} {self.year} {self.first}–{self.last}"


class VoidedNumber(OwnedModel):
    """A number that was drawn and will never be used (作废编号), with its reason and entry."""

    series = models.CharField(_("编号序列"), max_length=64)
    year = models.PositiveSmallIntegerField(_("年度"))
    serial = models.PositiveIntegerField(_("编号"))
    reason = models.CharField(_("理由"), max_length=200)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, related_name="voided_number")

    class Meta:
        verbose_name = _("作废编号")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "series", "year", "serial"], name="number_voided_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority} {self.series} {self.year} {self.serial}"
