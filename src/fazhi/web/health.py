"""Is the process alive, and is it ready to serve: asked by whatever watches over the server."""

import shutil
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse

from fazhi.kernel import keys

#: With less, evidence could be refused before anybody looks.
LEAST_FREE_BYTES = 512 * 1024**2


def alive(request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touches nothing."""
    del request
    return HttpResponse("ok\n", content_type="text/plain")


def ready(request: HttpRequest) -> JsonResponse:
    """Say whether all that a page needs is ready; the answer names what is not."""
    del request
    found = {name: probe() for name, probe in PROBES.items()}
    return JsonResponse(found, status=200 if all(found.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _migrations() -> bool:
    """Ask until there is nothing left to migrate: a running process gets no new migrations."""
    if not _settled:
        try:
            executor = MigrationExecutor(connection)
            if executor.migration_plan(executor.loader.graph.leaf_nodes()):
                return False
        except DatabaseError:
            return False
        _settled.add("migrations")
    return True


def _keys() -> bool:
    return not keys.missing()


def _disk() -> bool:
    folder = Path(settings.ATTACHMENT_ROOT)
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free >= LEAST_FREE_BYTES


PROBES: dict[str, Callable[[], bool]] = {
    "database": _database,
    "migrations": _migrations,
    "keys": _keys,
    "disk": _disk,
}

_settled: set[str] = set()
