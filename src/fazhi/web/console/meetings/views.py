"""The list of meetings, one meeting on one page, its minutes."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from fazhi.capabilities.documents.actions import render
from fazhi.capabilities.documents.queries import html_preview
from fazhi.capabilities.meetings.access import RECORDERS, get_meeting, may_complete
from fazhi.capabilities.meetings.actions import issue_minutes
from fazhi.capabilities.meetings.choices import MeetingKind, MeetingStatus, ResolutionLamp
from fazhi.capabilities.meetings.queries import agenda_of, answers_of, listed_meetings
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.web.console.meetings.listing import meeting_list
from fazhi.web.design.wording import said
from fazhi.web.forms import PageForm
from fazhi.web.lists import list_response
from fazhi.web.pages import StaffRequest, go_to, page, render_page

if TYPE_CHECKING:
    from fazhi.capabilities.meetings.models import AgendaItem, Meeting, Resolution


@dataclass(frozen=True, slots=True)
class Verified:
    """What the system asked of the law about a discussion, and what it answered."""

    holds: bool
    words: str
    article: str
    next_step: str


@dataclass(frozen=True, slots=True)
class Line:
    """A resolution with its lamp, and whether this person may complete it."""

    row: "Resolution"
    lamp: ResolutionLamp
    may_complete: bool


@page(*Role)
def index(request: StaffRequest) -> HttpResponseBase:
    """Show the meetings that the person may read."""
    rows = listed_meetings(request.seat)
    context = {"may_plan": request.seat.has(*RECORDERS)}
    definition = meeting_list(clock.today())
    return list_response(request, rows, definition, "console/meetings/list.html", context)


@page(*Role)
def show(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Show one meeting: agenda, attendance, statements, resolutions with lamps, minutes."""
    return _page_of(request, get_meeting(request.seat, public_id), PageForm())


@page(*RECORDERS)
@require_POST
def issue(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Issue the minutes, or say on the page of the meeting why there are none yet."""
    meeting = get_meeting(request.seat, public_id)
    form = PageForm(request.POST)
    document = form.attempt(lambda _given: issue_minutes(request.seat, meeting.pk))
    if document is None:
        return _page_of(request, meeting, form)
    words = _("已出%(title)s %(number)s。")
    title = document.get_template_display()
    messages.success(request, words % {"title": title, "number": document.number})
    return go_to("meetings:file", public_id)


@page(*Role)
def pdf(request: StaffRequest, public_id: str) -> HttpResponseBase:
    """Give the minutes as PDF."""
    document = get_meeting(request.seat, public_id).minutes
    if document is None:
        raise NotFoundError(_("这次会议还没有纪要。"))
    headers = {"Content-Disposition": f'inline; filename="{document.check_code}.pdf"'}
    return HttpResponse(render(document), content_type="application/pdf", headers=headers)


def _page_of(request: StaffRequest, meeting: "Meeting", form: PageForm) -> HttpResponse:
    agenda = agenda_of(meeting)
    context = {
        "form": form,
        "meeting": meeting,
        "agenda": agenda,
        "attendees": meeting.attendees.select_related("officer").order_by("part", "id"),
        "resolutions": _lines(request, meeting),
        "verified": _verified(meeting, agenda),
        "paper": html_preview(meeting.minutes) if meeting.minutes else "",
        "cancellation": getattr(meeting, "cancellation", None),
        **_open_steps(request, meeting),
    }
    return render_page(request, "console/meetings/file.html", context, status=form.status)


def _lines(request: StaffRequest, meeting: "Meeting") -> list[Line]:
    today = clock.today()
    rows = meeting.resolutions.select_related("officer", "unit", "task", "attachment")
    return [
        Line(row, row.lamp(today), row.done_on is None and may_complete(request.seat, row))
        for row in rows.order_by("position")
    ]


def _verified(meeting: "Meeting", agenda: "list[AgendaItem]") -> list[Verified]:
    return [
        Verified(
            holds=answer.holds,
            words=said(answer.reason),
            article="、".join(str(each) for each in answer.because),
            next_step=said(answer.next_step),
        )
        for answer in sorted(answers_of(meeting, agenda), key=lambda answer: answer.holds)
    ]


def _open_steps(request: StaffRequest, meeting: "Meeting") -> dict[str, bool]:
    """Return which steps of the meeting this person may take now."""
    records = request.seat.has(*RECORDERS)
    is_planned = records and meeting.status == MeetingStatus.PLANNED
    is_held = records and meeting.status == MeetingStatus.HELD
    return {
        "may_add": is_planned or is_held,
        "may_hold": is_planned,
        "may_cancel": is_planned,
        "may_speak": is_held and meeting.kind == MeetingKind.DELIBERATION,
        "may_resolve": is_held,
        "may_issue": is_held,
    }
