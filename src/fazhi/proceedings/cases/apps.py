"""Registration of the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room cases."""

    name = "fazhi.proceedings.cases"
    label = "proceedings_cases"
    verbose_name = "案件"
    default_auto_field = "django.db.models.BigAutoField"
