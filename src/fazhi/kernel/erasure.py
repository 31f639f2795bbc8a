"""Lawful erasure: the content of an entry is destroyed, the act and its proof remain."""

from django.db import connection, transaction
from django.utils.translation import gettext as _

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ConflictError, InputError, NotFoundError
from fazhi.kernel.journal import Act, record
from fazhi.kernel.models import Entry, EntryContent, Erasure
from fazhi.law.citation import Citation

KIND = "journal.erased"


@transaction.atomic
def erase(seat: Seat, entry: Entry, ground: Citation, reason: str) -> Erasure:
    """Erase the content of an entry under a provision; leaves an entry and a row of its own.

    With the content goes its salt: what remains is a hash that nobody can guess from.
    """
    seat.require(Role.HEAD, Role.OPERATOR)
    _refuse_unless_erasable(seat, entry, reason)
    erased_by = record(
        Act(KIND, by=seat, provisions=(ground,)), {"entry": str(entry.id), "reason": reason}
    )
    erasure = Erasure.objects.create(
        authority=seat.authority,
        entry=entry,
        erased_by=erased_by,
        ground=str(ground),
        erased_at=clock.now(),
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # overwrite the bytes instead of freeing their page
            cursor.execute("PRAGMA secure_delete = ON")
    EntryContent.objects.filter(entry=entry).delete()
    return erasure


def _refuse_unless_erasable(seat: Seat, entry: Entry, reason: str) -> None:
    if entry.authority != seat.authority:
        raise NotFoundError(_("没有这条日志。"))
    if entry.kind == KIND:
        raise InputError({"entry": _("依法删除的日志本身不能删除：它是删除的证明。")})
    if not reason.strip():
        raise InputError({"reason": _("请写明删除的理由。")})
    if Erasure.objects.filter(entry=entry).exists():
        raise ConflictError(_("这条日志的内容已经依法删除。"))
