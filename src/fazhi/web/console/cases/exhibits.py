"""One exhibit of a case: its hashes, its log, its file, and passing its original on."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from fazhi.capabilities.evidence.access import KEEPERS, TAKERS, exhibit_of
from fazhi.capabilities.evidence.actions import (
    add_exhibit_files,
    hand_over_in_custody,
    record_custody_entries,
)
from fazhi.capabilities.evidence.choices import NOTED_OF_EXHIBITS, CustodyEntryKind
from fazhi.capabilities.evidence.inputs import ExhibitFileInput
from fazhi.capabilities.evidence.queries import admissibility_of, log_of, where_kept
from fazhi.capabilities.evidence.standing import standing_of
from fazhi.kernel.access import Seat
from fazhi.kernel.attachments import PHOTOS
from fazhi.proceedings.cases.access import get_case
from fazhi.web.console.cases.evidence import READERS
from fazhi.web.console.custody.forms import HandOverForm, NoteForm
from fazhi.web.console.custody.logs import events_of
from fazhi.web.console.custody.views import OfferedAct
from fazhi.web.console.photos import photo_response
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.evidence.models import Exhibit
    from fazhi.proceedings.cases.models import Case

_LARGEST = 20 * 1024 * 1024


class FileForm(PageForm):
    """The file of an exhibit that a step put on file without one."""

    file = forms.FileField(label=gettext_lazy("文件（照片或者 PDF）"))
    sha256 = forms.CharField(label=gettext_lazy("取证时的指纹"), max_length=64, required=False)

    def given(self, exhibit_id: UUID) -> ExhibitFileInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return ExhibitFileInput(
            exhibit_id=exhibit_id,
            data=data["file"].read(_LARGEST),
            name=str(data["file"].name),
            sha256=data["sha256"],
        )


@page(*READERS)
def show(request: StaffRequest, public_id: str, exhibit_id: UUID) -> HttpResponseBase:
    """Show one exhibit."""
    case, exhibit = _found(request, public_id, exhibit_id)
    return _exhibit_page(request, case, exhibit)


@page(*READERS)
def picture(request: StaffRequest, public_id: str, exhibit_id: UUID) -> HttpResponseBase:
    """Give a photograph in evidence, without the traces of the camera."""
    _case, exhibit = _found(request, public_id, exhibit_id)
    return photo_response(exhibit.attachment)


@page(*TAKERS)
@require_POST
def attach(request: StaffRequest, public_id: str, exhibit_id: UUID) -> HttpResponseBase:
    """Add the file of an exhibit."""
    found = _found(request, public_id, exhibit_id)
    form = FileForm(request.POST, request.FILES)
    return _done(
        request,
        found,
        ("exhibit_file", form),
        lambda: add_exhibit_files(request.seat, [form.given(exhibit_id)]),
    )


@page(*TAKERS)
@require_POST
def note(request: StaffRequest, public_id: str, exhibit_id: UUID) -> HttpResponseBase:
    """Write into the log of an exhibit."""
    found = _found(request, public_id, exhibit_id)
    form = NoteForm(request.seat, _notes(request.seat, found[1]), request.POST)
    return _done(
        request,
        found,
        ("exhibit_notes", form),
        lambda: record_custody_entries(request.seat, [form.given(found[1])]),
    )


@page(*TAKERS)
@require_POST
def hand_over(request: StaffRequest, public_id: str, exhibit_id: UUID) -> HttpResponseBase:
    """Offer the original of an exhibit to another officer."""
    found = _found(request, public_id, exhibit_id)
    form = HandOverForm(request.seat, request.POST)
    return _done(
        request,
        found,
        ("exhibit_hand_over", form),
        lambda: hand_over_in_custody(request.seat, [form.given(found[1])]),
    )


def _found(request: StaffRequest, public_id: str, exhibit_id: UUID) -> "tuple[Case, Exhibit]":
    case = get_case(request.seat, public_id)
    return case, exhibit_of(request.seat, case.dossier, exhibit_id)


def _notes(seat: Seat, exhibit: "Exhibit") -> tuple[CustodyEntryKind, ...]:
    """Return what this person may note of an exhibit."""
    hidden = set()
    if not seat.has(*KEEPERS):
        hidden.add(CustodyEntryKind.RECEIVED)
    if not exhibit.is_altered:
        hidden.add(CustodyEntryKind.EXPLAINED)
    if exhibit.device_id is None:
        hidden |= {CustodyEntryKind.AUDITED, CustodyEntryKind.INFORMED}
    return tuple(kind for kind in NOTED_OF_EXHIBITS if kind not in hidden)


def _exhibit_page(
    request: StaffRequest,
    case: "Case",
    exhibit: "Exhibit",
    filled: Mapping[str, PageForm] | None = None,
    *,
    status: int = 200,
) -> HttpResponseBase:
    log = log_of(exhibit)
    file = exhibit.attachment
    context = {
        "case": case,
        "exhibit": exhibit,
        "kept": where_kept(log),
        "answers": [each for each in admissibility_of(exhibit, log) if not each.holds],
        "is_photo": file is not None and file.media_type in PHOTOS,
        "events": events_of(log),
        "acts": _acts(
            request, (case, exhibit), filled or {}, is_at_hand=standing_of(log).is_at_hand
        ),
    }
    return render_page(request, "console/cases/exhibit.html", context, status=status)


def _acts(
    request: StaffRequest,
    found: "tuple[Case, Exhibit]",
    filled: Mapping[str, PageForm],
    *,
    is_at_hand: bool,
) -> list[OfferedAct]:
    if not request.seat.has(*TAKERS):
        return []
    case, exhibit = found
    offered: list[tuple[str, str, bool, PageForm]] = [
        ("exhibit_file", _("补传文件"), exhibit.attachment_id is None, FileForm()),
        (
            "exhibit_notes",
            _("登记流转"),
            True,
            NoteForm(request.seat, _notes(request.seat, exhibit)),
        ),
        ("exhibit_hand_over", _("移交"), is_at_hand, HandOverForm(request.seat)),
    ]
    return [
        OfferedAct(
            name,
            words,
            reverse(f"cases:{name}", args=[case.dossier.public_id, exhibit.pk]),
            filled.get(name, form),
        )
        for name, words, is_offered, form in offered
        if is_offered or name in filled
    ]


def _done(
    request: StaffRequest,
    found: "tuple[Case, Exhibit]",
    named: tuple[str, PageForm],
    act: Callable[[], Any],
) -> HttpResponseBase:
    case, exhibit = found
    name, form = named
    if form.attempt(lambda _given: act()):
        messages.success(request, _("已登记。"))
        return go_to("cases:exhibit", case.dossier.public_id, exhibit.pk)
    return _exhibit_page(request, case, exhibit, {name: form}, status=form.status)
