"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    """The room meetings."""

    name = "fazhi.capabilities.meetings"
    label = "capabilities_meetings"
    verbose_name = _("会议")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what this room keeps and offers."""
        from fazhi.capabilities.meetings import (  # noqa: PLC0415 -- needs the registry of models
            numbering,  # noqa: F401
            queries,  # noqa: F401
        )
