"""The rows of support: what the team and its groups need, and what they have."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.proceedings.supervision.choices import SupportKind


class SupportItem(OwnedModel):
    """Something the team or a group needs (保障事项): how much is needed, how much is at hand."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(_("类别"), max_length=16, choices=SupportKind.choices)
    name = models.CharField(_("名称"), max_length=64)
    group = models.ForeignKey(
        "registers_staff.Group", on_delete=models.PROTECT, null=True, related_name="+"
    )
    measure = models.CharField(_("计量单位"), max_length=8)
    needed = models.PositiveIntegerField(_("应配"))
    at_hand = models.PositiveIntegerField(_("现有"))
    counted_on = models.DateField(_("清点日"))

    class Meta:
        verbose_name = _("保障事项")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["authority", "kind", "name", "group"],
                condition=Q(group__isnull=False),
                name="one_support_item_a_group",
            ),
            models.UniqueConstraint(
                fields=["authority", "kind", "name"],
                condition=Q(group__isnull=True),
                name="one_support_item_of_the_team",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def missing(self) -> int:
        """Return how many are missing."""
        return max(self.needed - self.at_hand, 0)

    @property
    def holder_name(self) -> str:
        """Return who needs it."""
        return self.group.name if self.group else str(_("执法队"))

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this row."""
        return {
            "support_item": str(self.id),
            "kind": self.kind,
            "needed": self.needed,
            "at_hand": self.at_hand,
        }


#: What is not there as it should be.
MISSING = Q(at_hand__lt=F("needed"))
