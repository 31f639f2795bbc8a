"""Addresses of reports."""

from django.urls import path

from fazhi.web.console.reports import receiving, views

app_name = "reports"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", receiving.new, name="new"),
    path("photographs/<uuid:attachment_id>/", views.photograph, name="photograph"),
    path("<uuid:report_id>/", views.show, name="file"),
    path("<uuid:report_id>/reply/", views.reply, name="reply"),
    path("<uuid:report_id>/contact/", views.contact, name="contact"),
]
