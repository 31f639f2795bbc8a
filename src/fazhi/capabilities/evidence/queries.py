"""Reads of evidence: the original, and a copy that may leave the house."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from fazhi.capabilities.evidence.models import Exhibit
from fazhi.kernel import attachments
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Dossier


def exhibits_of(dossier: Dossier) -> QuerySet[Exhibit]:
    """Return the exhibits of a dossier that the caller may see, in the order of their taking."""
    exhibits = Exhibit.objects.filter(dossier=dossier).select_related("attachment", "officer")
    return exhibits.order_by("captured_at", "id")


def original(exhibit: Exhibit) -> bytes:
    """Return the file of an exhibit as it was taken."""
    return attachments.open_bytes(exhibit.attachment)


def public_copy(exhibit: Exhibit) -> bytes:
    """Return a photo drawn anew, without place, device, time and whatever else its file told.

    What the picture itself shows (faces, plates) is for a person to judge.
    """
    if exhibit.attachment.media_type not in attachments.PHOTOS:
        raise InputError({"exhibit": _("只有照片可以生成公开用的副本。")})
    return attachments.public_copy(exhibit.attachment)
