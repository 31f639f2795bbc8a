"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    """The room payments."""

    name = "fazhi.capabilities.payments"
    label = "capabilities_payments"
    verbose_name = _("收缴")
    default_auto_field = "django.db.models.BigAutoField"
