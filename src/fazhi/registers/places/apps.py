"""Registration of the room with Django."""

from django.apps import AppConfig


class PlacesConfig(AppConfig):
    """The room places."""

    name = "fazhi.registers.places"
    label = "registers_places"
    verbose_name = "地点"
    default_auto_field = "django.db.models.BigAutoField"
