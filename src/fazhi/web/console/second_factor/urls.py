"""Addresses of second factors."""

from django.urls import path

from fazhi.web.console.second_factor import resets, views

app_name = "second_factor"
urlpatterns = [
    path("", views.mine, name="mine"),
    path("enrolment/", views.enrol, name="enrolment"),
    path("code/", views.give, name="code"),
    path("recovery-codes/", views.renew, name="recovery_codes"),
    path("resets/", resets.index, name="resets"),
    path("resets/new/", resets.new, name="reset"),
    path("resets/<uuid:key>/confirmation/", resets.confirm, name="confirmation"),
]
