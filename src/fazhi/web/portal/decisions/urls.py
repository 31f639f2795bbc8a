"""Addresses of public decisions: a random code, never a name or a number of anybody."""

from django.urls import path

from fazhi.web.portal.decisions import views

app_name = "portal_decisions"
urlpatterns = [
    path("", views.index, name="list"),
    path("<str:code>/", views.show, name="show"),
    path("<str:code>/pdf/", views.pdf, name="pdf"),
    path("<str:code>/repair/", views.repair, name="repair"),
]
