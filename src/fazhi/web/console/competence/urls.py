"""Addresses of the catalogue of powers."""

from django.urls import path

from fazhi.web.console.competence import discretion, imports, views

app_name = "competence"
urlpatterns = [
    path("", views.index, name="list"),
    path("use/", views.use, name="use"),
    path("imports/<str:kind>/", imports.new, name="import"),
    path("<str:code>/", views.show, name="file"),
    path("<str:code>/discretion/", discretion.show, name="discretion"),
]
