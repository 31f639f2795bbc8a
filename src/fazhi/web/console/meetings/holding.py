"""Recording that a meeting was held: when, led by whom, who came and who did not."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.meetings.access import RECORDERS, get_meeting
from fazhi.capabilities.meetings.actions import hold_meeting
from fazhi.capabilities.meetings.choices import AttendeePart, MeetingKind
from fazhi.capabilities.meetings.inputs import AttendanceInput, HoldingInput
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.web.console.meetings.choosing import MOMENT, lines_of, staff_choices
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.meetings.models import Meeting, MeetingAttendee

_PRESENT, _EXCUSED, _RECUSED = "present", "excused", "recused"


@dataclass(frozen=True, slots=True)
class InvitedLine:
    """One line of the table: who was invited, and the two fields that tell of him."""

    attendee: "MeetingAttendee"
    state: forms.BoundField
    reason: forms.BoundField


class AttendanceForm(PageForm):
    """When a meeting was held, and of everybody who was invited whether he came."""

    held_at = forms.DateTimeField(
        label=gettext_lazy("召开时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT],
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=100)
    chair = forms.ChoiceField(label=gettext_lazy("主持人"))
    others = forms.MultipleChoiceField(
        label=gettext_lazy("未通知而到会的人员"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )
    guests = forms.CharField(
        label=gettext_lazy("未通知而列席的单位"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("每行一个单位，不写个人姓名。"),
    )

    def __init__(self, seat: Seat, meeting: "Meeting", *args: Any, **kwargs: Any) -> None:
        """Make two fields for everybody who was invited; offer the others of the day."""
        super().__init__(*args, **kwargs)
        self._meeting = meeting
        self._invited = list(meeting.attendees.select_related("officer").order_by("part", "id"))
        staff = staff_choices(seat, clock.today())
        known = {str(each.officer_id) for each in self._invited}
        self.fields["chair"].choices = staff  # type: ignore[attr-defined]
        self.fields["others"].choices = [each for each in staff if each[0] not in known]  # type: ignore[attr-defined]
        for each in self._invited:
            self._add(each)

    def _add(self, attendee: "MeetingAttendee") -> None:
        states = [(_PRESENT, _("到会")), (_EXCUSED, _("请假"))]
        if self._meeting.kind == MeetingKind.DELIBERATION and attendee.officer_id:
            states.append((_RECUSED, _("回避")))
        named = {"name": attendee.name}
        came, why = _("%(name)s是否到会") % named, _("%(name)s的请假原因") % named
        self.fields[f"state_{attendee.pk.hex}"] = forms.ChoiceField(
            label=came, choices=states, widget=forms.Select(attrs={"aria-label": came})
        )
        self.fields[f"reason_{attendee.pk.hex}"] = forms.CharField(
            label=why,
            required=False,
            max_length=100,
            widget=forms.TextInput(attrs={"aria-label": why}),
        )

    def head(self) -> "list[forms.BoundField]":
        """Return the fields of the meeting itself."""
        return [self[name] for name in ("held_at", "place", "chair")]

    def lines(self) -> list[InvitedLine]:
        """Return the table of those who were invited."""
        return [
            InvitedLine(each, self[f"state_{each.pk.hex}"], self[f"reason_{each.pk.hex}"])
            for each in self._invited
        ]

    def joined(self) -> "list[forms.BoundField]":
        """Return the fields of those who came although nobody had invited them."""
        return [self[name] for name in ("others", "guests")]

    def given(self) -> HoldingInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        told = [self._told(each) for each in self._invited]
        told += [AttendanceInput(officer_id=UUID(each)) for each in data["others"]]
        told += [
            AttendanceInput(agency=line, part=AttendeePart.GUEST)
            for line in lines_of(data["guests"])
        ]
        return HoldingInput(
            meeting_id=self._meeting.pk,
            held_at=data["held_at"],
            attendance=tuple(told),
            chair_id=UUID(data["chair"]),
            place=data["place"],
        )

    def _told(self, attendee: "MeetingAttendee") -> AttendanceInput:
        state = self.cleaned_data[f"state_{attendee.pk.hex}"]
        return AttendanceInput(
            officer_id=attendee.officer_id,
            agency=attendee.agency,
            is_present=state == _PRESENT,
            reason=self.cleaned_data[f"reason_{attendee.pk.hex}"],
            has_interest=state == _RECUSED,
        )


@page(*RECORDERS)
def attend(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the form; record that the meeting was held when it is sent."""
    meeting = get_meeting(request.seat, public_id)
    planned = clock.local(meeting.planned_at).replace(tzinfo=None, second=0, microsecond=0)
    initial = {"held_at": planned, "place": meeting.place, "chair": str(meeting.chair_id)}
    form = AttendanceForm(request.seat, meeting, request.POST or None, initial=initial)
    if form.attempt(lambda _given: hold_meeting(request.seat, form.given())):
        messages.success(request, _("已登记召开。"))
        return go_to("meetings:file", public_id)
    context = {"form": form, "meeting": meeting}
    return render_page(request, "console/meetings/attendance.html", context, status=form.status)
