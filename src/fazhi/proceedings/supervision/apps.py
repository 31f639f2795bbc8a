"""Registration of the room with Django."""

from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    """The room supervision."""

    name = "fazhi.proceedings.supervision"
    label = "proceedings_supervision"
    verbose_name = "执法监督"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register what watches over each rule, and what meetings may have to discuss."""
        from fazhi.proceedings.supervision import matters  # noqa: F401, PLC0415 -- needs the registry
        from fazhi.proceedings.supervision.watching import (  # noqa: PLC0415 -- as above
            cases,  # noqa: F401
            measures,  # noqa: F401
            office,  # noqa: F401
            people,  # noqa: F401
        )
