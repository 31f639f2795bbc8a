"""Photographs as pages show them: a copy without place, time and device of the camera."""

from django.http import HttpResponse, HttpResponseBase

from fazhi.kernel import attachments
from fazhi.kernel.errors import NotFoundError
from fazhi.kernel.models import Attachment


def photo_response(attachment: Attachment | None) -> HttpResponseBase:
    """Answer with the copy of a photograph; a file that is none is answered as not there."""
    if attachment is None or attachment.media_type not in attachments.PHOTOS:
        raise NotFoundError
    headers = {
        "Content-Disposition": "inline",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    copy = attachments.public_copy(attachment)
    return HttpResponse(copy, content_type="image/jpeg", headers=headers)
