"""Addresses of requests for co-operation."""

from django.urls import path

from fazhi.web.console.cooperation import views
from fazhi.web.console.leads.pages import act_view

app_name = "cooperation"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("<str:public_id>/", views.show, name="file"),
    *(
        path(
            f"<str:public_id>/{name}/",
            act_view("cooperation", name, shown, app=app_name),
            name=name,
        )
        for name, shown in views.PAGES.items()
    ),
]
