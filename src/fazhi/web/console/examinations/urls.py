"""Addresses of the examination of files."""

from django.urls import path

from fazhi.web.console.examinations import views

app_name = "examinations"
urlpatterns = [path("", views.new, name="list")]
