"""Addresses of publication."""

from django.urls import path

from fazhi.web.console.publications import credit, steps, views

app_name = "publications"
urlpatterns = [
    path("", views.index, name="list"),
    path("proposals/", steps.propose, name="proposals"),
    path("notice/", views.notice, name="notice"),
    path("credit/", credit.fields, name="credit"),
    path("credit/csv/", credit.as_csv_file, name="credit_csv"),
    path("credit/json/", credit.as_json_file, name="credit_json"),
    path("<str:code>/", views.show, name="file"),
    path("<str:code>/confirmation/", steps.confirm, name="confirmation"),
    path("<str:code>/review/", steps.review, name="review"),
    path("<str:code>/decline/", steps.decline, name="decline"),
    path("<str:code>/withdrawal/", steps.withdraw, name="withdrawal"),
    path("<str:code>/repairs/<uuid:key>/", steps.decide_repair, name="repair"),
]
