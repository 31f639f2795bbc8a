"""Addresses of issues."""

from django.urls import path

from fazhi.web.console.issues import opening, steps, views

app_name = "issues"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", opening.new, name="new"),
    path("exhibits/<uuid:exhibit_id>/", views.exhibit, name="exhibit"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/assignment/", steps.assign, name="assignment"),
    path("<str:public_id>/handling/", steps.handle, name="handling"),
    path("<str:public_id>/return/", steps.give_back, name="return"),
    path("<str:public_id>/verification/", steps.verify, name="verification"),
    path("<str:public_id>/closure/", steps.close, name="closure"),
]
