"""Addresses of grids and areas."""

from django.urls import path

from fazhi.web.console.places import views

app_name = "places"
urlpatterns = [
    path("", views.index, name="list"),
    path("grids/", views.grids, name="grids"),
]
