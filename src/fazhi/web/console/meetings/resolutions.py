"""What all meetings resolved: the list, completing one with its proof, the proof itself."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.meetings.access import get_resolution, may_complete
from fazhi.capabilities.meetings.actions import complete_resolutions
from fazhi.capabilities.meetings.inputs import CompletionInput
from fazhi.capabilities.meetings.models import Resolution
from fazhi.capabilities.meetings.queries import listed_resolutions
from fazhi.kernel import attachments, clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, NotFoundError
from fazhi.web.console.meetings.listing import resolution_list
from fazhi.web.console.photos import photo_response
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

_ACCEPTED = attachments.PHOTOS | attachments.PDF


class CompletionForm(PageForm):
    """When a resolution was done, and what shows it."""

    done_on = forms.DateField(
        label=gettext_lazy("完成日"),
        initial=clock.today,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    proof = forms.CharField(
        label=gettext_lazy("完成情况"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写明做了什么，或者上传证明材料；不写个人信息。"),
    )
    file = forms.FileField(
        label=gettext_lazy("证明材料"),
        required=False,
        help_text=gettext_lazy("照片或者 PDF。"),
    )


@page(*Role)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show what meetings resolved that the person may read: first what is still open."""
    today = clock.today()
    rows = listed_resolutions(request.seat)
    template = "console/meetings/resolutions.html"
    return list_response(request, rows, resolution_list(today), template, {"today": today})


@page(*Role)
def complete(request: StaffRequest, resolution_id: UUID) -> HttpResponseBase:
    """Show the form to whoever may complete it; record the completion when it is sent."""
    resolution = get_resolution(request.seat, resolution_id)
    if not may_complete(request.seat, resolution):
        raise ForbiddenError(_("议决事项由责任人或者登记会议的人员登记完成。"))
    form = CompletionForm(request.POST or None, request.FILES or None)

    def act(given: dict[str, Any]) -> list[Resolution]:
        completion = CompletionInput(
            resolution_id=resolution.pk,
            done_on=given["done_on"],
            proof=given["proof"],
            attachment_id=_stored(request.seat, given["file"]),
        )
        return complete_resolutions(request.seat, [completion])

    if form.attempt(act):
        messages.success(request, _("已登记完成。"))
        return go_to("meetings:file", resolution.meeting.dossier.public_id)
    context = {"form": form, "resolution": resolution}
    return render_page(request, "console/meetings/completion.html", context, status=form.status)


@page(*Role)
def proof(request: StaffRequest, resolution_id: UUID) -> HttpResponseBase:
    """Give the file that shows that a resolution was done."""
    attachment = get_resolution(request.seat, resolution_id).attachment
    if attachment is None:
        raise NotFoundError(_("没有证明材料。"))
    if attachment.media_type in attachments.PHOTOS:
        return photo_response(attachment)
    headers = {
        "Content-Disposition": f'attachment; filename="{attachment.sha256[:12]}.pdf"',
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    data = attachments.open_bytes(attachment)
    return HttpResponse(data, content_type=attachment.media_type, headers=headers)


def _stored(seat: Seat, upload: Any) -> UUID | None:
    if upload is None:
        return None
    return attachments.store(seat, upload.read(), str(upload.name), _ACCEPTED).pk
