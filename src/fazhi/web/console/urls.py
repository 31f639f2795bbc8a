"""Addresses of the way in and of the desk; rooms have their own `urls.py`."""

from django.urls import path

from fazhi.web.console import desk, entry

urlpatterns = [
    path("", entry.start, name="start"),
    path("login/", entry.log_in, name="login"),
    path("logout/", entry.log_out, name="logout"),
    path("desk/", desk.show_inbox, name="desk"),
    path("desk/count/", desk.count, name="desk-count"),
    path("desk/profile/", desk.profile, name="profile"),
]
