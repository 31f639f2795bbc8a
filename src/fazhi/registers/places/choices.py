"""Closed lists of places."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DivisionKind(models.TextChoices):
    """What a division of the code table is."""

    PROVINCE = "province", _("省")
    MUNICIPALITY = "municipality", _("市")
    DISTRICT = "district", _("区")
    SUBDISTRICT = "subdistrict", _("街道")
    TOWN = "town", _("镇")
    COMMUNITY = "community", _("社区")
    VILLAGE = "village", _("村")
    OTHER = "other", _("类似村级")


class GridKind(models.TextChoices):
    """A grid, or one of the micro-grids inside it."""

    GRID = "grid", _("网格")
    MICRO_GRID = "micro_grid", _("微网格")
