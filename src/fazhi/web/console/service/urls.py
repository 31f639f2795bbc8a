"""Addresses of service."""

from django.urls import path

from fazhi.web.console.service import steps, views

app_name = "service"
urlpatterns = [
    path("", views.index, name="list"),
    path("<str:code>/", views.show, name="file"),
    path("<str:code>/pdf/", views.pdf, name="pdf"),
    path("<str:code>/deliveries/", steps.deliver, name="deliveries"),
    path("<str:code>/failures/", steps.fail, name="failures"),
    path("<str:code>/announcement/", steps.announce, name="announcement"),
    path("<str:code>/withdrawal/", steps.withdraw, name="withdrawal"),
    path("<str:code>/address/", steps.confirm, name="address"),
    path("<str:code>/effective-day/", steps.settle, name="effective_day"),
    path("<str:code>/proof/", steps.prove, name="proof"),
]
