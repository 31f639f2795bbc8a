"""Addresses of leads."""

from django.urls import path

from fazhi.web.console.leads import terms
from fazhi.web.console.leads.views import LEADS, addresses

app_name = LEADS.app
urlpatterns = [path("terms/", terms.show, name="terms"), *addresses(LEADS)]
