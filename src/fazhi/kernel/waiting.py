"""Attachments that wait (待用附件): sent with a form that was refused, and not to be sent again.

A file is kept when it arrives, whatever becomes of the form, and waits a day for its sender. It
goes on waiting once it is used, so that the same form sent twice finds it twice; the sweep removes
what waited a day in vain.
"""

import contextlib
import datetime as dt
import hashlib
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, ProtectedError, QuerySet

from fazhi.kernel import attachments, clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Attachment, WaitingAttachment

_LONGEST = dt.timedelta(days=1)


def hold(seat: Seat, upload: attachments.Upload) -> Attachment:
    """Check and keep a file that came with a form; what the same account sent before is found.

    Raises InputError with the reason when the file is not what it claims. Citizens are not told
    apart, so nothing that one of them sent is found by another.
    """
    earlier = _waiting(seat).filter(sha256=hashlib.sha256(upload.data).hexdigest())
    if seat.account_id is not None and (found := earlier.order_by("id").first()):
        return found
    prepared = attachments.prepare([upload])
    with transaction.atomic():
        (kept,) = attachments.keep(seat, prepared)
        WaitingAttachment.objects.create(
            attachment=kept, account_id=seat.account_id, since=kept.stored_at
        )
    return kept


def held(seat: Seat, attachment_id: str | UUID) -> Attachment | None:
    """Return a file that waits for this account; another's, an old one and nonsense are none."""
    try:
        wanted = UUID(str(attachment_id))
    except ValueError:
        return None
    return _waiting(seat).filter(pk=wanted).first()


def usable(seat: Seat) -> QuerySet[Attachment]:
    """Return the files of the seat's authority without those that wait for somebody else."""
    waiting = WaitingAttachment.objects.filter(attachment=OuterRef("pk"))
    others = (
        waiting.exclude(account_id=seat.account_id)
        if seat.account_id
        else waiting.filter(account_id__isnull=False)
    )
    return Attachment.objects.filter(authority=seat.authority).exclude(Exists(others))


def forget_unused() -> int:
    """Remove the files that waited a day and were not used; return how many.

    Their content goes with the sweep of files that no row names. A file that was used stays, and
    only ceases to wait.
    """
    removed = 0
    old = WaitingAttachment.objects.filter(since__lt=clock.now() - _LONGEST)
    for row in old.select_related("attachment").order_by("pk"):
        with contextlib.suppress(ProtectedError), transaction.atomic():
            row.attachment.delete()
            removed += 1
    old.delete()
    return removed


def _waiting(seat: Seat) -> QuerySet[Attachment]:
    return Attachment.objects.filter(
        authority=seat.authority,
        waitingattachment__account_id=seat.account_id,
        waitingattachment__since__gte=clock.now() - _LONGEST,
    )
