"""Addresses behind the code on a parking notice."""

from django.urls import path

from fazhi.web.portal.parking import views

app_name = "parking"
urlpatterns = [
    path("<str:code>/", views.show, name="notice"),
    path("<str:code>/photographs/<int:place>/", views.photograph, name="photograph"),
]
