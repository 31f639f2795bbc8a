"""Addresses of review rounds."""

from django.urls import path

from fazhi.web.console.power_reviews import views

app_name = "power_reviews"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<uuid:review_id>/", views.show, name="file"),
    path("<uuid:review_id>/signature/", views.sign, name="signature"),
    path("<uuid:review_id>/adoption/", views.adopt, name="adoption"),
]
