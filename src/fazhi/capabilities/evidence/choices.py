"""Closed lists of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ExhibitKind(models.TextChoices):
    """The eight kinds of evidence of 《行政处罚法》第四十六条."""

    DOCUMENTARY = "documentary", _("书证")
    PHYSICAL = "physical", _("物证")
    AUDIOVISUAL = "audiovisual", _("视听资料")
    ELECTRONIC_DATA = "electronic_data", _("电子数据")
    WITNESS_TESTIMONY = "witness_testimony", _("证人证言")
    PARTY_STATEMENT = "party_statement", _("当事人的陈述")
    EXPERT_OPINION = "expert_opinion", _("鉴定意见")
    SCENE_RECORD = "scene_record", _("勘验笔录、现场笔录")
