"""What this database is for: only a demonstration database may hold simulated times."""

from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.models import Entry, Installation

#: A database that was once found to be for demonstration stays one: the row never changes.
_known: set[str] = set()


@transaction.atomic
def install(*, is_demonstration: bool = False) -> Installation:
    """Write what this database is for, once; the same again does nothing, the other is refused."""
    row = Installation.objects.first()
    if row is None:
        _set_aside_older_heads()
        row = Installation.objects.create(
            is_demonstration=is_demonstration, installed_at=clock.now()
        )
    elif row.is_demonstration != is_demonstration:
        sentence = _("此数据库已登记为%(use)s，不能改作他用；请另建数据库。")
        raise ConflictError(sentence % {"use": row})
    return row


def is_demonstration() -> bool:
    """Tell whether times and chance may be simulated here; asks the database until they may."""
    if not _known and Installation.objects.filter(is_demonstration=True).exists():
        _known.add("demonstration")
    return bool(_known)


def forget() -> None:
    """Ask the database again: for tests."""
    _known.clear()


def _set_aside_older_heads() -> None:
    """Rename head files of an earlier database; they witness for it, not for this one."""
    if Entry.objects.exists():
        return
    folder = Path(settings.HEADS_ROOT)
    stamp = clock.local(clock.now()).strftime("%Y%m%d%H%M%S")
    for file in sorted(folder.glob("*.jsonl")) if folder.is_dir() else ():
        file.rename(file.with_name(f"{file.stem}.until-{stamp}.old"))
