"""Registration of the room with Django."""

from django.apps import AppConfig


class CompulsoryEnforcementConfig(AppConfig):
    """The room of compulsory enforcement."""

    name = "fazhi.proceedings.compulsory_enforcement"
    label = "proceedings_compulsory_enforcement"
    verbose_name = "强制执行"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the service of the papers of this room."""
        from fazhi.proceedings.compulsory_enforcement import served  # noqa: F401, PLC0415 -- needs the registry
