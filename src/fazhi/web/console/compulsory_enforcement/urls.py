"""Addresses of enforcements."""

from django.urls import path

from fazhi.web.console.compulsory_enforcement import stepping, views

app_name = "compulsory_enforcement"
urlpatterns = [
    path("", views.index, name="list"),
    path("overdue/", views.overdue, name="overdue"),
    path("new/<str:case_id>/", views.new, name="new"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/steps/<slug:step>/", stepping.take, name="step"),
    path("<str:public_id>/way/", stepping.change_way, name="way"),
    path("<str:public_id>/closure/", stepping.close, name="closure"),
]
