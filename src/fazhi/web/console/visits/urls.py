"""Addresses of visits."""

from django.urls import path

from fazhi.web.console.visits import entering, views

app_name = "visits"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", entering.new, name="new"),
]
