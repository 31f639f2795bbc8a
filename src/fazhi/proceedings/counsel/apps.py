"""Registration of the room with Django."""

from django.apps import AppConfig


class CounselConfig(AppConfig):
    """The room counsel."""

    name = "fazhi.proceedings.counsel"
    label = "proceedings_counsel"
    verbose_name = "外聘律师"
    default_auto_field = "django.db.models.BigAutoField"
