"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    """The room publication."""

    name = "fazhi.outcomes.publication"
    label = "outcomes_publication"
    verbose_name = _("执法公示")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the reactions and the figures of this room."""
        from fazhi.outcomes.publication import figures, reactions  # noqa: F401, PLC0415 -- registry
