"""Registration of the room with Django."""

from django.apps import AppConfig


class ReturnsConfig(AppConfig):
    """The room returns."""

    name = "fazhi.outcomes.returns"
    label = "outcomes_returns"
    verbose_name = "报表"
    default_auto_field = "django.db.models.BigAutoField"
