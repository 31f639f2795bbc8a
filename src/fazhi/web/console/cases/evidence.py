"""Evidence and custody of one case: exhibits, things held, recordings, and the volume exported."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.access import TAKERS
from fazhi.capabilities.evidence.actions import add_exhibit, export_exhibits
from fazhi.capabilities.evidence.choices import ExhibitKind
from fazhi.capabilities.evidence.dossier import custody_of
from fazhi.capabilities.evidence.inputs import ExhibitInput, ExportInput
from fazhi.capabilities.evidence.models import Exhibit
from fazhi.capabilities.evidence.queries import devices_on
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.access import CASE_READERS, WHOLE_AUTHORITY, get_case
from fazhi.proceedings.cases.exporting import export_dossier
from fazhi.registers.staff.queries import officer_of
from fazhi.web.console.custody.forms import NOBODY, moment_field, reason_field
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.cases.models import Case

READERS = (Role.OFFICER, *CASE_READERS)
_LARGEST = 20 * 1024 * 1024


class ExhibitForm(PageForm):
    """A piece of evidence with its file."""

    kind = forms.ChoiceField(label=gettext_lazy("证据种类"), choices=ExhibitKind.choices)
    label = forms.CharField(label=gettext_lazy("证明内容"), max_length=200)
    obtained_from = forms.CharField(label=gettext_lazy("取得来源"), max_length=200)
    maker = forms.CharField(
        label=gettext_lazy("制作人"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("本人取证的不填；单位制作的写单位，不写个人信息。"),
    )
    captured_at = moment_field(gettext_lazy("取证时间"))
    place = forms.CharField(label=gettext_lazy("取证地点"), max_length=200, required=False)
    device = forms.ChoiceField(label=gettext_lazy("取证设备"), required=False)
    file = forms.FileField(label=gettext_lazy("文件（照片或者 PDF）"))
    sha256 = forms.CharField(
        label=gettext_lazy("取证时的指纹"),
        max_length=64,
        required=False,
        help_text=gettext_lazy("设备给出 SHA-256 的填写；与收到的文件不一致时，两个指纹都保留。"),
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the devices of today."""
        super().__init__(*args, **kwargs)
        devices = devices_on(seat.authority, clock.today())
        self.fields["device"].choices = [NOBODY, *((str(each.pk), str(each)) for each in devices)]  # type: ignore[attr-defined]

    def given(self, seat: Seat, case: "Case") -> ExhibitInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        officer = officer_of(seat)
        return ExhibitInput(
            dossier=case.dossier,
            kind=ExhibitKind(data["kind"]),
            label=data["label"],
            obtained_from=data["obtained_from"],
            maker=data["maker"],
            captured_at=data["captured_at"],
            place_name=data["place"] or case.place[:200],
            data=data["file"].read(_LARGEST),
            name=str(data["file"].name),
            sha256=data["sha256"],
            officer_id=officer.pk if officer else None,
            device_id=UUID(data["device"]) if data["device"] else None,
        )


class ExportForm(PageForm):
    """To whom the volume of a case goes, and why."""

    receiver = forms.CharField(label=gettext_lazy("交给"), max_length=64, required=False)
    reason = reason_field()


@page(*READERS)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the evidence and the custody of a case."""
    return _evidence_page(request, get_case(request.seat, public_id), ExportForm())


@page(*TAKERS)
def add(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Take a piece of evidence into a case."""
    case = get_case(request.seat, public_id)
    form = ExhibitForm(request.seat, request.POST or None, request.FILES or None)
    added = form.attempt(lambda _given: add_exhibit(request.seat, form.given(request.seat, case)))
    if added:
        messages.success(request, _told(added))
        return go_to("cases:evidence", public_id)
    context = {"case": case, "form": form}
    template = "console/cases/exhibit_new.html"
    return render_page(request, template, context, status=form.status)


@page(*WHOLE_AUTHORITY)
@require_POST
def export(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Give the whole file as one volume; that copies left is written on every exhibit."""
    case = get_case(request.seat, public_id)
    form = ExportForm(request.POST)

    @transaction.atomic
    def act(given: dict[str, Any]) -> bytes:
        export_exhibits(request.seat, ExportInput(dossier=case.dossier, **given))
        return export_dossier(request.seat, case.dossier)

    volume = form.attempt(act)
    if volume is None:
        return _evidence_page(request, case, form)
    headers = {"Content-Disposition": f'attachment; filename="{public_id}.pdf"'}
    return HttpResponse(volume, content_type="application/pdf", headers=headers)


def _told(exhibit: Exhibit) -> str:
    if exhibit.is_altered:
        return _("已入卷；文件与取证时的指纹不一致，请说明原因或者重新上传原始文件。")
    return _("已入卷。")


def _evidence_page(request: StaffRequest, case: "Case", form: ExportForm) -> HttpResponseBase:
    today = clock.today()
    context = {
        "case": case,
        "today": today,
        "custody": custody_of(case.dossier, today),
        "may_take": request.seat.has(*TAKERS),
        "may_export": request.seat.has(*WHOLE_AUTHORITY),
        "form": form,
    }
    template = "console/cases/evidence.html"
    return render_page(request, template, context, status=form.status)
