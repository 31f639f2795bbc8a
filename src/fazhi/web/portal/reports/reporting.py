"""A report in three steps: what, where with a photograph, how to reach you.

Nothing is kept between the steps but on the page itself: it works without scripts, without cookies
of ours and without an account. A photograph is stored when it is sent, and the page carries a
signed ticket for it; so a photograph that is none costs only a message.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from django import forms
from django.core import signing
from django.http import HttpResponse, HttpResponseBase, QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.kernel import attachments, clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.kernel.models import Attachment
from fazhi.proceedings.issues.actions import receive_reports
from fazhi.proceedings.issues.choices import Channel
from fazhi.proceedings.issues.inputs import ReportInput, Spot
from fazhi.registers.competence.queries import categories_on
from fazhi.web.forms import PageForm
from fazhi.web.limits import PHOTOGRAPHS, REPORTS
from fazhi.web.pages import StaffRequest, go_to, public_page, render_page

if TYPE_CHECKING:
    from fazhi.proceedings.issues.models import Report

_SALT = "portal photograph"
_TICKET_SECONDS = 6 * 3600
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report: its words, and the codes of the categories that are offered first."""

    words: Promise
    codes: tuple[str, ...]


#: Codes of the duty list; those that an authority does not have are left out.
KINDS: Mapping[str, Kind] = {
    "street": Kind(
        gettext_lazy("街面问题"),
        ("0507", "0504", "0102", "0110", "0106", "0506", "0510", "0201"),
    ),
    "safety": Kind(
        gettext_lazy("安全隐患"),
        ("3102", "3103", "0304", "0401", "0403", "0404", "3104", "3201"),
    ),
    "other": Kind(
        gettext_lazy("其他问题"),
        ("3301", "3302", "3303", "3304", "3101", "3305", "3306"),
    ),
}


class WhereForm(PageForm):
    """Step two: what exactly, where, and a photograph."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    ticket = forms.CharField(widget=forms.HiddenInput, required=False, max_length=200)
    category = forms.ChoiceField(label=gettext_lazy("是什么事"), widget=forms.RadioSelect)
    photograph = forms.FileField(
        label=gettext_lazy("照片"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )
    place = forms.CharField(
        label=gettext_lazy("在哪里"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("写路名、门牌或者附近的店；也可以点“用我的位置”。"),
    )
    longitude = forms.FloatField(
        required=False, min_value=70, max_value=140, widget=forms.HiddenInput
    )
    latitude = forms.FloatField(required=False, min_value=0, max_value=60, widget=forms.HiddenInput)

    def __init__(self, seat: Seat, kind: Kind, *args: Any, **kwargs: Any) -> None:
        """Offer the categories of the kind that the authority has today, and "something else"."""
        super().__init__(*args, **kwargs)
        known = {each.code: each.name for each in categories_on(seat.authority, clock.today())}
        offered = [(code, known[code]) for code in kind.codes if code in known]
        self.names = {**dict(offered), "-": str(kind.words)}
        self.fields["category"].choices = [*offered, ("-", _("其他，说不清"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Ask for a place in words or by the device: without one nobody can go there."""
        data: dict[str, Any] = super().clean() or {}
        has_point = data.get("longitude") is not None and data.get("latitude") is not None
        if not has_point and not data.get("place", "").strip():
            self.add_error("place", _("请写一下在哪里，或者点“用我的位置”。"))
        return data


class ContactForm(PageForm):
    """Step three: how to reach you; nothing is compulsory."""

    phone = forms.CharField(
        label=gettext_lazy("您的电话"),
        required=False,
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
        help_text=gettext_lazy("只用来了解情况和答复您，加密保存；不留电话也可以反映。"),
    )
    statement = forms.CharField(
        label=gettext_lazy("还想说明的"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@public_page
def choose(request: StaffRequest) -> HttpResponseBase:
    """Step one: what it is about."""
    kinds = [(name, kind.words) for name, kind in KINDS.items()]
    return render_page(request, "portal/reports/new.html", {"kinds": kinds})


@public_page
def report(request: StaffRequest, kind: str) -> HttpResponseBase:
    """Show step two, then step three with what was filled before, then receive the report."""
    if request.method != "POST":
        form = WhereForm(request.seat, KINDS[kind], initial={"key": uuid4().hex})
        return _where(request, kind, form)
    typed = request.POST.copy()
    is_back = "back" in typed
    photograph_error = "" if is_back else _take_photograph(request, typed)
    form = WhereForm(request.seat, KINDS[kind], typed, request.FILES)
    if photograph_error or not form.is_valid() or is_back:
        return _where(request, kind, form, photograph_error)
    contact = ContactForm(request.POST if "send" in request.POST else None)
    if "send" not in request.POST:
        return _contact(request, kind, form, contact)
    return _send(request, kind, form, contact)


def _send(
    request: StaffRequest, kind: str, form: WhereForm, contact: ContactForm
) -> HttpResponseBase:
    if REPORTS.is_reached(request):
        sentence = _("这个网络刚刚提交得太多。您填的内容还在，请过十分钟再点提交，或者打街道电话。")
        contact.add_error(None, sentence)
        return _contact(request, kind, form, contact, status=_TOO_MANY)
    received = contact.attempt(lambda given: _receive(request.seat, form, given))
    if received is None:
        return _contact(request, kind, form, contact, status=contact.status)
    REPORTS.count(request)
    response = go_to("portal_reports:progress", received.follow_code)
    response["Location"] += "?receipt=1"
    return response


def _receive(seat: Seat, form: WhereForm, given: dict[str, Any]) -> "Report":
    data = form.cleaned_data
    photograph = _photograph_of(data["ticket"])
    has_point = data["longitude"] is not None and data["latitude"] is not None
    place = data["place"].strip() or _("手机定位处")
    code = "" if data["category"] == "-" else data["category"]
    return receive_reports(
        seat,
        [
            ReportInput(
                key=f"portal:{data['key']}",
                channel=Channel.PORTAL,
                statement=given["statement"].strip() or form.names[data["category"]],
                spot=Spot(place, data["longitude"], data["latitude"]) if has_point else None,
                place=place,
                category_code=code,
                phone=given["phone"],
                photograph_ids=(photograph,) if photograph else (),
            )
        ],
    )[0]


def _take_photograph(request: StaffRequest, typed: QueryDict) -> str:
    """Check and keep the photograph that was sent; put its ticket with what was typed.

    Return why it was refused, if it was.
    """
    upload = request.FILES.get("photograph")
    if upload is None:
        return ""
    if PHOTOGRAPHS.is_reached(request):
        return _("这个网络刚刚提交的照片太多，请过十分钟再传，或者不传照片直接下一步。")
    PHOTOGRAPHS.count(request)
    name = str(upload.name)
    try:
        kept = attachments.store(request.seat, upload.read(), name, attachments.PHOTOS)
    except InputError as error:
        return error.fields.get("file", str(error))
    typed["ticket"] = signing.dumps(str(kept.id), salt=_SALT)
    return ""


def _photograph_of(ticket: str) -> UUID | None:
    """Return the photograph of a ticket; one that we did not write, or long ago, is none."""
    try:
        return UUID(signing.loads(ticket, salt=_SALT, max_age=_TICKET_SECONDS))
    except signing.BadSignature:
        return None


def _kept(ticket: str) -> Attachment | None:
    """Return what the page names of the photograph of a ticket."""
    photograph = _photograph_of(ticket)
    return Attachment.objects.filter(pk=photograph).first() if photograph else None


def _where(
    request: StaffRequest, kind: str, form: WhereForm, photograph_error: str = ""
) -> HttpResponse:
    is_refused = bool(photograph_error) or (form.is_bound and "back" not in request.POST)
    context = {
        "form": form,
        "kind": KINDS[kind].words,
        "photograph_error": photograph_error,
        "photograph": {"kept": _kept(form["ticket"].value() or "")},
    }
    status = 422 if is_refused else 200
    return render_page(request, "portal/reports/where.html", context, status=status)


def _contact(
    request: StaffRequest, kind: str, form: WhereForm, contact: ContactForm, *, status: int = 200
) -> HttpResponse:
    data = form.cleaned_data
    names = ("key", "ticket", "category", "place", "longitude", "latitude")
    context = {
        "form": contact,
        "kind": KINDS[kind].words,
        "kept": [(name, "" if data[name] is None else data[name]) for name in names],
        "what": form.names[data["category"]],
        "place": data["place"].strip() or _("手机定位处"),
        "has_photograph": _photograph_of(data["ticket"]) is not None,
    }
    return render_page(request, "portal/reports/contact.html", context, status=status)
