"""Addresses of reporting and following; what kind it is stands in the address, not in a session."""

from django.urls import path

from fazhi.web.portal.reports import following, reporting

app_name = "portal_reports"
urlpatterns = [
    path("", following.ask, name="follow"),
    path("new/", reporting.choose, name="new"),
    path("new/street/", reporting.report, {"kind": "street"}, name="street"),
    path("new/safety/", reporting.report, {"kind": "safety"}, name="safety"),
    path("new/other/", reporting.report, {"kind": "other"}, name="other"),
    path("<str:code>/", following.show, name="progress"),
]
