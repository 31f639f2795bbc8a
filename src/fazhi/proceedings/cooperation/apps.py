"""Registration of the room with Django."""

from django.apps import AppConfig


class CooperationConfig(AppConfig):
    """The room cooperation."""

    name = "fazhi.proceedings.cooperation"
    label = "proceedings_cooperation"
    verbose_name = "执法协同"
    default_auto_field = "django.db.models.BigAutoField"
