"""The address book of the site."""

from django.urls import URLPattern, URLResolver, include, path

handler403 = "fazhi.web.errors.forbidden"
handler404 = "fazhi.web.errors.not_found"
handler500 = "fazhi.web.errors.server_error"

urlpatterns: list[URLPattern | URLResolver] = [path("", include("fazhi.web.urls"))]
