"""Addresses of campaigns."""

from django.urls import path

from fazhi.web.console.campaigns import views

app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:campaign_id>/", views.show, name="file"),
    path("<uuid:campaign_id>/closure/", views.close, name="closure"),
]
