"""Photographs as pages show them: a copy without place, time and device of the camera."""

from django.http import HttpResponse, HttpResponseBase

from fazhi.kernel import attachments
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Attachment


def photo_response(attachment: Attachment) -> HttpResponseBase:
    """Answer with the copy of a photograph; a file that is none is answered as not there."""
    if attachment.media_type not in attachments.PHOTOS:
        raise NotFoundError
    headers = {
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    copy = attachments.public_copy(attachment)
    return HttpResponse(copy, content_type="image/jpeg", headers=headers)


def stored_photo(seat: Seat, upload: object) -> tuple[Attachment, ...]:
    """Check and keep what came in a file field, if anything; InputError names the reason."""
    read = getattr(upload, "read", None)
    if read is None:
        return ()
    name = str(getattr(upload, "name", ""))
    return (attachments.store(seat, read(), name, attachments.PHOTOS),)
