"""Addresses of platform cases."""

from django.urls import path

from fazhi.web.console.leads.pages import INTAKE_PAGES, act_view
from fazhi.web.console.platform_cases import views
from fazhi.web.intake_acts import ACTS

app_name = "platform_cases"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<str:public_id>/", views.show, name="file"),
    *(
        path(
            f"<str:public_id>/{name}/",
            act_view("platform-cases", name, INTAKE_PAGES[name], app=app_name),
            name=name,
        )
        for name in ACTS["platform-cases"]
    ),
]
