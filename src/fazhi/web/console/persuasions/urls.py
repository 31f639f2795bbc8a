"""Addresses of persuasions."""

from django.urls import path

from fazhi.web.console.persuasions import views

app_name = "persuasions"
urlpatterns = [path("new/", views.new, name="new")]
