"""What minutes say: the content of the two documents, from the rows of a meeting."""

import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.utils import translation

from fazhi.capabilities.documents.rendering import in_words
from fazhi.capabilities.meetings.choices import Attendance, AttendeePart, MeetingKind
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee, Resolution
from fazhi.kernel import clock


def content_of(meeting: Meeting) -> dict[str, object]:
    """Return what the minutes of a held meeting say: in Chinese, whoever has them made."""
    with translation.override(settings.LANGUAGE_CODE):
        return _content(meeting)


def _content(meeting: Meeting) -> dict[str, object]:
    attendees = list(meeting.attendees.select_related("officer").order_by("part", "id"))
    there = [each for each in attendees if each.attendance == Attendance.PRESENT]
    return {
        "meeting_title": meeting.title,
        "meeting_number": meeting.number,
        "held_at": _moment_in_words(meeting.held_at or meeting.planned_at),
        "place": meeting.place,
        "chair": meeting.chair.name,
        "minute_taker": _named(there, AttendeePart.MINUTE_TAKER),
        "present": _named(there, AttendeePart.CHAIR, AttendeePart.MEMBER),
        "guests": _named(there, AttendeePart.GUEST),
        "excused": _excused(attendees),
        "agenda": [_item(each, meeting) for each in _agenda(meeting)],
        "resolutions": [_resolution(each) for each in _resolutions(meeting)],
    }


def _agenda(meeting: Meeting) -> Iterable[AgendaItem]:
    return meeting.agenda.prefetch_related("statements__speaker").order_by("position")


def _resolutions(meeting: Meeting) -> Iterable[Resolution]:
    return meeting.resolutions.select_related("officer", "unit").order_by("position")


def _item(item: AgendaItem, meeting: Meeting) -> dict[str, object]:
    said: dict[str, object] = {
        "title": item.title,
        "result": str(item.get_result_display()),
        "conclusion": item.conclusion,
    }
    if meeting.kind == MeetingKind.DELIBERATION:
        spoken = sorted(item.statements.all(), key=lambda each: each.position)
        said["reasons"] = item.reasons
        said["statements"] = [
            {
                "speaker": each.speaker.name,
                "stance": str(each.get_stance_display()),
                "opinion": each.opinion,
            }
            for each in spoken
        ]
    return said


def _resolution(row: Resolution) -> dict[str, str]:
    return {"text": row.text, "owner": row.owner_name, "due_on": in_words(row.due_on)}


def _named(attendees: Iterable[MeetingAttendee], *parts: AttendeePart) -> str:
    return "、".join(each.name for each in attendees if each.part in parts)


def _excused(attendees: Iterable[MeetingAttendee]) -> str:
    away = [each for each in attendees if each.attendance == Attendance.EXCUSED]
    return "、".join(f"{each.name}（{each.reason}）" for each in away)


def _moment_in_words(moment: dt.datetime) -> str:
    local = clock.local(moment)
    return f"{in_words(local.date())}{local.hour}时{local.minute}分"
