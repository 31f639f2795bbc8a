"""Meetings of tests: planned, held, resolved, on the days of one spring."""

import datetime as dt
from dataclasses import dataclass
from itertools import count

from fazhi.capabilities.meetings.actions import (
    add_agenda_items,
    hold_meeting,
    plan_meetings,
    record_resolutions,
)
from fazhi.capabilities.meetings.choices import AgendaResult, MeetingKind
from fazhi.capabilities.meetings.inputs import (
    AgendaItemInput,
    AttendanceInput,
    HoldingInput,
    MeetingInput,
    ResolutionInput,
    ResultInput,
)
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, Resolution
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Dossier
from fazhi.registers.staff.choices import Post
from fazhi.registers.staff.models import Officer
from tests.factories.documents import make_authority
from tests.factories.seats import make_seat
from tests.factories.staff import make_officer

DAY = dt.date(2026, 3, 10)
NOW = clock.at_local(DAY, dt.time(15))
AT = clock.at_local(DAY, dt.time(9))
DUE_ON = dt.date(2026, 3, 20)
GUEST = "区某局（演示）"

_serials = count(1)


@dataclass(frozen=True, slots=True)
class House:
    """Who meets: the head, a second head, an officer, and the clerk who records."""

    head: Officer
    second: Officer
    officer: Officer
    clerk: Seat


def make_house() -> House:
    """Return the people of the sub-district who meet."""
    make_authority()
    return House(
        head=make_officer(post=Post.HEAD, name="赵某"),
        second=make_officer(post=Post.HEAD, name="钱某"),
        officer=make_officer(name="方某"),
        clerk=make_seat(Role.CLERK, name="周某"),
    )


def meeting_input(
    house: House, kind: MeetingKind = MeetingKind.JOINT_MEETING, **changed: object
) -> MeetingInput:
    """Return a meeting of the house on the morning of the tests."""
    given: dict[str, object] = {
        "key": f"meeting {next(_serials)}",
        "kind": kind,
        "title": "三月会议",
        "planned_at": AT,
        "place": "三楼会议室",
        "chair_id": house.head.pk,
        "member_ids": (house.second.pk, house.officer.pk),
        "guests": (GUEST,) if kind is MeetingKind.JOINT_MEETING else (),
        **changed,
    }
    return MeetingInput(**given)  # type: ignore[arg-type]


def make_meeting(
    house: House, kind: MeetingKind = MeetingKind.JOINT_MEETING, **changed: object
) -> Meeting:
    """Return a planned meeting."""
    with clock.standing_at(NOW):
        return plan_meetings(house.clerk, [meeting_input(house, kind, **changed)])[0]


def make_item(house: House, meeting: Meeting, dossier: Dossier | None = None) -> AgendaItem:
    """Return an item on the agenda of a meeting."""
    given = AgendaItemInput(title="占道经营整治", dossier_id=dossier.pk if dossier else None)
    with clock.standing_at(NOW):
        return add_agenda_items(house.clerk, meeting.pk, [given])[0]


def attendance_of(meeting: Meeting) -> tuple[AttendanceInput, ...]:
    """Return that everybody came who was invited."""
    return tuple(
        AttendanceInput(officer_id=each.officer_id, agency=each.agency)
        for each in meeting.attendees.order_by("id")
    )


def hold(house: House, meeting: Meeting, held_at: dt.datetime = AT) -> Meeting:
    """Return a meeting to which everybody came."""
    given = HoldingInput(meeting_id=meeting.pk, held_at=held_at, attendance=attendance_of(meeting))
    with clock.standing_at(NOW):
        return hold_meeting(house.clerk, given)


def make_held(
    house: House,
    kind: MeetingKind = MeetingKind.JOINT_MEETING,
    dossier: Dossier | None = None,
    held_at: dt.datetime = AT,
) -> tuple[Meeting, AgendaItem]:
    """Return a meeting that was held, with its one item."""
    meeting = make_meeting(house, kind)
    item = make_item(house, meeting, dossier)
    return hold(house, meeting, held_at), item


def make_resolutions(house: House, *given: ResolutionInput) -> list[Resolution]:
    """Return what a joint meeting resolved: by default one thing for the officer."""
    meeting, item = make_held(house)
    wanted = given or (resolution_input(house),)
    with clock.standing_at(NOW):
        return record_resolutions(house.clerk, meeting.pk, [result_of(item)], wanted)


def resolution_input(house: House, **changed: object) -> ResolutionInput:
    """Return what the officer has to do."""
    given: dict[str, object] = {"text": "划定临时摊位", "due_on": DUE_ON}
    if not changed.keys() & {"unit_id", "role", "agency"}:
        given["officer_id"] = house.officer.pk
    return ResolutionInput(**{**given, **changed})  # type: ignore[arg-type]


def result_of(item: AgendaItem, result: AgendaResult = AgendaResult.ADOPTED) -> ResultInput:
    """Return what became of an item."""
    return ResultInput(item_id=item.pk, result=result, conclusion="分片包干。")
