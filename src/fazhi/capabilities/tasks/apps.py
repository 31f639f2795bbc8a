"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TasksConfig(AppConfig):
    """The room tasks."""

    name = "fazhi.capabilities.tasks"
    label = "capabilities_tasks"
    verbose_name = _("任务")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the reactions of this room."""
        from fazhi.capabilities.tasks import reactions  # noqa: F401, PLC0415 -- needs the registry
