"""From rows to facts of the law: the only place of this room where the two meet."""

import datetime as dt
from collections.abc import Sequence

from fazhi.capabilities.meetings.choices import AgendaResult, Attendance
from fazhi.capabilities.meetings.matters import decision_day
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee, Statement
from fazhi.kernel import clock
from fazhi.law.facts import DeliberationFacts, ParticipantFacts, Position, StatementFacts
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.queries import head_on

_ADOPTED = {AgendaResult.ADOPTED: True, AgendaResult.REJECTED: False}


def deliberation_facts(
    meeting: Meeting,
    item: AgendaItem | None = None,
    *,
    attendees: Sequence[MeetingAttendee] | None = None,
    minutes_on: dt.date | None = None,
    decided_on: dt.date | None = None,
) -> DeliberationFacts:
    """Return what the law asks of the discussion of one item, or of a meeting without items.

    `attendees` are given while the meeting is being held, `minutes_on` while its minutes are made,
    `decided_on` while the decision is; otherwise all stands in the rows.
    """
    held_on = clock.day_of(meeting.held_at) if meeting.held_at else None
    there = list(meeting.attendees.all()) if attendees is None else attendees
    issued = clock.day_of(meeting.minutes.issued_at) if meeting.minutes else None
    return DeliberationFacts(
        held_on=held_on,
        minutes_on=minutes_on or issued,
        decided_on=decided_on or decision_day(item.dossier if item else None),
        participants=tuple(_participant(each) for each in there if _is_present(each)),
        statements=tuple(_statement(each) for each in item.statements.all()) if item else (),
        principal=_principal(meeting, held_on),
        is_adopted=_ADOPTED.get(AgendaResult(item.result)) if item and item.result else None,
        reasons_recorded=bool(item and item.reasons),
    )


def _is_present(attendee: MeetingAttendee) -> bool:
    return attendee.attendance == Attendance.PRESENT and attendee.officer_id is not None


def _participant(attendee: MeetingAttendee) -> ParticipantFacts:
    officer = attendee.officer
    return ParticipantFacts(
        key=str(attendee.officer_id),
        is_head=officer is not None and officer.post == Post.HEAD,
        has_interest=attendee.has_interest,
    )


def _statement(statement: Statement) -> StatementFacts:
    return StatementFacts(
        speaker=str(statement.speaker_id),
        position=Position(statement.stance),
        is_recorded=bool(statement.opinion),
    )


def _principal(meeting: Meeting, day: dt.date | None) -> str:
    """Return who heads the authority on the day; where none is on record, who led the meeting."""
    head = head_on(meeting.authority, day) if day else None
    return str(head.pk if head else meeting.chair_id)
