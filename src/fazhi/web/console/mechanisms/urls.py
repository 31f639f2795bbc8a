"""The address of the mechanisms."""

from django.urls import path

from fazhi.web.console.mechanisms import views

app_name = "mechanisms"
urlpatterns = [path("", views.index, name="list")]
