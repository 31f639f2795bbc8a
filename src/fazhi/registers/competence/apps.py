"""Registration of the room with Django."""

from django.apps import AppConfig


class CompetenceConfig(AppConfig):
    """The room competence."""

    name = "fazhi.registers.competence"
    label = "registers_competence"
    verbose_name = "职权"
    default_auto_field = "django.db.models.BigAutoField"
