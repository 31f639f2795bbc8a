"""Photographs on forms: kept when they arrive, so that a refused form does not lose them.

    form = HandlingForm(request.POST, request.FILES)
    take_photographs(form, request.seat)

A photograph that was checked stays with whoever sent it; the page that refuses the rest names it
and sends its id again. The field of a form is then the attachment, or None.
"""

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from fazhi.kernel import waiting
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS, Upload
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Attachment
from fazhi.web.forms import PageForm


class PhotographField(forms.FileField):
    """A photograph: sent now, or kept from the same form before.

    `kept` is what the page names; `kept_as` the hidden field that sends it again; `left_out` the
    box that leaves out a photograph which need not be there.
    """

    widget = forms.FileInput

    def __init__(self, **kwargs: Any) -> None:
        """Start with nothing kept."""
        super().__init__(**kwargs)
        self.kept: Attachment | None = None
        self.kept_as = ""
        self.left_out = ""
        self.problem = ""

    def clean(self, data: Any, initial: Any = None) -> Attachment | None:
        """Return the attachment; what was sent is judged by `take_photographs`."""
        del data, initial
        if self.problem:
            raise forms.ValidationError(self.problem)
        if self.kept is None and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return self.kept


def take_photographs(form: PageForm, seat: Seat) -> None:
    """Keep the photographs that came with a form, and find those that were kept before."""
    for name, field in form.fields.items():
        if not form.is_bound or not isinstance(field, PhotographField):
            continue
        place = form.add_prefix(name)
        field.kept_as = f"{place}_kept"
        field.left_out = "" if field.required else f"{place}_left_out"
        field.kept = _kept(form, seat, field)
        upload = form.files.get(place)
        if upload is not None:
            _take(field, seat, upload)


def _kept(form: PageForm, seat: Seat, field: PhotographField) -> Attachment | None:
    sent = form.data.get(field.kept_as)
    if not sent or (field.left_out and field.left_out in form.data):
        return None
    kept = waiting.held(seat, sent)
    if kept is None:
        field.problem = _("先前的照片已不能使用，请重新选择。")
    return kept


def _take(field: PhotographField, seat: Seat, upload: Any) -> None:
    """Keep a new photograph instead of the one before; one that is none changes nothing."""
    try:
        field.kept = waiting.hold(seat, Upload(upload.read(), str(upload.name), PHOTOS))
        field.problem = ""
    except InputError as error:
        field.problem = error.fields.get("file", str(error))
