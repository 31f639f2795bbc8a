"""Addresses of complaining about conduct and of following a complaint."""

from django.urls import path

from fazhi.web.portal.conduct import views

app_name = "portal_conduct"
urlpatterns = [
    path("", views.ask, name="follow"),
    path("new/", views.new, name="new"),
    path("<str:code>/", views.show, name="progress"),
]
