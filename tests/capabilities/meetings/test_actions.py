"""Meetings: planned with a number, held with everybody accounted for, resolved with an owner."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.db import IntegrityError, transaction

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
from fazhi.capabilities.meetings.choices import (
    Attendance,
    AttendeePart,
    MeetingKind,
    MeetingStatus,
    ResolutionLamp,
    Stance,
)
from fazhi.capabilities.meetings.errors import MeetingStateError, ResolutionDoneError
from fazhi.capabilities.meetings.inputs import (
    AgendaItemInput,
    AttendanceInput,
    CompletionInput,
    HoldingInput,
    StatementInput,
)
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee, Resolution
from fazhi.capabilities.meetings.numbering import series_of
from fazhi.capabilities.tasks.choices import AssigneeKind, TaskStatus
from fazhi.kernel import clock, numbers
from fazhi.kernel.attachments import PHOTOS, store
from fazhi.kernel.choices import DossierKind, Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from tests.factories.documents import make_dossier
from tests.factories.meetings import (
    AT,
    DAY,
    DUE_ON,
    GUEST,
    NOW,
    House,
    attendance_of,
    hold,
    make_held,
    make_house,
    make_item,
    make_meeting,
    make_resolutions,
    meeting_input,
    resolution_input,
    result_of,
)
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.kernel.sample_files import photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def said_last(kind: str) -> dict[str, object]:
    """Return the content of the newest entry of a kind, of which there is one."""
    entry = Entry.objects.get(kind=kind)
    content: dict[str, object] = json.loads(entry.content.text)
    return content


def done(row: Resolution, **changed: object) -> CompletionInput:
    given: dict[str, object] = {"resolution_id": row.pk, "done_on": DAY, "proof": "已划定。"}
    return CompletionInput(**{**given, **changed})  # type: ignore[arg-type]


def test_meetings_of_a_kind_and_year_are_numbered_one_after_another(house: House) -> None:
    inputs = [
        meeting_input(house),
        meeting_input(house, MeetingKind.DELIBERATION),
        meeting_input(house),
        meeting_input(house, planned_at=AT + dt.timedelta(days=365)),
    ]

    planned = plan_meetings(house.clerk, inputs)

    assert [each.number for each in planned] == [
        "2026年第1次联席办公会议",
        "2026年第1次集体讨论",
        "2026年第2次联席办公会议",
        "2027年第1次联席办公会议",
    ]
    assert numbers.gaps(AUTHORITY, series_of(MeetingKind.JOINT_MEETING), 2026) == []


def test_planning_writes_a_dossier_the_invited_and_one_entry(house: House) -> None:
    taker = house.officer.pk
    given = meeting_input(house, minute_taker_id=taker)

    (meeting,) = plan_meetings(house.clerk, [given])

    assert meeting.dossier.kind == DossierKind.MEETING
    invited = meeting.attendees.values_list("officer__name", "agency", "part", "attendance")
    assert sorted((name or agency, part, state) for name, agency, part, state in invited) == sorted(
        [
            ("赵某", AttendeePart.CHAIR, Attendance.INVITED),
            ("钱某", AttendeePart.MEMBER, Attendance.INVITED),
            ("方某", AttendeePart.MINUTE_TAKER, Attendance.INVITED),
            (GUEST, AttendeePart.GUEST, Attendance.INVITED),
        ]
    )
    assert said_last("meeting.planned") == {
        "meeting": str(meeting.pk),
        "kind": "joint_meeting",
        "number": "2026年第1次联席办公会议",
    }


def test_a_meeting_sent_twice_is_one_meeting(house: House) -> None:
    given = meeting_input(house)

    first = plan_meetings(house.clerk, [given])
    again = plan_meetings(house.clerk, [given])

    assert first == again
    assert Entry.objects.filter(kind="meeting.planned").count() == 1
    with pytest.raises(ConflictError):
        plan_meetings(house.clerk, [replace(given, title="另一会议")])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.GRID_WORKER, Role.DISPATCHER, Role.OPERATOR])
def test_only_who_records_meetings_plans_them(house: House, role: Role) -> None:
    with pytest.raises(ForbiddenError):
        plan_meetings(make_seat(role), [meeting_input(house)])


def test_an_officer_of_elsewhere_is_not_invited(house: House) -> None:
    with pytest.raises(InputError):
        plan_meetings(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), [meeting_input(house)])

    assert Meeting.objects.count() == 0


def test_items_follow_one_another_and_may_point_to_a_dossier(house: House) -> None:
    meeting, dossier = make_meeting(house), make_dossier()
    make_item(house, meeting)

    add_agenda_items(
        house.clerk,
        meeting.pk,
        [AgendaItemInput(title="某案", dossier_id=dossier.pk), AgendaItemInput(title="其他")],
    )

    rows = AgendaItem.objects.order_by("position").values_list("position", "title", "dossier")
    assert list(rows) == [(1, "占道经营整治", None), (2, "某案", dossier.pk), (3, "其他", None)]


def test_a_dossier_of_another_authority_is_not_put_on_the_agenda(house: House) -> None:
    meeting, dossier = make_meeting(house), make_dossier(authority=OTHER_AUTHORITY)

    with pytest.raises(InputError) as refused:
        add_agenda_items(
            house.clerk, meeting.pk, [AgendaItemInput(title="某案", dossier_id=dossier.pk)]
        )

    assert sorted(refused.value.fields) == ["dossier"]


def test_holding_says_of_everybody_whether_he_came(house: House) -> None:
    meeting = make_meeting(house)
    away = AttendanceInput(officer_id=house.officer.pk, is_present=False, reason="培训")
    others = [each for each in attendance_of(meeting) if each.officer_id != house.officer.pk]

    held = hold_meeting(
        house.clerk, HoldingInput(meeting_id=meeting.pk, held_at=AT, attendance=(*others, away))
    )

    assert (held.status, held.held_at) == (MeetingStatus.HELD, AT)
    excused = MeetingAttendee.objects.get(attendance=Attendance.EXCUSED)
    assert (excused.officer_id, excused.reason) == (house.officer.pk, "培训")
    assert said_last("meeting.held") == {"meeting": str(meeting.pk), "present": 3, "excused": 1}


def test_who_was_not_invited_joins_and_may_lead(house: House) -> None:
    meeting = make_meeting(house, member_ids=())
    away = AttendanceInput(officer_id=house.head.pk, is_present=False, reason="出差")
    leads = AttendanceInput(officer_id=house.second.pk)
    guest = AttendanceInput(agency=GUEST)

    held = hold_meeting(
        house.clerk,
        HoldingInput(
            meeting_id=meeting.pk,
            held_at=AT,
            attendance=(away, leads, guest),
            chair_id=house.second.pk,
        ),
    )

    assert held.chair_id == house.second.pk
    parts = dict(MeetingAttendee.objects.values_list("officer__name", "part"))
    assert parts == {
        "赵某": AttendeePart.MEMBER,
        "钱某": AttendeePart.CHAIR,
        None: AttendeePart.GUEST,
    }


Change = Callable[[HoldingInput, House], HoldingInput]


@pytest.mark.parametrize(
    ("field", "change"),
    [
        ("attendance", lambda given, _house: replace(given, attendance=given.attendance[:-1])),
        ("attendance", lambda given, _house: replace(given, attendance=given.attendance * 2)),
        (
            "attendance",
            lambda given, _house: replace(
                given, attendance=(*given.attendance[:-1], AttendanceInput(
                    officer_id=given.attendance[-1].officer_id,
                    agency=given.attendance[-1].agency, is_present=False))
            ),
        ),
        ("held_at", lambda given, _house: replace(given, held_at=NOW + dt.timedelta(minutes=1))),
        (
            "chair",
            lambda given, house: replace(given, attendance=tuple(
                replace(each, is_present=False, reason="出差")
                if each.officer_id == house.head.pk else each
                for each in given.attendance)),
        ),
    ],
    ids=["one left out", "told twice", "no reason", "in the future", "nobody leads"],
)  # fmt: skip
def test_a_meeting_that_is_not_told_in_full_is_not_held(
    house: House, field: str, change: Change
) -> None:
    meeting = make_meeting(house)
    given = HoldingInput(meeting_id=meeting.pk, held_at=AT, attendance=attendance_of(meeting))

    with pytest.raises(InputError) as refused:
        hold_meeting(house.clerk, change(given, house))

    assert sorted(refused.value.fields) == [field]
    assert Entry.objects.filter(kind="meeting.held").count() == 0


def test_what_is_said_one_by_one_is_recorded_of_deliberations_only(house: House) -> None:
    meeting, item = make_held(house)
    said = StatementInput(
        item_id=item.pk, speaker_id=house.head.pk, stance=Stance.AGREE, opinion="同意。"
    )

    with pytest.raises(InputError):
        record_statements(house.clerk, meeting.pk, [said])


def test_a_resolution_of_an_officer_is_a_task_with_its_day(house: House) -> None:
    (row,) = make_resolutions(house)

    assert row.task is not None
    assert row.task.title == "落实会议议决：划定临时摊位"
    assert (row.task.assignee_kind, row.task.assignee_key) == (
        AssigneeKind.OFFICER, str(house.officer.pk),
    )  # fmt: skip
    assert (clock.day_of(row.task.due_at), row.task.warn_on) == (DUE_ON, dt.date(2026, 3, 17))
    assert row.task.dossier_id == row.meeting_id


def test_a_role_and_a_unit_get_tasks_and_an_agency_outside_none(house: House) -> None:
    rows = make_resolutions(
        house,
        resolution_input(house, role=Role.CLERK),
        resolution_input(house, unit_id=house.officer.unit_id),
        resolution_input(house, agency=GUEST),
    )

    assert [row.task.assignee_kind if row.task else None for row in rows] == ["role", "unit", None]
    assert [row.owner_name for row in rows] == ["内勤", house.officer.unit.name, GUEST]
    assert Entry.objects.filter(kind="resolution.recorded").count() == 1


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("owner", {"officer_id": None}),
        ("owner", {"role": Role.CLERK}),
        ("due_on", {"due_on": dt.date(2026, 3, 9)}),
        ("text", {"text": " "}),
    ],
    ids=["nobody owes it", "two owe it", "due before the meeting", "nothing is to be done"],
)
def test_a_resolution_that_is_not_clear_is_refused(
    house: House, field: str, changed: dict[str, object]
) -> None:
    meeting, item = make_held(house)
    given = replace(resolution_input(house), **changed)  # type: ignore[arg-type]

    with pytest.raises(InputError) as refused:
        record_resolutions(house.clerk, meeting.pk, [result_of(item)], [given])

    assert sorted(refused.value.fields) == [field]
    assert Resolution.objects.count() == 0


def test_an_item_of_another_meeting_is_not_concluded(house: House) -> None:
    meeting, _item = make_held(house)
    _other, foreign = make_held(house)

    with pytest.raises(InputError):
        record_resolutions(house.clerk, meeting.pk, [result_of(foreign)], [])


def test_a_resolution_is_completed_with_its_proof_and_so_is_its_task(house: House) -> None:
    (row,) = make_resolutions(house)
    file = store(house.clerk, photo(), "照片.jpg", PHOTOS)

    (completed,) = complete_resolutions(house.clerk, [done(row, proof="", attachment_id=file.pk)])

    completed.refresh_from_db()
    assert (completed.done_on, completed.attachment_id) == (DAY, file.pk)
    assert completed.lamp(DAY) == ResolutionLamp.DONE
    assert completed.task is not None
    assert completed.task.status == TaskStatus.COMPLETED
    assert Entry.objects.filter(kind="resolution.completed").count() == 1


def test_a_batch_is_completed_in_one_act_or_not_at_all(house: House) -> None:
    rows = make_resolutions(house, resolution_input(house), resolution_input(house, text="公示"))

    with pytest.raises(InputError):
        complete_resolutions(house.clerk, [done(rows[0]), done(rows[1], proof=" ")])
    left = Resolution.objects.filter(done_on__isnull=True).count()
    complete_resolutions(house.clerk, [done(row) for row in rows])

    assert left == 2
    assert Resolution.objects.filter(done_on=DAY).count() == 2
    assert Entry.objects.get(kind="resolution.completed").item_count == 2


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("proof", {"proof": ""}),
        ("done_on", {"done_on": dt.date(2026, 3, 9)}),
        ("done_on", {"done_on": dt.date(2026, 3, 11)}),
        ("attachment", {"attachment_id": AUTHORITY}),
    ],
    ids=["no proof", "before the meeting", "in the future", "no such file"],
)
def test_a_completion_that_is_not_proved_is_refused(
    house: House, field: str, changed: dict[str, object]
) -> None:
    (row,) = make_resolutions(house)
    if field == "attachment":
        changed = {"attachment_id": row.pk}

    with pytest.raises(InputError) as refused:
        complete_resolutions(house.clerk, [done(row, **changed)])

    assert sorted(refused.value.fields) == [field]


def test_nothing_is_completed_twice(house: House) -> None:
    (row,) = make_resolutions(house)
    complete_resolutions(house.clerk, [done(row)])

    with pytest.raises(ResolutionDoneError):
        complete_resolutions(house.clerk, [done(row)])


def test_the_owner_completes_what_he_owes_and_no_other_officer_does(house: House) -> None:
    (row,) = make_resolutions(house, resolution_input(house, role=Role.OFFICER))
    owner, other = make_seat(Role.OFFICER), make_seat(Role.DISPATCHER)

    with pytest.raises(ForbiddenError):
        complete_resolutions(other, [done(row)])
    with pytest.raises(NotFoundError):
        complete_resolutions(make_seat(Role.CLERK, authority=OTHER_AUTHORITY), [done(row)])
    complete_resolutions(owner, [done(row)])

    row.refresh_from_db()
    assert row.completed_by_id == owner.account_id


def test_minutes_are_a_numbered_document_after_which_nothing_is_added(house: House) -> None:
    meeting, item = make_held(house)
    record_resolutions(house.clerk, meeting.pk, [result_of(item)], [resolution_input(house)])

    document = issue_minutes(house.clerk, meeting.pk)

    meeting.refresh_from_db()
    assert document.number == "镇庄会纪〔2026〕1号"
    assert (meeting.status, meeting.minutes_id) == (MeetingStatus.MINUTED, document.pk)
    assert document.said["resolutions"] == [
        {"text": "划定临时摊位", "owner": "方某", "due_on": "2026年3月20日"}
    ]
    assert document.said["present"] == "赵某、钱某、方某"
    assert said_last("minutes.issued") == {
        "meeting": str(meeting.pk),
        "document": str(document.pk),
        "number": document.number,
    }
    with pytest.raises(MeetingStateError):
        record_resolutions(house.clerk, meeting.pk, [result_of(item)], [])


def test_minutes_wait_for_the_results_of_the_whole_agenda(house: House) -> None:
    meeting, _item = make_held(house)

    with pytest.raises(InputError):
        issue_minutes(house.clerk, meeting.pk)


def test_minutes_of_nothing_are_not_made(house: House) -> None:
    meeting = hold(house, make_meeting(house))

    with pytest.raises(InputError):
        issue_minutes(house.clerk, meeting.pk)


def test_only_a_planned_meeting_is_cancelled_and_it_keeps_its_number(house: House) -> None:
    planned, (held, _item) = make_meeting(house), make_held(house)

    cancelled = cancel_meeting(house.clerk, planned.pk, reason="防台应急")

    assert (cancelled.status, cancelled.cancellation.reason) == (
        MeetingStatus.CANCELLED, "防台应急",
    )  # fmt: skip
    assert numbers.gaps(AUTHORITY, series_of(MeetingKind.JOINT_MEETING), 2026) == []
    with pytest.raises(MeetingStateError):
        cancel_meeting(house.clerk, held.pk, reason="防台应急")


def test_a_meeting_is_cancelled_with_a_reason(house: House) -> None:
    with pytest.raises(InputError) as refused:
        cancel_meeting(house.clerk, make_meeting(house).pk, reason=" ")

    assert sorted(refused.value.fields) == ["reason"]


@pytest.mark.parametrize(
    ("model", "changed"),
    [
        (Resolution, {"done_on": DAY, "completed_at": NOW, "proof": ""}),
        (Resolution, {"agency": GUEST}),
        (MeetingAttendee, {"agency": GUEST}),
        (MeetingAttendee, {"attendance": Attendance.EXCUSED}),
        (MeetingAttendee, {"has_interest": True}),
        (Meeting, {"held_at": None}),
        (Meeting, {"status": MeetingStatus.MINUTED}),
    ],
    ids=["unproved", "two owners", "both", "no reason", "interested", "no day", "no minutes"],
)
def test_the_database_refuses_what_the_actions_never_write(
    house: House,
    model: type[Resolution] | type[MeetingAttendee] | type[Meeting],
    changed: dict[str, object],
) -> None:
    make_resolutions(house)
    rows = model.objects.all()
    if model is MeetingAttendee:
        rows = rows.filter(officer=house.officer)  # type: ignore[misc]

    with pytest.raises(IntegrityError), transaction.atomic():
        rows.update(**changed)


def test_a_seat_of_another_authority_finds_no_meeting(house: House) -> None:
    neighbour = make_seat(Role.CLERK, authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        cancel_meeting(neighbour, make_meeting(house).pk, reason="防台应急")
