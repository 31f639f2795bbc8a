"""What commands that need the site share: opening it, installing it, asking whether it is ready."""

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from fazhi.kernel.access import Seat


def open_site() -> None:
    """Load the settings and the rooms; every command that touches rows calls this first."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fazhi.config.settings")
    django.setup()


def missing_migrations() -> int:
    """Return how many migrations the database still lacks."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415 -- needs them too

    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def migrate() -> None:
    """Bring the database to the present shape; nothing happens when it is."""
    from django.core.management import call_command  # noqa: PLC0415 -- needs the settings

    if missing_migrations():
        call_command("migrate", interactive=False, verbosity=0)


def count_rows_for_planner() -> None:
    """Let the database count its rows anew: after so many, its plans rest on an empty one."""
    from django.db import connection  # noqa: PLC0415 -- needs the settings

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def collect_static_files() -> None:
    """Copy style sheets, scripts and icons to where the server finds them, with hashed names.

    Nothing happens when the files are the ones that were collected last.
    """
    from django.conf import settings  # noqa: PLC0415 -- needs the settings
    from django.core.management import call_command  # noqa: PLC0415 -- needs them too

    root = Path(settings.STATIC_ROOT)
    mark = root / "collected.txt"
    present = _inventory([Path(folder) for folder in settings.STATICFILES_DIRS])
    if mark.exists() and mark.read_text() == present:
        return
    shutil.rmtree(root, ignore_errors=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    root.mkdir(parents=True, exist_ok=True)
    mark.write_text(present)


def seat_of(authority: str) -> "Seat":
    """Return the seat of the operator in an authority: the one named, or that of the site."""
    from django.conf import settings  # noqa: PLC0415 -- needs the settings

    from fazhi.kernel.access import Seat  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.choices import Role  # noqa: PLC0415 -- needs the settings
    from fazhi.kernel.errors import InputError  # noqa: PLC0415 -- needs the settings
    from fazhi.registers.staff.models import Authority  # noqa: PLC0415 -- needs the settings

    known = list(Authority.objects.values_list("key", flat=True))
    if not authority:
        authority = known[0] if len(known) == 1 else settings.PORTAL_AUTHORITY
    if authority not in known:
        raise InputError({"--authority": f"请写机关代码，已有：{'、'.join(known) or '无'}"})
    return Seat(authority=authority, name="fazhi", roles=frozenset({Role.OPERATOR}))


def _inventory(folders: list[Path]) -> str:
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return "\n".join(f"{path} {path.stat().st_size} {path.stat().st_mtime_ns}" for path in files)
