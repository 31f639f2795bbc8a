"""Registration of the room with Django."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """The room indicators."""

    name = "fazhi.outcomes.indicators"
    label = "outcomes_indicators"
    verbose_name = "指标"
    default_auto_field = "django.db.models.BigAutoField"
