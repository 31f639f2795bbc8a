"""The entry of the bare site for a server."""

from django.core.wsgi import get_wsgi_application

from benchmarks.bare.site import configure

configure()
application = get_wsgi_application()
