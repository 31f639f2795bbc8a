"""Meetings through the interface: read, planned as a list, resolutions completed as a list."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.models import Meeting, Resolution
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.meetings import (
    AT,
    DAY,
    DUE_ON,
    NOW,
    House,
    make_held,
    make_house,
    make_meeting,
    make_resolutions,
    resolution_input,
)

pytestmark = pytest.mark.django_db
Staff = Callable[..., Client]
ROOT = "/api/v1/meetings"


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


def post(client: Client, path: str, body: object) -> Any:
    return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def test_a_deliberation_goes_its_whole_way(house: House, clerk: Client) -> None:
    officers = [str(each.pk) for each in (house.second, house.head)]
    (made,) = post(
        clerk,
        "",
        [
            {
                "key": "a key for a meeting",
                "kind": "deliberation",
                "title": "某案",
                "planned_at": AT.isoformat(),
                "place": "三楼",
                "chair": officers[1],
                "members": officers[:1],
            }
        ],
    ).json()
    way = f"/{made['id']}"
    attendance = [{"officer": each} for each in officers]
    post(clerk, f"{way}/agenda", [{"title": "某案"}])
    post(clerk, f"{way}/attendance", {"held_at": AT.isoformat(), "attendance": attendance})
    item = clerk.get(f"{ROOT}{way}").json()["agenda"][0]["id"]
    said = [
        {"item": item, "speaker": each, "stance": "agree", "opinion": "同意。"} for each in officers
    ]
    spoken = post(clerk, f"{way}/statements", said)
    results = {"results": [{"item": item, "result": "adopted", "conclusion": "同意。"}]}
    post(clerk, f"{way}/resolutions", results)

    issued = post(clerk, f"{way}/minutes", None)

    assert spoken.json() == {"count": 2}
    assert (issued.status_code, issued.json()["minutes"]) == (201, "镇庄集讨〔2026〕1号")


def test_resolutions_are_completed_as_a_list_or_not_at_all(house: House, clerk: Client) -> None:
    rows = make_resolutions(house, resolution_input(house), resolution_input(house, role=Role.HEAD))
    bodies = [{"resolution": str(row.pk), "done_on": str(DAY), "proof": "已办。"} for row in rows]
    open_before = clerk.get(f"{ROOT}/resolutions").json()

    refused = post(clerk, "/resolutions/completions", [bodies[0], bodies[1] | {"proof": ""}])
    left = Resolution.objects.filter(done_on__isnull=True).count()
    done = post(clerk, "/resolutions/completions", bodies)

    assert [(each["owner"], each["due_on"], each["state"]) for each in open_before] == [
        ("方某", str(DUE_ON), "open"),
        ("街道负责人", str(DUE_ON), "open"),
    ]
    assert (refused.status_code, left) == (422, 2)
    assert (done.status_code, done.json()) == (201, {"count": 2})
    assert clerk.get(f"{ROOT}/resolutions").json() == []
    assert len(clerk.get(f"{ROOT}/resolutions?is_open=false").json()) == 2


def test_the_list_narrows_to_a_kind_and_hides_discussions_from_others(
    house: House, clerk: Client, staff: Staff
) -> None:
    make_held(house)
    make_meeting(house, MeetingKind.DELIBERATION)

    kinds = [each["kind"] for each in clerk.get(f"{ROOT}?kind=deliberation").json()]
    seen = [each["kind"] for each in staff(Role.OFFICER, username="o").get(ROOT).json()]

    assert (kinds, seen) == (["deliberation"], ["joint_meeting"])


def test_a_planned_meeting_is_cancelled_with_a_reason(house: House, clerk: Client) -> None:
    meeting = make_meeting(house)

    answer = post(clerk, f"/{meeting.dossier.public_id}/cancellation", {"reason": "防台应急"})

    assert answer.json()["status"] == "cancelled"
    assert Meeting.objects.get().cancellation.reason == "防台应急"


@pytest.mark.parametrize("count", [0, 201])
def test_an_empty_list_and_one_too_long_are_refused(clerk: Client, count: int) -> None:
    body = {"resolution": "0190a000-0000-7000-8000-000000000000", "done_on": str(DAY)}

    answer = post(clerk, "/resolutions/completions", [body] * count)

    assert answer.status_code == 422
