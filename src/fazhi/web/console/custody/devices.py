"""The register of devices, and what each went through."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.access import CUSTODY_READERS, KEEPERS, get_device
from fazhi.capabilities.evidence.actions import (
    record_device_qualifications,
    register_evidence_devices,
)
from fazhi.capabilities.evidence.choices import QUALIFICATIONS_OF, DeviceKind, QualificationKind
from fazhi.capabilities.evidence.inputs import DeviceInput, QualificationInput
from fazhi.capabilities.evidence.models import EvidenceDevice
from fazhi.capabilities.evidence.queries import device_gaps, listed_devices
from fazhi.kernel import clock
from fazhi.web.console.custody.forms import NOBODY, day_field
from fazhi.web.console.custody.listing import device_list
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page


class DeviceForm(PageForm):
    """A device to register."""

    kind = forms.ChoiceField(label=gettext_lazy("设备种类"), choices=DeviceKind.choices)
    number = forms.CharField(label=gettext_lazy("设备编号"), max_length=64)
    name = forms.CharField(label=gettext_lazy("设备名称"), max_length=100)
    place = forms.CharField(label=gettext_lazy("设置地点"), max_length=200, required=False)
    since = day_field(gettext_lazy("启用日"))
    until = day_field(gettext_lazy("停用日"), required=False)


class QualificationForm(PageForm):
    """What a device went through."""

    kind = forms.ChoiceField(label=gettext_lazy("要件"))
    since = day_field(gettext_lazy("自"))
    until = day_field(gettext_lazy("至"), required=False)
    reference = forms.CharField(label=gettext_lazy("文号、证书编号或者凭证"), max_length=100)

    def __init__(self, device: EvidenceDevice, *args: Any, **kwargs: Any) -> None:
        """Offer what devices of this kind are asked for."""
        super().__init__(*args, **kwargs)
        asked = QUALIFICATIONS_OF[DeviceKind(device.kind)]
        self.fields["kind"].choices = [NOBODY, *((each.value, each.label) for each in asked)]  # type: ignore[attr-defined]


@page(*CUSTODY_READERS)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the register of devices."""
    today = clock.today()
    context = {"today": today, "may_keep": request.seat.has(*KEEPERS)}
    template = "console/custody/devices.html"
    return list_response(
        request, listed_devices(request.seat), device_list(today), template, context
    )


@page(*KEEPERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Register a device."""
    form = DeviceForm(request.POST or None)

    def act(given: dict[str, Any]) -> object:
        one = DeviceInput(**{**given, "kind": DeviceKind(given["kind"])})
        return register_evidence_devices(request.seat, [one])

    if form.attempt(act):
        messages.success(request, _("已登记。"))
        return go_to("custody:devices")
    context = {"form": form, "heading": _("登记取证设备"), "back": "custody:devices"}
    return render_page(request, "console/custody/step.html", context, status=form.status)


@page(*CUSTODY_READERS)
def show(request: StaffRequest, device_id: UUID) -> HttpResponseBase:
    """Show one device with what it went through, judged by today."""
    device = get_device(request.seat, device_id)
    return _device_page(request, device, QualificationForm(device))


@page(*KEEPERS)
@require_POST
def qualify(request: StaffRequest, device_id: UUID) -> HttpResponseBase:
    """Record what a device went through."""
    device = get_device(request.seat, device_id)
    form = QualificationForm(device, request.POST)

    def act(given: dict[str, Any]) -> object:
        kind = QualificationKind(given["kind"])
        one = QualificationInput(device_id=device.pk, **{**given, "kind": kind})
        return record_device_qualifications(request.seat, [one])

    if form.attempt(act):
        messages.success(request, _("已登记。"))
        return go_to("custody:device_file", device.pk)
    return _device_page(request, device, form)


def _device_page(
    request: StaffRequest, device: EvidenceDevice, form: QualificationForm
) -> HttpResponseBase:
    held = list(device.qualifications.order_by("-since", "-id"))
    context = {
        "device": device,
        "qualifications": held,
        "answers": device_gaps(device, held, clock.today()),
        "may_keep": request.seat.has(*KEEPERS) and bool(QUALIFICATIONS_OF[DeviceKind(device.kind)]),
        "form": form,
    }
    return render_page(request, "console/custody/device.html", context, status=form.status)
