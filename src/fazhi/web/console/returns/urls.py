"""Addresses of the annual report."""

from django.urls import path

from fazhi.web.console.returns import views

app_name = "returns"
urlpatterns = [
    path("", views.index, name="list"),
    path("<int:year>/", views.show, name="show"),
    path("<int:year>/draft/", views.draft, name="draft"),
    path("<int:year>/lock/", views.lock, name="lock"),
    path("<int:year>/sections/<uuid:key>/", views.section, name="section"),
    path("<int:year>/html/", views.as_html, name="html"),
    path("<int:year>/pdf/", views.as_pdf, name="pdf"),
]
