"""Registration of the room with Django."""

from django.apps import AppConfig


class IssuesConfig(AppConfig):
    """The room issues."""

    name = "fazhi.proceedings.issues"
    label = "proceedings_issues"
    verbose_name = "事件"
    default_auto_field = "django.db.models.BigAutoField"
