"""Addresses of leads."""

from django.urls import path

from fazhi.web.console.leads import views
from fazhi.web.console.leads.pages import INTAKE_PAGES, act_view
from fazhi.web.intake_acts import ACTS

app_name = "leads"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("terms/", views.terms, name="terms"),
    path("<str:public_id>/", views.show, name="file"),
    *(
        path(
            f"<str:public_id>/{name}/",
            act_view("leads", name, INTAKE_PAGES[name], app=app_name),
            name=name,
        )
        for name in ACTS["leads"]
    ),
]
