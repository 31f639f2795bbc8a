"""Addresses of counsel: those of lawyers, and those of the office."""

from django.urls import path

from fazhi.web.console.counsel import inviting, reading

app_name = "counsel"
urlpatterns = [
    path("", reading.index, name="entrusted"),
    path("lawyers/", inviting.lawyers, name="lawyers"),
    path("lawyers/new/", inviting.register, name="register"),
    path("invitations/<uuid:key>/revocation/", inviting.revoke, name="revocation"),
    path("<str:public_id>/", reading.show, name="case"),
    path("<str:public_id>/advice/", reading.advise, name="advice"),
    path("<str:public_id>/invitations/", inviting.invite, name="invitations"),
]
