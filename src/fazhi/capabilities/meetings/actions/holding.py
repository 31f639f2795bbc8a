"""Holding a meeting: who was there and who was not, who led it, whether it may take place."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from fazhi.capabilities.meetings.actions.lookups import (
    filled,
    locked_meeting,
    refuse_unknown_officers,
)
from fazhi.capabilities.meetings.choices import (
    Attendance,
    AttendeePart,
    MeetingKind,
    MeetingStatus,
)
from fazhi.capabilities.meetings.facts import deliberation_facts
from fazhi.capabilities.meetings.inputs import AttendanceInput, HoldingInput
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import InputError, refuse_if_blocked
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.journal import Act, record
from fazhi.law.rules.deliberation import may_take_place
from fazhi.registers.staff.models import Officer

_LONGEST = 100
_RECUSED = "回避"


@transaction.atomic
def hold_meeting(seat: Seat, given: HoldingInput) -> Meeting:
    """Record that a meeting was held (召开会议), and of everybody invited whether he came.

    In a collective discussion nobody with an interest in the case may be there, and a case that
    was decided is not discussed afterwards.
    """
    meeting = locked_meeting(seat, given.meeting_id, MeetingStatus.PLANNED)
    if given.held_at > clock.now():
        raise InputError({"held_at": _("召开时间不能晚于现在。")})
    refuse_unknown_officers(seat, (each.officer_id for each in given.attendance))
    meeting.held_at = given.held_at
    meeting.place = given.place.strip()[:_LONGEST] or meeting.place
    attendees = _attendees(meeting, given.attendance)
    _set_chair(meeting, attendees, given.chair_id or meeting.chair_id)
    _refuse_unlawful(meeting, attendees)
    _save(meeting, attendees)
    record(
        Act("meeting.held", by=seat, dossier=meeting.dossier, happened_at=given.held_at),
        {
            "meeting": str(meeting.pk),
            "present": sum(each.attendance == Attendance.PRESENT for each in attendees),
            "excused": sum(each.attendance == Attendance.EXCUSED for each in attendees),
        },
    )
    return meeting


def _attendees(meeting: Meeting, given: Sequence[AttendanceInput]) -> list[MeetingAttendee]:
    """Return who was invited or came, each with the attendance; refuse who is not accounted for."""
    known = {each.officer_id or each.agency: each for each in meeting.attendees.all()}
    told: dict[UUID | str, MeetingAttendee] = {}
    for one in given:
        key = one.officer_id or filled(one.agency, "attendance", _LONGEST)
        if key in told:
            raise InputError({"attendance": _("同一参会人员登记了两次。")})
        told[key] = _told(known.get(key) or _joined(meeting, one), one)
    missing = [each.name for key, each in known.items() if key not in told]
    if missing:
        raise InputError(
            {"attendance": _("请登记是否到会：{names}。").format(names="、".join(sorted(missing)))}
        )
    return _with_officers(list(told.values()))


def _joined(meeting: Meeting, one: AttendanceInput) -> MeetingAttendee:
    return MeetingAttendee(
        id=new_id(),
        meeting=meeting,
        officer_id=one.officer_id,
        agency="" if one.officer_id else one.agency.strip(),
        part=one.part if one.officer_id else AttendeePart.GUEST,
    )


def _told(attendee: MeetingAttendee, one: AttendanceInput) -> MeetingAttendee:
    reason = one.reason.strip()[:_LONGEST]
    if not one.is_present and not reason:
        reason = _RECUSED if one.has_interest else ""
        if not reason:
            raise InputError({"attendance": _("请假的，请写明原因。")})
    attendee.attendance = Attendance.PRESENT if one.is_present else Attendance.EXCUSED
    attendee.reason = "" if one.is_present else reason
    attendee.has_interest = one.has_interest
    return attendee


def _with_officers(attendees: list[MeetingAttendee]) -> list[MeetingAttendee]:
    officers = Officer.objects.in_bulk([each.officer_id for each in attendees if each.officer_id])
    for each in attendees:
        if each.officer_id:
            each.officer = officers[each.officer_id]
    return attendees


def _set_chair(meeting: Meeting, attendees: Sequence[MeetingAttendee], chair_id: UUID) -> None:
    """Let somebody who is there lead the meeting; whoever was to lead it becomes a member."""
    by_officer = {each.officer_id: each for each in attendees}
    chair = by_officer.get(chair_id)
    if chair is None or chair.attendance != Attendance.PRESENT:
        raise InputError({"chair": _("主持人须到会；不能到会的，请另选到会人员主持。")})
    for each in attendees:
        if each.part == AttendeePart.CHAIR:
            each.part = AttendeePart.MEMBER
    chair.part = AttendeePart.CHAIR
    meeting.chair_id = chair_id


def _refuse_unlawful(meeting: Meeting, attendees: Sequence[MeetingAttendee]) -> None:
    if meeting.kind != MeetingKind.DELIBERATION or meeting.held_at is None:
        if any(each.has_interest for each in attendees):
            raise InputError({"attendance": _("回避只在集体讨论中登记。")})
        return
    day = clock.day_of(meeting.held_at)
    items: list[AgendaItem | None] = [*meeting.agenda.select_related("dossier")]
    for item in items or [None]:
        facts = deliberation_facts(meeting, item, attendees=attendees)
        refuse_if_blocked(may_take_place(facts, day=day))


def _save(meeting: Meeting, attendees: Sequence[MeetingAttendee]) -> None:
    new = [each for each in attendees if each._state.adding]  # noqa: SLF001 -- Django documents it
    old = [each for each in attendees if not each._state.adding]  # noqa: SLF001 -- as above
    MeetingAttendee.objects.bulk_create(new)
    MeetingAttendee.objects.bulk_update(old, ["part", "attendance", "reason", "has_interest"])
    meeting.status = MeetingStatus.HELD
    meeting.save(update_fields=["status", "held_at", "place", "chair"])
