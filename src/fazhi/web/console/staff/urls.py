"""Addresses of staff."""

from django.urls import path

from fazhi.web.console.staff import leaving, views

app_name = "staff"
urlpatterns = [
    path("", views.index, name="list"),
    path("groups/", views.groups, name="groups"),
    path("<uuid:officer_id>/", views.show, name="file"),
    path("<uuid:officer_id>/departure/", leaving.departure, name="departure"),
    path("<uuid:officer_id>/secondment-end/", leaving.secondment_end, name="secondment-end"),
]
