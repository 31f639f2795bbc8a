"""Registration of the room with Django."""

from django.apps import AppConfig


class LeadsConfig(AppConfig):
    """The room leads."""

    name = "fazhi.proceedings.leads"
    label = "proceedings_leads"
    verbose_name = "线索和平台案件"
    default_auto_field = "django.db.models.BigAutoField"
