"""Addresses of the portal: its rooms stand under `/portal/`, those behind printed codes do not."""

from django.urls import path

from fazhi.web.portal import home
from fazhi.web.rooms import rooms

urlpatterns = [
    path("", home.home, name="portal"),
    path("elder/", home.switch_elder_mode, name="elder"),
    *rooms("fazhi.web.portal", but=("documents", "parking")),
]
