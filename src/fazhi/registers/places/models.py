"""The rows of places."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import OwnedModel
from fazhi.registers.places.choices import DivisionKind, GridKind
from fazhi.registers.validity import DatedModel


class Division(models.Model):
    """An administrative division (行政区划) by its 12-digit code; the same for every authority."""

    code = models.CharField(_("区划代码"), max_length=12, primary_key=True)
    name = models.CharField(_("名称"), max_length=64)
    kind = models.CharField(_("类别"), max_length=20, choices=DivisionKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    source = models.CharField(_("来源"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("行政区划")
        ordering: ClassVar[list[str]] = ["code"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[0-9]{12}$"), name="division_code_has_twelve_digits"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Area(DatedModel, OwnedModel):
    """An enforcement area (片区) of a sub-district; its outline is that of its grids."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("片区编号"), max_length=20)
    name = models.CharField(_("名称"), max_length=64)
    source = models.CharField(_("来源"), max_length=200, blank=True)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("片区")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "since"], name="one_area_a_code_and_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Grid(DatedModel, OwnedModel):
    """A grid (网格) or micro-grid (微网格) as it was drawn for a span of days.

    A grid that is drawn anew is a new row with the same code: what happened in it keeps pointing to
    the shape of that day. `polygon` is a ring of [longitude, latitude] in CGCS2000, first point not
    repeated.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("网格编号"), max_length=24)
    name = models.CharField(_("名称"), max_length=64)
    kind = models.CharField(_("类别"), max_length=12, choices=GridKind.choices)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="micro_grids"
    )
    division = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="grids")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="grids")
    polygon = models.JSONField(_("边界"))
    source = models.CharField(_("来源"), max_length=200, blank=True)
    is_demonstration = models.BooleanField(_("演示数据"), default=False)

    class Meta(DatedModel.Meta):
        verbose_name = _("网格")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            *DatedModel.Meta.constraints,
            models.UniqueConstraint(
                fields=["authority", "code", "since"], name="one_grid_a_code_and_day"
            ),
            models.CheckConstraint(
                condition=Q(kind=GridKind.GRID, parent__isnull=True)
                | Q(kind=GridKind.MICRO_GRID, parent__isnull=False),
                name="a_micro_grid_has_a_grid_above_it",
            ),
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["authority", "since"], name="grid_by_authority"),
        ]

    def __str__(self) -> str:
        return self.name


class RegisterVersion(models.Model):
    """The state of an authority's registers (登记版本): a token drawn anew at every change.

    What processes keep in memory is kept under this token, so that a change is seen at once.
    """

    authority = models.CharField(_("机关"), max_length=12, primary_key=True)
    token = models.CharField(max_length=32)

    class Meta:
        verbose_name = _("登记版本")

    def __str__(self) -> str:
        return f"{self.authority} {self.token}"
