"""Registration of the room with Django."""

from django.apps import AppConfig


class PartiesConfig(AppConfig):
    """The room parties."""

    name = "fazhi.registers.parties"
    label = "registers_parties"
    verbose_name = "当事人"
    default_auto_field = "django.db.models.BigAutoField"
