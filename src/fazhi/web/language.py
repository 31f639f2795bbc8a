"""The switch between Chinese and English; the choice is kept in a cookie of this browser."""

from django.http import HttpRequest, HttpResponseBase
from django.views.decorators.http import require_POST
from django.views.i18n import set_language


@require_POST
def switch(request: HttpRequest) -> HttpResponseBase:
    """Keep the language and return to the page from which it was switched."""
    return set_language(request)
