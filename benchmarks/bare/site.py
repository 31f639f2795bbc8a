"""The bare site: its settings (the database is set as in Fazhi), its one address, its server."""

import sys

import django
from django.conf import settings

from fazhi.config import settings as shipped


def configure() -> None:
    """Set Django up with one app, no middleware and the database of the environment."""
    if settings.configured:  # by the process that this one was forked from
        return
    settings.configure(
        SECRET_KEY="guards nothing",  # noqa: S106 -- it guards nothing
        ALLOWED_HOSTS=["127.0.0.1"],
        DATABASES=shipped.DATABASES,
        INSTALLED_APPS=["benchmarks.bare"],
        ROOT_URLCONF="benchmarks.bare.urls",
        USE_TZ=True,
    )
    django.setup()


def main() -> None:
    """Make the table, or serve on the port that is named."""
    configure()
    from django.db import connection  # noqa: PLC0415 -- needs the settings

    if sys.argv[1:] == ["install"]:
        from benchmarks.bare.models import Note  # noqa: PLC0415 -- needs the settings

        with connection.schema_editor() as editor:
            editor.create_model(Note)
        return
    from granian.constants import Interfaces  # noqa: PLC0415 -- not needed to install
    from granian.server import Server  # noqa: PLC0415 -- as above

    Server(
        "benchmarks.bare.wsgi:application",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        workers=1 if connection.vendor == "sqlite" else 2,
        blocking_threads=4,
        websockets=False,
    ).serve()


if __name__ == "__main__":
    main()
