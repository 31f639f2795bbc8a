"""Custody through the interface: lists, refusals with rule and article, hashes from a phone."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fazhi.capabilities.evidence.choices import DeviceKind
from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    Exhibit,
    Footage,
    FootageBinding,
    Holding,
    HoldingOutcome,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from tests.factories.accounts import sign_in_client
from tests.factories.cases import photograph
from tests.factories.custody import (
    DAY,
    DUE_ON,
    NOW,
    Store,
    make_device,
    make_holdings,
    make_store,
    make_stored,
)
from tests.factories.ordinary import make_ordinary_case, make_squad

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/custody"


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def store() -> Store:
    return make_store()


def client_of(seat: Seat) -> Client:
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def post(client: Client, path: str, body: object) -> Any:
    return client.post(f"{ROOT}{path}", json.dumps(body), content_type="application/json")


def receipts_of(store: Store, rows: list[Holding]) -> list[dict[str, str]]:
    """Return how things are counted in."""
    usual = {"amount": "1", "unit": "件", "condition": "完好", "at": NOW.isoformat()}
    room = {"store_room": str(store.room.pk)}
    return [{"holding": str(each.pk)} | room | usual for each in rows]


def ends_of(rows: list[Holding]) -> list[dict[str, str]]:
    """Return that things are given back."""
    usual = {"end": "returned", "decided_on": DAY.isoformat(), "reason": "不需要。"}
    return [{"holding": str(each.pk)} | usual for each in rows]


def test_things_go_their_way_as_lists(store: Store) -> None:
    rows = make_holdings(store, ("摊车", "折叠桌"))
    clerk, other = client_of(store.clerk), client_of(store.other)
    moment, day = NOW.isoformat(), DAY.isoformat()
    receipts, ends = receipts_of(store, rows), ends_of(rows)
    to_other = {"to_officer": str(store.officers[1].pk), "reason": "保管。"}
    damage = {"kind": "damaged", "at": moment, "reason": "搬运。"}

    received = post(clerk, "/receipts", receipts)
    offered = post(clerk, "/hand-overs", [{"holding": str(rows[0].pk)} | to_other])
    taken = {"offer": offered.json()[0]["id"], "is_accepted": True, "reason": "点清。"}
    answered = post(other, "/answers", [taken])
    noted = post(clerk, "/notes", [{"holding": str(rows[1].pk)} | damage])
    refused = post(clerk, "/outcomes", ends)
    first = post(clerk, "/receipts", receipts[:1])  # taken back into the store-room
    decided = post(clerk, "/outcomes", ends[:1])
    leaves = {"receiver": "张某", "at": moment, "reason": "退还。"}
    gone = post(clerk, "/deliveries", [{"holding": str(rows[0].pk)} | leaves])

    codes = [each.status_code for each in (received, offered, answered, noted, refused)]
    assert codes == [201, 201, 201, 201, 422]
    assert [each["rule"] for each in refused.json()["error"]["answers"]] == ["COE-008"]
    assert [each.status_code for each in (first, decided, gone)] == [201, 201, 201]
    shown = clerk.get(f"{ROOT}/{rows[0].pk}").json()
    assert (shown["outcome"], shown["left_on"]) == ("returned", day)
    assert [each["kind"] for each in shown["log"]] == [
        "received",
        "offered",
        "accepted",
        "received",
        "delivered",
    ]
    assert "张某" not in json.dumps(shown, ensure_ascii=False)
    assert HoldingOutcome.objects.count() == 1


def test_a_lapsed_preservation_is_refused_with_its_article(store: Store) -> None:
    (row,) = make_stored(store)
    late = DUE_ON + dt.timedelta(days=1)
    body = [
        {
            "holding": str(row.pk),
            "end": "transferred",
            "decided_on": late.isoformat(),
            "reason": "移送。",
        }
    ]

    with clock.standing_at(clock.at_local(late, dt.time(9))):
        refused = post(client_of(store.clerk), "/outcomes", body)

    (answer,) = refused.json()["error"]["answers"]
    assert (refused.status_code, answer["rule"]) == (422, "ORD-003")
    assert "第五十六条" in json.dumps(answer, ensure_ascii=False)


def test_the_list_shows_what_is_open(store: Store) -> None:
    make_stored(store, ("摊车", "折叠桌"))
    clerk = client_of(store.clerk)

    rows = clerk.get(ROOT).json()
    none = clerk.get(f"{ROOT}?before={DAY.isoformat()}").json()

    assert ({row["name"] for row in rows}, none) == ({"摊车", "折叠桌"}, [])
    assert {row["due_on"] for row in rows} == {DUE_ON.isoformat()}


def test_a_list_that_is_empty_or_too_long_is_sent_back(store: Store) -> None:
    clerk = client_of(store.clerk)
    line = {"offer": str(store.room.pk), "is_accepted": True, "reason": "点清。"}

    assert post(clerk, "/answers", []).status_code == 422
    assert post(clerk, "/answers", [line] * 201).status_code == 422


def test_recordings_are_entered_and_bound_as_lists() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="gather_evidence")
    device = make_device(make_store(case.dossier))
    client = client_of(squad.host)
    began = clock.at_local(DAY, dt.time(10))
    body = {
        "device": str(device.pk),
        "began_at": began.isoformat(),
        "ended_at": (began + dt.timedelta(minutes=9)).isoformat(),
        "sha256": "ab" * 32,
        "reference": "采集站",
    }

    entered = post(client, "/footage", [body])
    twice = post(client, "/footage", [body])
    binding = {
        "footage": entered.json()[0]["id"],
        "case": case.dossier.public_id,
        "act": "inspection",
        "act_on": DAY.isoformat(),
    }
    bound = post(client, "/footage/bindings", [binding])
    wrong = post(client, "/footage/bindings", [binding | {"act_on": "2026-03-09"}])

    codes = [each.status_code for each in (entered, twice, bound, wrong)]
    assert codes == [201, 409, 201, 422]
    assert (Footage.objects.count(), FootageBinding.objects.get().act_on) == (1, DAY)


def test_a_phone_sends_evidence_with_hash_and_moment() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="interview_record")
    device = make_device(make_store(case.dossier), DeviceKind.MONITORING)
    client, data = client_of(squad.host), photograph(1, 40)
    file = SimpleUploadedFile("现场.jpg", data)
    root = f"/api/v1/cases/{case.dossier.public_id}/exhibits"

    stored = client.post("/api/v1/exhibits/files", {"file": file}).json()
    usual = {
        "attachment": stored["id"],
        "kind": "audiovisual",
        "label": "摊位全景",
        "captured_at": NOW.isoformat(),
        "device_time": (NOW + dt.timedelta(seconds=41)).isoformat(),
        "obtained_from": "现场拍摄",
        "sha256": hashlib.sha256(data).hexdigest(),
        "place": {"longitude": 121.59, "latitude": 29.95, "accuracy_m": 8},
    }
    other = usual | {"label": "监控截图", "sha256": "0" * 64, "device": str(device.pk)}
    sent = client.post(root, json.dumps([usual, other]), content_type="application/json")

    rows = {each["label"]: each for each in sent.json()}
    assert sent.status_code == 201
    assert [rows[label]["is_altered"] for label in ("摊位全景", "监控截图")] == [False, True]
    assert rows["监控截图"]["refused_by"] == ["PEN-022"] * 6
    assert rows["监控截图"]["sha256"] == stored["sha256"]
    assert client.get(root).json() == sent.json()
    exhibit = Exhibit.objects.get(label="摊位全景")
    assert (exhibit.longitude, exhibit.officer) == (121.59, squad.handlers[0])


def test_a_file_that_somebody_else_sent_is_none() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="interview_record")
    file = SimpleUploadedFile("现场.jpg", photograph(1, 40))
    stored = client_of(squad.co_host).post("/api/v1/exhibits/files", {"file": file}).json()
    body = {
        "attachment": stored["id"],
        "kind": "audiovisual",
        "label": "摊位全景",
        "captured_at": NOW.isoformat(),
        "obtained_from": "现场",
    }

    answer = client_of(squad.host).post(
        f"/api/v1/cases/{case.dossier.public_id}/exhibits",
        json.dumps([body]),
        content_type="application/json",
    )

    assert (answer.status_code, Exhibit.objects.count()) == (404, 0)
    assert CustodyEntry.objects.count() == 0
