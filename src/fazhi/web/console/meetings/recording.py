"""Recording what was said in a collective discussion, and what a meeting resolved."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.meetings.access import RECORDERS, get_meeting
from fazhi.capabilities.meetings.actions import record_resolutions, record_statements
from fazhi.capabilities.meetings.choices import AgendaResult, Attendance, MeetingKind, Stance
from fazhi.capabilities.meetings.inputs import ResolutionInput, ResultInput, StatementInput
from fazhi.capabilities.meetings.queries import agenda_of
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.web.console.meetings.choosing import owner_choices, owner_of
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.meetings.models import AgendaItem, Meeting

_ROWS = 3
_LONGEST = 2000


class StatementForm(PageForm):
    """What one person said; the statements stand in the order in which they are entered."""

    item = forms.ChoiceField(label=gettext_lazy("议题"))
    speaker = forms.ChoiceField(label=gettext_lazy("发言人"))
    stance = forms.ChoiceField(
        label=gettext_lazy("态度"), choices=Stance.choices, widget=forms.RadioSelect
    )
    opinion = forms.CharField(
        label=gettext_lazy("意见"),
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("按发言先后登记，主要负责人最后；不同意见如实记录。"),
    )

    def __init__(self, meeting: "Meeting", *args: Any, **kwargs: Any) -> None:
        """Offer the agenda and those who are there."""
        super().__init__(*args, **kwargs)
        there = meeting.attendees.filter(attendance=Attendance.PRESENT, officer__isnull=False)
        people = there.select_related("officer").order_by("id")
        self.fields["item"].choices = [  # type: ignore[attr-defined]
            (str(each.pk), each.title) for each in meeting.agenda.order_by("position")
        ]
        self.fields["speaker"].choices = [  # type: ignore[attr-defined]
            (str(each.officer_id), each.name) for each in people
        ]

    def given(self) -> StatementInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return StatementInput(
            item_id=UUID(data["item"]),
            speaker_id=UUID(data["speaker"]),
            stance=Stance(data["stance"]),
            opinion=data["opinion"],
        )


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the form with its heading."""

    heading: str
    fields: "tuple[forms.BoundField, ...]"


class ResultsForm(PageForm):
    """What became of each item, and up to three things to be done."""

    def __init__(self, seat: Seat, meeting: "Meeting", *args: Any, **kwargs: Any) -> None:
        """Make the fields of each item and of each row."""
        super().__init__(*args, **kwargs)
        self._items = agenda_of(meeting)
        self._is_deliberation = meeting.kind == MeetingKind.DELIBERATION
        for each in self._items:
            self._add_item(each)
        owners = [("", "–"), *owner_choices(seat, clock.today())]
        for row in range(_ROWS):
            self._add_row(row, owners)

    def _add_item(self, item: "AgendaItem") -> None:
        key = item.pk.hex
        self.fields[f"result_{key}"] = forms.ChoiceField(
            label=_("结果"),
            required=False,
            choices=[("", "–"), *AgendaResult.choices],
            initial=item.result,
        )
        self.fields[f"conclusion_{key}"] = _text(_("讨论意见"), item.conclusion)
        if self._is_deliberation:
            label = _("与多数意见不一致的理由")
            self.fields[f"reasons_{key}"] = _text(label, item.reasons)

    def _add_row(self, row: int, owners: list[tuple[str, Any]]) -> None:
        self.fields[f"text_{row}"] = forms.CharField(
            label=_("议决事项"), required=False, max_length=300
        )
        self.fields[f"owner_{row}"] = forms.ChoiceField(
            label=_("责任人"), required=False, choices=owners
        )
        self.fields[f"agency_{row}"] = forms.CharField(
            label=_("或者外单位"), required=False, max_length=100
        )
        self.fields[f"due_{row}"] = forms.DateField(
            label=_("完成期限"),
            required=False,
            widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        )

    def parts(self) -> list[Part]:
        """Return the parts of the form: items first, rows after them."""
        items = [
            Part(each.title, self._named(each.pk.hex, "result", "conclusion", "reasons"))
            for each in self._items
        ]
        rows = [
            Part(
                _("议决事项之%(number)s") % {"number": row + 1},
                self._named(str(row), "text", "owner", "agency", "due"),
            )
            for row in range(_ROWS)
        ]
        return [*items, *rows]

    def _named(self, key: str, *names: str) -> "tuple[forms.BoundField, ...]":
        return tuple(self[f"{name}_{key}"] for name in names if f"{name}_{key}" in self.fields)

    def results(self) -> list[ResultInput]:
        """Return what became of the items that have a result."""
        data = self.cleaned_data
        return [
            ResultInput(
                item_id=each.pk,
                result=AgendaResult(data[f"result_{each.pk.hex}"]),
                conclusion=data[f"conclusion_{each.pk.hex}"],
                reasons=data.get(f"reasons_{each.pk.hex}", ""),
            )
            for each in self._items
            if data[f"result_{each.pk.hex}"]
        ]

    def resolutions(self) -> list[ResolutionInput]:
        """Return the rows that were filled."""
        return [self._resolution(row) for row in range(_ROWS) if self.cleaned_data[f"text_{row}"]]

    def _resolution(self, row: int) -> ResolutionInput:
        data = self.cleaned_data
        if data[f"due_{row}"] is None:
            raise InputError({f"due_{row}": _("请填写完成期限。")})
        owner: dict[str, Any] = owner_of(data[f"owner_{row}"], data[f"agency_{row}"])
        return ResolutionInput(text=data[f"text_{row}"], due_on=data[f"due_{row}"], **owner)


@page(*RECORDERS)
def speak(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show what was said so far and the form; record the next statement when it is sent."""
    meeting = get_meeting(request.seat, public_id)
    form = StatementForm(meeting, request.POST or None)
    if form.attempt(lambda _given: record_statements(request.seat, meeting.pk, [form.given()])):
        messages.success(request, _("发言已登记。"))
        return go_to("meetings:statements", public_id)
    context = {"form": form, "meeting": meeting, "agenda": agenda_of(meeting)}
    return render_page(request, "console/meetings/statements.html", context, status=form.status)


@page(*RECORDERS)
def conclude(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the form; record results and resolutions when it is sent."""
    meeting = get_meeting(request.seat, public_id)
    form = ResultsForm(request.seat, meeting, request.POST or None)

    def act(_given: dict[str, Any]) -> tuple[object, ...]:
        done = record_resolutions(request.seat, meeting.pk, form.results(), form.resolutions())
        return (meeting, *done)

    if form.attempt(act):
        messages.success(request, _("结果和议决事项已登记。"))
        return go_to("meetings:file", public_id)
    context = {"form": form, "meeting": meeting}
    return render_page(request, "console/meetings/results.html", context, status=form.status)


def _text(label: str, initial: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=_LONGEST,
        initial=initial,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
