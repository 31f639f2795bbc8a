"""Addresses of meetings and of what they resolved."""

from django.urls import path

from fazhi.web.console.meetings import holding, planning, recording, resolutions, views

app_name = "meetings"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", planning.new, name="new"),
    path("resolutions/", resolutions.index, name="resolutions"),
    path("resolutions/<uuid:resolution_id>/completion/", resolutions.complete, name="completion"),
    path("resolutions/<uuid:resolution_id>/proof/", resolutions.proof, name="proof"),
    path("<str:public_id>/", views.show, name="file"),
    path("<str:public_id>/agenda/", planning.agenda, name="agenda"),
    path("<str:public_id>/attendance/", holding.attend, name="attendance"),
    path("<str:public_id>/cancellation/", planning.cancel, name="cancellation"),
    path("<str:public_id>/minutes/", views.issue, name="minutes"),
    path("<str:public_id>/minutes/pdf/", views.pdf, name="pdf"),
    path("<str:public_id>/results/", recording.conclude, name="results"),
    path("<str:public_id>/statements/", recording.speak, name="statements"),
]
