"""Closed lists of parties."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PartyKind(models.TextChoices):
    """The three kinds of parties (当事人); the words are those of `fazhi.law.facts.PartyKind`."""

    PERSON = "person", _("自然人")
    ORGANISATION = "organisation", _("法人或者其他组织")
    INDIVIDUAL_BUSINESS = "individual_business", _("个体工商户")


class IdentityKind(models.TextChoices):
    """Which paper a natural person was identified by."""

    NONE = "", _("未出示证件")
    RESIDENT_CARD = "resident_card", _("居民身份证")
    PASSPORT = "passport", _("护照")
    TRAVEL_PERMIT = "travel_permit", _("港澳台居民证件")
    OTHER = "other", _("其他证件")
