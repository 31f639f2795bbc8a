"""Meetings: planned, held, resolved, minuted; resolutions completed as a list."""

import datetime as dt
from typing import TYPE_CHECKING

from django.http import HttpRequest
from ninja import Router, Status

from fazhi.capabilities.meetings.access import get_meeting
from fazhi.capabilities.meetings.actions import (
    add_agenda_items,
    cancel_meeting,
    complete_resolutions,
    hold_meeting,
    issue_minutes,
    plan_meetings,
    record_resolutions,
    record_statements,
)
from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.inputs import (
    AgendaItemInput,
    AttendanceInput,
    CompletionInput,
    HoldingInput,
    MeetingInput,
    ResolutionInput,
    ResultInput,
    StatementInput,
)
from fazhi.capabilities.meetings.queries import listed_meetings, listed_resolutions
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import InputError
from fazhi.web.api.door import seat_at
from fazhi.web.api.meeting_bodies import (
    AgendaItemBody,
    CancellationBody,
    CompletionBody,
    FullMeeting,
    HoldingBody,
    MeetingBody,
    Recorded,
    ResolutionBody,
    ResolvingBody,
    ShownItem,
    ShownMeeting,
    ShownResolution,
    StatementBody,
)

if TYPE_CHECKING:
    from fazhi.capabilities.meetings.models import Meeting, Resolution

router = Router(tags=["meetings"])
_PAGE = 50
_BATCH = 200


@router.get("", response=list[ShownMeeting])
def index(
    request: HttpRequest, kind: MeetingKind | None = None, before: dt.datetime | None = None
) -> list[ShownMeeting]:
    """List the newest meetings, or those planned for before a moment."""
    seat = seat_at(request)
    seat.require(*Role)
    rows = listed_meetings(seat)
    if kind is not None:
        rows = rows.filter(kind=kind)
    if before is not None:
        rows = rows.filter(planned_at__lt=before)
    return [_shown(row) for row in rows.order_by("-planned_at", "pk")[:_PAGE]]


@router.post("", response={201: list[ShownMeeting]})
def create(request: HttpRequest, payload: list[MeetingBody]) -> Status[list[ShownMeeting]]:
    """Plan meetings, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        MeetingInput(
            key=each.key,
            kind=each.kind,
            title=each.title,
            planned_at=each.planned_at,
            place=each.place,
            chair_id=each.chair,
            minute_taker_id=each.minute_taker,
            member_ids=tuple(each.members),
            guests=tuple(each.guests),
        )
        for each in payload
    ]
    return Status(201, [_shown(row) for row in plan_meetings(seat_at(request), inputs)])


@router.get("/resolutions", response=list[ShownResolution])
def resolutions(request: HttpRequest, *, is_open: bool = True) -> list[ShownResolution]:
    """List what meetings resolved, the earliest due day first: what is open, or all."""
    seat = seat_at(request)
    seat.require(*Role)
    rows = listed_resolutions(seat)
    if is_open:
        rows = rows.filter(done_on__isnull=True)
    return [_resolution(row) for row in rows.order_by("due_on", "pk")[:_BATCH]]


@router.post("/resolutions/completions", response={201: Recorded})
def complete(request: HttpRequest, payload: list[CompletionBody]) -> Status[Recorded]:
    """Complete resolutions, all or none."""
    _refuse_no_batch(len(payload))
    inputs = [
        CompletionInput(
            resolution_id=each.resolution,
            done_on=each.done_on,
            proof=each.proof,
            attachment_id=each.attachment,
        )
        for each in payload
    ]
    return Status(201, Recorded(count=len(complete_resolutions(seat_at(request), inputs))))


@router.get("/{public_id}", response=FullMeeting)
def show(request: HttpRequest, public_id: str) -> FullMeeting:
    """Show one meeting with its agenda and what it resolved."""
    meeting = get_meeting(seat_at(request), public_id)
    rows = meeting.resolutions.select_related("officer", "unit", "meeting__dossier")
    return FullMeeting(
        **_shown(meeting).model_dump(),
        agenda=[
            ShownItem(id=each.pk, position=each.position, title=each.title, result=each.result)
            for each in meeting.agenda.order_by("position")
        ],
        resolutions=[_resolution(row) for row in rows.order_by("position")],
    )


@router.post("/{public_id}/agenda", response={201: Recorded})
def add_items(
    request: HttpRequest, public_id: str, payload: list[AgendaItemBody]
) -> Status[Recorded]:
    """Put items on the agenda."""
    seat = seat_at(request)
    inputs = [
        AgendaItemInput(title=each.title, dossier_id=each.dossier, proposer_id=each.proposer)
        for each in payload
    ]
    added = add_agenda_items(seat, get_meeting(seat, public_id).pk, inputs)
    return Status(201, Recorded(count=len(added)))


@router.post("/{public_id}/attendance", response=ShownMeeting)
def hold(request: HttpRequest, public_id: str, payload: HoldingBody) -> ShownMeeting:
    """Record that the meeting was held, and who came."""
    seat = seat_at(request)
    given = HoldingInput(
        meeting_id=get_meeting(seat, public_id).pk,
        held_at=payload.held_at,
        attendance=tuple(
            AttendanceInput(
                officer_id=each.officer,
                agency=each.agency,
                is_present=each.is_present,
                reason=each.reason,
                has_interest=each.has_interest,
                part=each.part,
            )
            for each in payload.attendance
        ),
        chair_id=payload.chair,
        place=payload.place,
    )
    return _shown(hold_meeting(seat, given))


@router.post("/{public_id}/statements", response={201: Recorded})
def speak(request: HttpRequest, public_id: str, payload: list[StatementBody]) -> Status[Recorded]:
    """Record statements of a collective discussion in the order of speaking."""
    seat = seat_at(request)
    inputs = [
        StatementInput(
            item_id=each.item, speaker_id=each.speaker, stance=each.stance, opinion=each.opinion
        )
        for each in payload
    ]
    recorded = record_statements(seat, get_meeting(seat, public_id).pk, inputs)
    return Status(201, Recorded(count=len(recorded)))


@router.post("/{public_id}/resolutions", response={201: list[ShownResolution]})
def conclude(
    request: HttpRequest, public_id: str, payload: ResolvingBody
) -> Status[list[ShownResolution]]:
    """Record results of items and what is to be done."""
    seat = seat_at(request)
    rows = record_resolutions(
        seat,
        get_meeting(seat, public_id).pk,
        [
            ResultInput(
                item_id=each.item,
                result=each.result,
                conclusion=each.conclusion,
                reasons=each.reasons,
            )
            for each in payload.results
        ],
        [_resolution_input(each) for each in payload.resolutions],
    )
    return Status(201, [_resolution(row) for row in rows])


@router.post("/{public_id}/minutes", response={201: ShownMeeting})
def issue(request: HttpRequest, public_id: str) -> Status[ShownMeeting]:
    """Issue the minutes."""
    seat = seat_at(request)
    issue_minutes(seat, get_meeting(seat, public_id).pk)
    return Status(201, _shown(get_meeting(seat, public_id)))


@router.post("/{public_id}/cancellation", response=ShownMeeting)
def cancel(request: HttpRequest, public_id: str, payload: CancellationBody) -> ShownMeeting:
    """Cancel a planned meeting."""
    seat = seat_at(request)
    meeting = get_meeting(seat, public_id)
    return _shown(cancel_meeting(seat, meeting.pk, reason=payload.reason))


def _resolution_input(each: ResolutionBody) -> ResolutionInput:
    return ResolutionInput(
        text=each.text,
        due_on=each.due_on,
        officer_id=each.officer,
        unit_id=each.unit,
        role=each.role,
        agency=each.agency,
        item_id=each.item,
    )


def _shown(meeting: "Meeting") -> ShownMeeting:
    return ShownMeeting(
        id=meeting.dossier.public_id,
        number=meeting.number,
        kind=meeting.kind,
        title=meeting.title,
        status=meeting.status,
        planned_at=meeting.planned_at,
        held_at=meeting.held_at,
        minutes=meeting.minutes.number if meeting.minutes else None,
    )


def _resolution(row: "Resolution") -> ShownResolution:
    return ShownResolution(
        id=row.pk,
        meeting=row.meeting.dossier.public_id,
        text=row.text,
        owner=row.owner_name,
        due_on=row.due_on,
        done_on=row.done_on,
        state=row.lamp(clock.today()).value,
    )


def _refuse_no_batch(count: int) -> None:
    """Refuse an empty list, and one so long that a part of it would be left out."""
    if not 0 < count <= _BATCH:
        raise InputError({"": f"一次提交 1 到 {_BATCH} 件记录。"})
