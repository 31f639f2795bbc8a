"""Addresses of complaints about conduct and of commendations."""

from django.urls import path

from fazhi.web.console.conduct import commendations, views

app_name = "conduct"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("commendations/", commendations.index, name="commendations"),
    path("commendations/new/", commendations.new, name="commendation"),
    path("<uuid:complaint_id>/", views.show, name="file"),
    path("<uuid:complaint_id>/examiner/", views.appoint, name="examiner"),
    path("<uuid:complaint_id>/answer/", views.answer, name="answer"),
    path("<uuid:complaint_id>/contact/", views.contact, name="contact"),
]
