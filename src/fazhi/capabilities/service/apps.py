"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServiceConfig(AppConfig):
    """The room service."""

    name = "fazhi.capabilities.service"
    label = "capabilities_service"
    verbose_name = _("送达")
    default_auto_field = "django.db.models.BigAutoField"
