"""Addresses of figures."""

from django.urls import path

from fazhi.web.console.indicators import views

app_name = "indicators"
urlpatterns = [
    path("", views.index, name="list"),
    path("<str:key>/", views.records, name="records"),
]
