"""Addresses of the separation of duties."""

from django.urls import path

from fazhi.web.console.separation import views

app_name = "separation"
urlpatterns = [path("", views.index, name="list")]
