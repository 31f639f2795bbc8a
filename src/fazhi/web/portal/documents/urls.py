"""Addresses of the document check; the code on a document leads here."""

from django.urls import path

from fazhi.web.portal.documents import views

app_name = "portal_documents"
urlpatterns = [
    path("", views.ask, name="ask"),
    path("<str:code>/", views.show, name="check"),
    path("<str:code>/pdf/", views.pdf, name="pdf"),
]
