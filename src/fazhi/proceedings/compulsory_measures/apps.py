"""Registration of the room with Django."""

from django.apps import AppConfig


class CompulsoryMeasuresConfig(AppConfig):
    """The room compulsory measures."""

    name = "fazhi.proceedings.compulsory_measures"
    label = "proceedings_compulsory_measures"
    verbose_name = "行政强制措施"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Follow the service of the papers of measures: testing counts once it was told."""
        from fazhi.proceedings.compulsory_measures import served  # noqa: F401, PLC0415 -- needs the registry
