"""Addresses of what the team needs."""

from django.urls import path

from fazhi.web.console.support import views

app_name = "support"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
]
