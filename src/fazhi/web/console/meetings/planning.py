"""Planning a meeting, its agenda, its cancellation."""

from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fazhi.capabilities.meetings.access import RECORDERS, get_meeting
from fazhi.capabilities.meetings.actions import add_agenda_items, cancel_meeting, plan_meetings
from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.inputs import AgendaItemInput, MeetingInput
from fazhi.capabilities.meetings.matters import Matter
from fazhi.capabilities.meetings.models import AgendaItem, Meeting
from fazhi.capabilities.meetings.queries import open_matters
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError
from fazhi.proceedings.cases.access import visible_cases
from fazhi.web.console.meetings.choosing import MOMENT, lines_of, staff_choices
from fazhi.web.forms import PageForm
from fazhi.web.pages import StaffRequest, go_to, page, render_page

_NOBODY = ("", "–")


class MeetingForm(PageForm):
    """A meeting as it is announced."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=64)
    kind = forms.ChoiceField(
        label=gettext_lazy("会议种类"), choices=MeetingKind.choices, widget=forms.RadioSelect
    )
    title = forms.CharField(label=gettext_lazy("会议名称"), max_length=100)
    planned_at = forms.DateTimeField(
        label=gettext_lazy("安排时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
        input_formats=[MOMENT],
    )
    place = forms.CharField(label=gettext_lazy("地点"), max_length=100)
    chair = forms.ChoiceField(label=gettext_lazy("主持人"))
    minute_taker = forms.ChoiceField(label=gettext_lazy("记录人"), required=False)
    members = forms.MultipleChoiceField(
        label=gettext_lazy("参会人员"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 10}),
        help_text=gettext_lazy("按住 Ctrl 可以选择多人。"),
    )
    guests = forms.CharField(
        label=gettext_lazy("列席单位"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("每行一个单位，不写个人姓名。"),
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer the staff of today."""
        super().__init__(*args, **kwargs)
        staff = staff_choices(seat, clock.today())
        self.fields["chair"].choices = staff  # type: ignore[attr-defined]
        self.fields["members"].choices = staff  # type: ignore[attr-defined]
        self.fields["minute_taker"].choices = [_NOBODY, *staff]  # type: ignore[attr-defined]

    def given(self) -> MeetingInput:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        return MeetingInput(
            key=data["key"],
            kind=MeetingKind(data["kind"]),
            title=data["title"],
            planned_at=data["planned_at"],
            place=data["place"],
            chair_id=UUID(data["chair"]),
            minute_taker_id=UUID(data["minute_taker"]) if data["minute_taker"] else None,
            member_ids=tuple(UUID(each) for each in data["members"]),
            guests=lines_of(data["guests"]),
        )


class AgendaForm(PageForm):
    """What goes on the agenda: open matters, a case, and whatever else."""

    matters = forms.MultipleChoiceField(
        label=gettext_lazy("待议事项"), required=False, widget=forms.CheckboxSelectMultiple
    )
    case_number = forms.CharField(
        label=gettext_lazy("案号"),
        required=False,
        max_length=64,
        help_text=gettext_lazy("讨论案件的，填写案号；议题中不写当事人姓名。"),
    )
    titles = forms.CharField(
        label=gettext_lazy("其他议题"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("每行一个议题。"),
    )

    def __init__(self, seat: Seat, *args: Any, **kwargs: Any) -> None:
        """Offer what is open today."""
        super().__init__(*args, **kwargs)
        self._seat = seat
        self._open = {_key(each): each for each in open_matters(seat, clock.today())}
        self.fields["matters"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.title}（{each.origin}）") for key, each in self._open.items()
        ]
        if not self._open:
            del self.fields["matters"]

    def given(self) -> list[AgendaItemInput]:
        """Return what was entered as the action takes it."""
        data = self.cleaned_data
        chosen = [self._open[key] for key in data.get("matters", ())]
        items = [
            AgendaItemInput(title=each.title, dossier_id=each.dossier.pk if each.dossier else None)
            for each in chosen
        ]
        if data["case_number"]:
            items.append(self._case(data["case_number"]))
        return [*items, *(AgendaItemInput(title=line) for line in lines_of(data["titles"]))]

    def _case(self, number: str) -> AgendaItemInput:
        case = visible_cases(self._seat).filter(number=number.strip()).first()
        if case is None:
            raise InputError({"case_number": _("没有这一案号，请核对。")})
        return AgendaItemInput(title=f"案件 {case.number}", dossier_id=case.pk)


class CancellationForm(PageForm):
    """Why a planned meeting is not held."""

    reason = forms.CharField(label=gettext_lazy("取消原因"), max_length=200)


@page(*RECORDERS)
def new(request: StaffRequest) -> HttpResponseBase:
    """Show the form; plan the meeting when it is sent."""
    initial = {"key": uuid4().hex, "kind": MeetingKind.JOINT_MEETING}
    form = MeetingForm(request.seat, request.POST or None, initial=initial)
    planned = form.attempt(lambda _given: plan_meetings(request.seat, [form.given()]))
    if planned:
        messages.success(request, _("会议已安排。"))
        return go_to("meetings:file", planned[0].dossier.public_id)
    return render_page(request, "console/meetings/new.html", {"form": form}, status=form.status)


@page(*RECORDERS)
def agenda(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the form; put the items on the agenda when it is sent."""
    meeting = get_meeting(request.seat, public_id)
    form = AgendaForm(request.seat, request.POST or None)

    def act(_given: dict[str, Any]) -> list[AgendaItem]:
        return add_agenda_items(request.seat, meeting.pk, form.given())

    if form.attempt(act):
        messages.success(request, _("已列入议程。"))
        return go_to("meetings:file", public_id)
    context = {"form": form, "meeting": meeting, "heading": _("列入议题"), "act": _("列入议程")}
    return render_page(request, "console/meetings/step.html", context, status=form.status)


@page(*RECORDERS)
def cancel(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show the form; cancel the meeting when it is sent."""
    meeting = get_meeting(request.seat, public_id)
    form = CancellationForm(request.POST or None)

    def act(given: dict[str, Any]) -> Meeting:
        return cancel_meeting(request.seat, meeting.pk, reason=given["reason"])

    if form.attempt(act):
        messages.success(request, _("会议已取消。"))
        return go_to("meetings:file", public_id)
    context = {"form": form, "meeting": meeting, "heading": _("取消会议"), "act": _("取消会议")}
    return render_page(request, "console/meetings/step.html", context, status=form.status)


def _key(matter: Matter) -> str:
    """Return by what a matter is known when the form comes back."""
    return f"{matter.dossier.public_id if matter.dossier else ''}:{matter.title}"
