"""Addresses of the registers of incidents."""

from django.urls import path

from fazhi.web.console.incidents import views

app_name = "incidents"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("sources/new/", views.ask, name="source"),
    path("<uuid:incident_id>/outcome/", views.conclude, name="outcome"),
]
