"""Addresses of platform cases."""

from fazhi.web.console.leads.views import PLATFORM_CASES, addresses

app_name = PLATFORM_CASES.app
urlpatterns = addresses(PLATFORM_CASES)
