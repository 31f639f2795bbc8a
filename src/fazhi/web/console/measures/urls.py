"""Addresses of measures; one is proposed from the page of its case."""

from django.urls import path

from fazhi.web.console.measures import proposing, stepping, views

app_name = "measures"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/<str:case>/", proposing.propose, name="new"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/steps/<slug:act>/", stepping.take, name="step"),
]
