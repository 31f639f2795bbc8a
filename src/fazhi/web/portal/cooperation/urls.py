"""Addresses behind the code on a request for co-operation."""

from django.urls import path

from fazhi.web.portal.cooperation import views

app_name = "cooperation_by_code"
urlpatterns = [path("<str:code>/", views.show, name="request")]
