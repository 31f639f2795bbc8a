"""Addresses of all pages."""

from django.urls import include, path

from fazhi.web import health, language
from fazhi.web.rooms import Addresses, rooms

urlpatterns: Addresses = [
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("language/", language.switch, name="language"),
    *rooms("fazhi.web", but=("console", "portal", "design")),  # programs ask most often
    path("", include("fazhi.web.console.urls")),
    path("documents/", include("fazhi.web.portal.documents.urls")),
    path("parking/", include("fazhi.web.portal.parking.urls")),
    *rooms("fazhi.web.console"),
    path("portal/", include("fazhi.web.portal.urls")),
]
