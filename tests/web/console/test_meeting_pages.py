"""The pages of meetings: planned, held, resolved, minuted by forms; lists within budget."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.meetings.choices import MeetingKind, MeetingStatus
from fazhi.capabilities.meetings.models import AgendaItem, Meeting, MeetingAttendee, Resolution
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.meetings import (
    DAY,
    DUE_ON,
    NOW,
    House,
    make_held,
    make_house,
    make_item,
    make_meeting,
    make_resolutions,
    resolution_input,
)
from tests.kernel.sample_files import photo
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]
LIST_STATEMENTS, PAGE_STATEMENTS, SEAT_STATEMENTS = 2, 25, 3


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.fixture
def clerk(staff: Staff) -> Client:
    return staff(Role.CLERK)


def address(meeting: Meeting, step: str = "") -> str:
    return f"/meetings/{meeting.dossier.public_id}/{step}"


def statements(client: Client, path: str) -> int:
    """Return how many statements a page costs beside those that find the seat."""
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured) - SEAT_STATEMENTS


def test_a_meeting_is_planned_held_resolved_and_minuted_by_forms(
    house: House, clerk: Client
) -> None:
    _plan(clerk, house)
    meeting = Meeting.objects.get()
    clerk.post(address(meeting, "agenda/"), {"titles": "占道经营整治\n\n"})
    _hold(clerk, meeting, house)
    item = AgendaItem.objects.get()
    results = {
        f"result_{item.pk.hex}": "adopted",
        f"conclusion_{item.pk.hex}": "分片包干。",
        "text_0": "划定临时摊位",
        "owner_0": f"officer:{house.officer.pk}",
        "due_0": str(DUE_ON),
        "text_1": "公示方案",
        "agency_1": "区某局（演示）",
        "due_1": str(DUE_ON),
    }
    assert clerk.post(address(meeting, "results/"), results).status_code == 303
    assert clerk.post(address(meeting, "minutes/")).status_code == 303

    meeting.refresh_from_db()
    assert meeting.status == MeetingStatus.MINUTED
    assert list(Resolution.objects.order_by("position").values_list("text", "agency")) == [
        ("划定临时摊位", ""),
        ("公示方案", "区某局（演示）"),
    ]
    shown = clerk.get(address(meeting)).content.decode()
    assert all(words in shown for words in ("镇庄会纪〔2026〕1号", "分片包干。", "划定临时摊位"))


def _plan(client: Client, house: House) -> None:
    """Send the form of a meeting, twice."""
    sent = {
        "key": client.get("/meetings/new/").context["form"].initial["key"],
        "kind": "joint_meeting",
        "title": "三月联席办公会议",
        "planned_at": "2026-03-10T09:00",
        "place": "三楼会议室",
        "chair": house.head.pk,
        "members": [house.officer.pk],
        "guests": "区某局（演示）\n",
    }
    assert client.post("/meetings/new/", sent).status_code == 303
    assert client.post("/meetings/new/", sent).status_code == 303


def _hold(client: Client, meeting: Meeting, house: House) -> None:
    sent: dict[str, object] = {
        "held_at": "2026-03-10T09:05",
        "place": "三楼会议室",
        "chair": house.head.pk,
    }
    for each in MeetingAttendee.objects.filter(meeting=meeting):
        is_away = each.officer_id == house.officer.pk
        sent[f"state_{each.pk.hex}"] = "excused" if is_away else "present"
        sent[f"reason_{each.pk.hex}"] = "培训" if is_away else ""
    assert client.post(address(meeting, "attendance/"), sent).status_code == 303


def test_what_is_refused_stands_on_the_page_with_what_was_typed(
    house: House, clerk: Client
) -> None:
    meeting = make_meeting(house, MeetingKind.DELIBERATION)
    sent = {"held_at": "2026-03-10T09:00", "place": "三楼", "chair": house.head.pk}
    for each in MeetingAttendee.objects.filter(meeting=meeting):
        sent[f"state_{each.pk.hex}"] = "present"
    chair = MeetingAttendee.objects.get(officer=house.head)
    sent[f"state_{chair.pk.hex}"] = "recused"

    answer = clerk.post(address(meeting, "attendance/"), sent)

    assert answer.status_code == 422
    assert "主持人须到会" in answer.content.decode()


def test_minutes_that_are_not_ready_say_so_on_the_page(house: House, clerk: Client) -> None:
    meeting, _item = make_held(house)

    answer = clerk.post(address(meeting, "minutes/"))

    assert answer.status_code == 422
    assert "这些议题还没有登记结果：占道经营整治" in answer.content.decode()


def test_statements_are_entered_one_after_another(house: House, clerk: Client) -> None:
    meeting, item = make_held(house, MeetingKind.DELIBERATION)
    for speaker in (house.second, house.head):
        clerk.post(
            address(meeting, "statements/"),
            {"item": item.pk, "speaker": speaker.pk, "stance": "agree", "opinion": "同意。"},
        )

    spoken = [each.speaker.name for each in item.statements.order_by("position")]

    assert spoken == ["钱某", "赵某"]
    assert "集体讨论没有笔录。" in clerk.get(address(meeting)).content.decode()


def test_a_case_is_put_on_the_agenda_by_its_number_and_an_unknown_one_is_not(
    house: House, clerk: Client
) -> None:
    meeting = make_meeting(house)

    answer = clerk.post(address(meeting, "agenda/"), {"case_number": "没有这个案号"})

    assert answer.status_code == 422
    assert AgendaItem.objects.count() == 0


def test_what_an_earlier_meeting_left_open_is_offered_for_the_agenda(
    house: House, staff: Staff
) -> None:
    (row,) = make_resolutions(house)
    meeting = make_meeting(house)
    with clock.standing_at(NOW + dt.timedelta(days=1)):
        clerk = staff(Role.CLERK)
        form = clerk.get(address(meeting, "agenda/")).context["form"]
        ((key, words),) = form.fields["matters"].choices
        clerk.post(address(meeting, "agenda/"), {"matters": [key]})

    assert words == "划定临时摊位（此前会议未完成的议决事项）"
    item = AgendaItem.objects.get(meeting=meeting)
    assert (item.title, item.dossier_id) == (row.text, row.meeting_id)


def test_a_resolution_is_completed_with_a_photo_and_shown_with_it(
    house: House, clerk: Client
) -> None:
    (row,) = make_resolutions(house)
    path = f"/meetings/resolutions/{row.pk}/completion/"
    without = clerk.post(path, {"done_on": str(DAY)})
    file = SimpleUploadedFile("现场.jpg", photo(), "image/jpeg")

    answer = clerk.post(path, {"done_on": str(DAY), "file": file})

    assert (without.status_code, answer.status_code) == (422, 303)
    proof = clerk.get(f"/meetings/resolutions/{row.pk}/proof/")
    assert (proof.status_code, proof.headers["Content-Type"]) == (200, "image/jpeg")


def test_the_owner_finds_the_meeting_from_his_inbox_and_completes(
    house: House, staff: Staff
) -> None:
    account = make_account(Role.OFFICER, username="fang")
    house.officer.account = account
    house.officer.save()
    (row,) = make_resolutions(house)
    owner = sign_in_client(Client(), account)
    other = staff(Role.OFFICER, username="other")
    path = f"/meetings/resolutions/{row.pk}/completion/"

    inbox = owner.get("/desk/").content.decode()
    refused = other.post(path, {"done_on": str(DAY), "proof": "已划定。"})
    answer = owner.post(path, {"done_on": str(DAY), "proof": "已划定。"})

    assert address(row.meeting) in inbox
    assert (refused.status_code, answer.status_code) == (403, 303)


def test_a_collective_discussion_is_not_there_for_who_does_not_record(
    house: House, staff: Staff
) -> None:
    meeting = make_meeting(house, MeetingKind.DELIBERATION)
    officer = staff(Role.OFFICER, username="officer")

    listed = officer.get("/meetings/").context["list"].rows

    assert (officer.get(address(meeting)).status_code, listed) == (404, ())


def test_the_list_narrows_to_kind_year_and_open_resolutions(house: House, clerk: Client) -> None:
    (row,) = make_resolutions(house)
    make_meeting(house, MeetingKind.DELIBERATION)
    make_meeting(house, planned_at=NOW + dt.timedelta(days=365))

    def numbers(query: str) -> list[str]:
        return [each.number for each in clerk.get(f"/meetings/{query}").context["list"].rows]

    assert numbers("?kind=deliberation") == ["2026年第1次集体讨论"]
    assert numbers("?year=2027") == ["2027年第1次联席办公会议"]
    assert numbers("?open=yes") == [row.meeting.number]
    assert numbers("?open=no") == []
    assert numbers("?tab=held") == [row.meeting.number]


def test_the_list_of_resolutions_shows_what_is_open_and_exports_it(
    house: House, staff: Staff
) -> None:
    make_resolutions(house, resolution_input(house), resolution_input(house, due_on=DAY))

    with clock.standing_at(NOW + dt.timedelta(days=1)):
        clerk = staff(Role.CLERK)
        overdue = clerk.get("/meetings/resolutions/?tab=overdue").context["list"].rows
        rows = exported(clerk, "/meetings/resolutions/?export=csv")

    assert [each.due_on for each in overdue] == [DAY]
    assert [row["剩余期限"] for row in rows] == ["已超期", "未完成"]


@pytest.mark.parametrize("count", [1, 3])
def test_lists_and_the_page_stay_within_their_statements(
    house: House, clerk: Client, count: int
) -> None:
    for _each in range(count):
        make_resolutions(house, *(resolution_input(house) for _one in range(count)))
    meeting = Meeting.objects.order_by("pk")[0]
    for _each in range(count):
        make_item(house, meeting)

    assert statements(clerk, "/meetings/") <= LIST_STATEMENTS + 2
    assert statements(clerk, "/meetings/resolutions/") <= LIST_STATEMENTS + 2
    assert statements(clerk, address(meeting)) <= PAGE_STATEMENTS
