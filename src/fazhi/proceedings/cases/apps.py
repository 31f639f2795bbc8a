"""Registration of the room with Django."""

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """The room cases."""

    name = "fazhi.proceedings.cases"
    label = "proceedings_cases"
    verbose_name = "案件"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Tell meetings when a case was decided, and follow the service of its papers."""
        from fazhi.proceedings.cases import decisions  # noqa: F401, PLC0415 -- needs the registry
        from fazhi.proceedings.cases.ordinary import served  # noqa: F401, PLC0415 -- as above
