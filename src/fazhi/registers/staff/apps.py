"""Registration of the room with Django."""

from django.apps import AppConfig


class StaffConfig(AppConfig):
    """The room staff."""

    name = "fazhi.registers.staff"
    label = "registers_staff"
    verbose_name = "队伍"
    default_auto_field = "django.db.models.BigAutoField"
