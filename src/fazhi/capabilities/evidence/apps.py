"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EvidenceConfig(AppConfig):
    """The room evidence."""

    name = "fazhi.capabilities.evidence"
    label = "capabilities_evidence"
    verbose_name = _("证据")
    default_auto_field = "django.db.models.BigAutoField"
