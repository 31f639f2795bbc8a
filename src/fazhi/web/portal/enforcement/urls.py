"""Addresses of what is public before any act."""

from django.urls import path

from fazhi.web.portal.enforcement import views

app_name = "portal_enforcement"
urlpatterns = [
    path("", views.show, name="show"),
    path("officers/", views.officers, name="officers"),
    path("powers/", views.powers, name="powers"),
    path("powers/<str:code>/", views.power, name="power"),
]
