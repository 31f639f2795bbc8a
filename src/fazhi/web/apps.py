"""Registration of the pages with Django: one app for all audiences."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Console, portal and API."""

    name = "fazhi.web"
    label = "web"
    verbose_name = "页面"
