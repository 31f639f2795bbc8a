"""Addresses of requests for co-operation."""

from django.urls import path

from fazhi.web.console.cooperation import views

app_name = "cooperation"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/refusal/", views.answer_view("refusal"), name="refusal"),
    path("<str:public_id>/reply/", views.answer_view("reply"), name="reply"),
]
