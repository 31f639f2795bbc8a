"""Registration of the room with Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """The room documents."""

    name = "fazhi.capabilities.documents"
    label = "capabilities_documents"
    verbose_name = _("文书")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell the kernel which numbers stand on documents."""
        from fazhi.capabilities.documents import numbering  # noqa: F401, PLC0415 -- needs the registry
