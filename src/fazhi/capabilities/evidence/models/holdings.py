"""The store-room: places of keeping, things held, and what was decided of them."""

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.capabilities.evidence.choices import EndedAs, HeldAs
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, OwnedModel
from fazhi.registers.validity import DatedModel

_OFFICER = "registers_staff.Officer"


class StoreRoom(DatedModel, OwnedModel):
    """A place where things are kept (保管场所), with who answers for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.CharField(_("保管场所"), max_length=64)
    place = models.CharField(_("地点"), max_length=200)
    keeper = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, related_name="+", verbose_name=_("保管人")
    )
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta(DatedModel.Meta):
        verbose_name = _("保管场所")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "name"],
                condition=Q(until__isnull=True),
                name="one_store_room_a_name",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Holding(OwnedModel):
    """A thing that the office holds (保管财物): on which ground, since when, until when, where.

    An amount that nobody wrote down is empty until the thing is counted into the store-room.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="holdings")
    kind = models.CharField(_("控制方式"), max_length=16, choices=HeldAs.choices)
    number = models.CharField(_("保管编号"), max_length=64)
    name = models.CharField(_("名称"), max_length=100)
    amount = models.DecimalField(_("数量"), max_digits=12, decimal_places=3, null=True)
    unit = models.CharField(_("单位"), max_length=8, blank=True)
    condition = models.CharField(_("状况"), max_length=200, blank=True)
    since = models.DateField(_("起始日"))
    due_on = models.DateField(_("处理期限"), null=True)
    store_room = models.ForeignKey(
        StoreRoom, on_delete=models.PROTECT, null=True, related_name="holdings"
    )
    place = models.CharField(_("就地保存的地点"), max_length=200, blank=True)
    shelf = models.CharField(_("货位"), max_length=32, blank=True)
    keeper = models.ForeignKey(
        _OFFICER, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("保管人")
    )
    #: The holding that this one continues on another ground.
    before = models.OneToOneField(
        "self", on_delete=models.PROTECT, null=True, related_name="continued"
    )
    #: The act that opened it, where one did; what becomes of it is then decided there.
    origin = models.UUIDField(null=True, db_index=True, editable=False)
    task = models.ForeignKey(
        "capabilities_tasks.Task", on_delete=models.PROTECT, null=True, related_name="+"
    )
    left_on = models.DateField(_("出库日"), null=True)
    account_id = models.UUIDField(_("登记人"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("保管财物")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["authority", "number"], name="one_holding_a_number"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gt=0), name="a_holding_is_some_amount"
            ),
            models.CheckConstraint(
                condition=Q(store_room__isnull=True) | Q(keeper__isnull=False),
                name="what_is_in_store_has_a_keeper",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "-since", "-id"], name="holding_newest"),
            models.Index(fields=["dossier", "kind"], name="holding_of_dossier"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name}"

    @property
    def quantity(self) -> str:
        """The amount with its unit, empty while nobody counted it."""
        return "" if self.amount is None else f"{self.amount.normalize():f}{self.unit}"

    @property
    def decided(self) -> "HoldingOutcome | None":
        """What was decided of it, None while nothing is."""
        return getattr(self, "outcome", None)

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided what becomes of it."""
        return self.decided is None

    def is_overdue(self, day: dt.date) -> bool:
        """Tell whether the period for deciding has passed without a decision."""
        return self.is_open and self.due_on is not None and day > self.due_on

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this thing; its name stays in the row."""
        return {
            "holding": str(self.id),
            "dossier": str(self.dossier_id),
            "kind": self.kind,
            "since": self.since.isoformat(),
        }


class HoldingOfficer(models.Model):
    """An officer who took a thing or investigates its file (经手执法人员), not to keep it."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="officers")
    officer = models.ForeignKey(_OFFICER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("经手执法人员")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["holding", "officer"], name="officer_once_a_holding"),
        ]

    def __str__(self) -> str:
        return f"{self.holding}：{self.officer}"


class HoldingOutcome(OwnedModel):
    """What was decided of a thing held (财物处理决定): when, by whom, what the law said to it."""

    holding = models.OneToOneField(
        Holding, on_delete=models.PROTECT, primary_key=True, related_name="outcome"
    )
    end = models.CharField(_("处理方式"), max_length=16, choices=EndedAs.choices)
    decided_on = models.DateField(_("处理日"))
    reason = models.CharField(_("依据和理由"), max_length=200)
    grounds = models.JSONField(default=list)
    account_id = models.UUIDField(_("登记人"))
    entry = models.ForeignKey("kernel.Entry", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("财物处理决定")

    def __str__(self) -> str:
        return f"{self.holding}：{self.get_end_display()}"

    def journal_item(self) -> dict[str, object]:
        """Return how the journal tells of this decision; its reason stays in the row."""
        return {
            "holding": str(self.holding_id),
            "end": self.end,
            "decided_on": self.decided_on.isoformat(),
        }
