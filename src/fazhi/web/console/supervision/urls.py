"""Addresses of findings."""

from django.urls import path

from fazhi.web.console.supervision import steps, views

app_name = "supervision"
urlpatterns = [
    path("", views.index, name="list"),
    path("evidence/", views.evidence, name="evidence"),
    path("<uuid:finding_id>/", views.show, name="file"),
    path("<uuid:finding_id>/assignment/", steps.assign, name="assignment"),
    path("<uuid:finding_id>/explanation/", steps.explain, name="explanation"),
    path("<uuid:finding_id>/closure/", steps.close, name="closure"),
]
