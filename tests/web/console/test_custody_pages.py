"""The pages of custody: from the case to the store-room and back, each act where it belongs."""

import datetime as dt
import hashlib
import io
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pypdf import PdfReader

from fazhi.capabilities.evidence.actions import bind_footage
from fazhi.capabilities.evidence.choices import DeviceKind, EndedAs, HeldAs, ShownAct
from fazhi.capabilities.evidence.inputs import FootageBindingInput
from fazhi.capabilities.evidence.models import (
    CustodyEntry,
    DeviceQualification,
    EvidenceDevice,
    Exhibit,
    Footage,
    FootageErasure,
    Holding,
    StoreRoom,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.models import Case
from tests.factories.accounts import sign_in_client
from tests.factories.cases import photograph
from tests.factories.custody import (
    DAY,
    DUE_ON,
    NOW,
    Store,
    decide,
    make_device,
    make_footage,
    make_holdings,
    make_store,
    make_stored,
)
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad, make_step, take
from tests.factories.sheets import as_csv, read_back

pytestmark = pytest.mark.django_db
MOMENT = NOW.astimezone(dt.timezone(dt.timedelta(hours=8))).strftime("%Y-%m-%dT%H:%M")


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def squad() -> Squad:
    return make_squad()


@pytest.fixture
def case(squad: Squad) -> Case:
    return make_ordinary_case(squad, until="gather_evidence")


def client_of(seat: Seat) -> Client:
    """Return the client of the person who sits there."""
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def text_of(answer: Any) -> str:
    return str(answer.content.decode())


@pytest.mark.parametrize("names", [("摊车",), ("摊车", "折叠桌", "塑料凳")])
def test_the_list_of_things_costs_few_statements(
    store: Store, names: tuple[str, ...], django_assert_max_num_queries: Any
) -> None:
    make_stored(store, names)
    client = client_of(store.clerk)
    client.get("/custody/")

    with django_assert_max_num_queries(4 + 6):  # six know the person, as on every page
        page = text_of(client.get("/custody/"))

    assert [name in page for name in names] == [True] * len(names)
    assert "涉案财物库房" in page


def test_the_tabs_and_the_file_of_the_list_show_what_is_overdue(store: Store) -> None:
    make_stored(store)
    (loose,) = make_holdings(store, ("折叠桌",))

    with clock.standing_at(clock.at_local(DUE_ON + dt.timedelta(days=1), dt.time(9))):
        client = client_of(store.clerk)
        overdue = text_of(client.get("/custody/?tab=overdue"))
        unplaced = text_of(client.get("/custody/?tab=loose"))
        found = text_of(client.get("/custody/?tab=all&q=折叠"))
        file = client.get("/custody/?tab=all&export=csv")

    assert ("摊车" in overdue, "超期" in overdue) == (True, True)
    assert (loose.number in unplaced, "摊车" in unplaced) == (True, False)
    assert ("折叠桌" in found, "摊车" in found) == (True, False)
    lines = b"".join(file.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    assert len(lines) == 4 + 2


def test_a_thing_goes_its_whole_way_on_its_page(store: Store) -> None:
    (row,) = make_holdings(store)
    clerk, other = client_of(store.clerk), client_of(store.other)
    root = f"/custody/{row.pk}/"
    receipt = {
        "store_room": str(store.room.pk),
        "amount": "1",
        "unit": "辆",
        "condition": "轮胎破损",
        "shelf": "A-01",
        "at": MOMENT,
        "giver": "",
    }

    answers = [clerk.post(f"{root}receipt/", receipt)]
    to_other = {"to_officer": str(store.officers[1].pk), "reason": "送检保管。", "store_room": ""}
    answers.append(clerk.post(f"{root}hand-over/", to_other))
    offer = CustodyEntry.objects.get(kind="offered")
    waiting = text_of(other.get("/custody/offers/"))
    said = {f"{offer.pk}-is_accepted": "yes", f"{offer.pk}-reason": "点清。"}
    answers.append(other.post(f"/custody/offers/{offer.pk}/answer/", said))
    noted = {"kind": "lent", "at": MOMENT, "receiver": "检测机构", "reason": "检测。"}
    answers.append(clerk.post(f"{root}notes/", noted))
    answers.append(clerk.post(f"{root}notes/", noted | {"kind": "given_back"}))
    back = {"to_officer": str(store.keeper.pk), "reason": "送回。", "store_room": ""}
    answers.append(other.post(f"{root}hand-over/", back | {"store_room": str(store.room.pk)}))
    offer = CustodyEntry.objects.get(kind="offered", answer=None)
    said = {f"{offer.pk}-is_accepted": "yes", f"{offer.pk}-reason": "点清。"}
    answers.append(clerk.post(f"/custody/offers/{offer.pk}/answer/", said))
    ended = {"end": "returned", "decided_on": DAY.isoformat(), "reason": "不再需要。"}
    answers.append(clerk.post(f"{root}outcome/", ended))
    gone = {"receiver": "张某", "at": MOMENT, "reason": "依据决定退还。"}
    answers.append(clerk.post(f"{root}delivery/", gone))

    assert [each.status_code for each in answers] == [303] * 9
    assert row.number in waiting
    row.refresh_from_db()
    assert (row.left_on, row.decided and row.decided.end) == (DAY, EndedAs.RETURNED)
    page = text_of(clerk.get(root))
    assert [words in page for words in ("入库", "检测机构", "退还财物收据", "已出库")] == [True] * 4


def test_what_the_law_refuses_is_said_with_its_article_and_what_was_typed_is_kept(
    store: Store,
) -> None:
    (row,) = make_stored(store)
    late = DUE_ON + dt.timedelta(days=1)

    with clock.standing_at(clock.at_local(late, dt.time(9))):
        client = client_of(store.clerk)
        page = text_of(client.get(f"/custody/{row.pk}/"))
        ended = {"end": "tested", "decided_on": late.isoformat(), "reason": "送检。"}
        answer = client.post(f"/custody/{row.pk}/outcome/", ended)

    refused = text_of(answer)
    assert ("ORD-003" in page, "保存措施已经失效" in page) == (True, True)
    assert answer.status_code == 422
    assert ("《行政处罚法》第五十六条" in refused, 'value="送检。"' in refused) == (True, True)
    assert not Holding.objects.filter(outcome__isnull=False).exists()


def test_what_cannot_be_passed_on_is_a_conflict_on_the_page(store: Store) -> None:
    (row,) = make_stored(store)
    client = client_of(store.clerk)
    to_other = {"to_officer": str(store.officers[1].pk), "reason": "交接。", "store_room": ""}
    client.post(f"/custody/{row.pk}/hand-over/", to_other)

    answer = client.post(f"/custody/{row.pk}/hand-over/", to_other)

    assert (answer.status_code, "正在移交" in text_of(answer)) == (409, True)


def test_things_are_registered_line_by_line_for_a_file(store: Store) -> None:
    client = client_of(store.taker)
    form = {
        "dossier": store.dossier.public_id,
        "kind": "seizure",
        "since": DAY.isoformat(),
        "items": "摊车 1辆，轮胎破损\n煤气罐 两个",
        "place": "",
        "officers": [str(each.pk) for each in store.officers],
        "before": "",
    }

    answer = client.post("/custody/new/", form)
    unknown = client.post("/custody/new/", form | {"dossier": "nothing"})

    assert (answer.status_code, unknown.status_code) == (303, 422)
    rows = Holding.objects.order_by("number")
    assert [(each.name, each.quantity) for each in rows] == [("摊车", "1辆"), ("煤气罐", "2个")]


def test_a_thing_that_stays_goes_on_from_the_form(store: Store) -> None:
    (row,) = make_stored(store)
    decide(store, row, EndedAs.SEIZED)
    client = client_of(store.clerk)

    page = text_of(client.get(f"/custody/{row.pk}/"))
    form = {
        "dossier": store.dossier.public_id,
        "kind": "seizure",
        "since": DAY.isoformat(),
        "items": "摊车",
        "officers": [str(store.officers[0].pk)],
        "before": str(row.pk),
    }
    answer = client.post("/custody/new/", form)

    assert "请按新的控制方式接续登记" in page
    assert answer.status_code == 303
    assert Holding.objects.get(kind=HeldAs.SEIZURE).before == row


def test_a_store_room_is_opened_and_counted(store: Store) -> None:
    cart, table = make_stored(store, ("摊车", "折叠桌"))
    client = client_of(store.clerk)
    room = {
        "name": "二号库房",
        "place": "二楼",
        "keeper": str(store.keeper.pk),
        "since": DAY.isoformat(),
    }
    counted = {
        "at": MOMENT,
        f"amount_{cart.pk.hex}": "1",
        f"condition_{cart.pk.hex}": "完好",
        f"amount_{table.pk.hex}": "0",
        f"condition_{table.pk.hex}": "没有找到",
    }

    opened = client.post("/custody/store-rooms/new/", room)
    twice = client.post("/custody/store-rooms/new/", room)
    done = client.post(f"/custody/store-rooms/{store.room.pk}/inventory/", counted, follow=True)

    assert (opened.status_code, twice.status_code) == (303, 409)
    assert StoreRoom.objects.count() == 2
    assert "盘点 2 件，账实不符 1 件。" in text_of(done)


def recorded(device: EvidenceDevice, **changes: str) -> dict[str, str]:
    """Return a row of a list of recordings."""
    usual = {
        "设备编号": device.number,
        "开始时间": "2026-03-10 10:00",
        "结束时间": "2026-03-10 10:30",
        "文件指纹": "ab" * 32,
        "存储位置": "采集站",
        "案卷编号": "",
        "所示行为": "",
    }
    return usual | changes


def test_recordings_are_imported_and_bound_on_their_pages(
    store: Store, squad: Squad, case: Case
) -> None:
    device = make_device(store)
    client = client_of(squad.host)

    def send(act: str, **changes: str) -> Any:
        file = SimpleUploadedFile("list.csv", as_csv([recorded(device, **changes)]))
        return client.post("/custody/footage/import/", {"file": file, "act": act})

    tried, wrong, written = send("try"), send("sheet", 设备编号="没有"), send("write")
    footage = Footage.objects.get()
    root = f"/custody/footage/{footage.pk}/"
    bind = {"case": case.dossier.public_id, "act": "inspection", "act_on": DAY.isoformat()}
    bound = client.post(f"{root}bindings/", bind)
    elsewhere = client.post(f"{root}bindings/", bind | {"act_on": "2026-03-09"})

    assert "共 1 行，未变 0 行，错误 0 处。" in text_of(tried)
    assert read_back(wrong.content)[0]["原因"] == "设备编号：没有登记这台设备。"
    assert [each.status_code for each in (written, bound, elsewhere)] == [303, 303, 422]
    assert "现场检查" in text_of(client.get(root))


def test_only_what_may_go_is_deleted_on_its_page(store: Store) -> None:
    kept, free = make_footage(store), make_footage(store)
    given = FootageBindingInput(
        footage_id=kept.pk, dossier=store.dossier, act=ShownAct.SERVICE, act_on=DAY
    )
    bind_footage(store.taker, [given])
    late = free.keep_until + dt.timedelta(days=1)
    gone = {"erased_on": late.isoformat(), "reason": "期满。"}

    with clock.standing_at(clock.at_local(late, dt.time(9))):
        keeper = client_of(store.clerk)
        answers = [
            keeper.post(f"/custody/footage/{each.pk}/erasure/", gone).status_code
            for each in (kept, free)
        ]
        listed = text_of(keeper.get("/custody/footage/?tab=erased"))

    assert answers == [409, 303]
    assert FootageErasure.objects.get().footage == free
    assert listed.count("data-row=") == 1


def test_a_device_is_registered_and_judged_on_its_page(store: Store) -> None:
    client = client_of(store.clerk)
    form = {
        "kind": "monitoring",
        "number": "M-1",
        "name": "路口监控",
        "place": "测试路口",
        "since": DAY.isoformat(),
    }

    made = client.post("/custody/devices/new/", form)
    twice = client.post("/custody/devices/new/", form)
    device = EvidenceDevice.objects.get()
    before = text_of(client.get(f"/custody/devices/{device.pk}/"))
    for kind in ("legal_review", "technical_review", "sign", "location_published"):
        given = {"kind": kind, "since": DAY.isoformat(), "reference": "审字1号"}
        client.post(f"/custody/devices/{device.pk}/qualifications/", given)
    after = text_of(client.get(f"/custody/devices/{device.pk}/"))
    refused = client.post(f"/custody/devices/{device.pk}/qualifications/", {"kind": "sign"})

    assert (made.status_code, twice.status_code, refused.status_code) == (303, 409, 422)
    assert ("PEN-022" in before, "PEN-022" in after) == (True, False)
    assert DeviceQualification.objects.count() == 4
    assert "M-1" in text_of(client.get("/custody/devices/"))


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", ["/custody/footage/", "/custody/devices/"])
def test_the_other_lists_cost_few_statements(
    store: Store, count: int, address: str, django_assert_max_num_queries: Any
) -> None:
    for _one in range(count):
        footage = make_footage(store)
        given = FootageBindingInput(
            footage_id=footage.pk, dossier=store.dossier, act=ShownAct.SERVICE, act_on=DAY
        )
        bind_footage(store.taker, [given])
    client = client_of(store.clerk)
    client.get(address)

    with django_assert_max_num_queries(4 + 6):  # six know the person, as on every page
        page = text_of(client.get(address))

    assert page.count("data-row=") == count


def test_the_page_of_a_case_names_what_is_not_in_order_and_leads_there(
    squad: Squad, case: Case, django_assert_max_num_queries: Any
) -> None:
    store = make_store(case.dossier)
    make_stored(store, kind=HeldAs.SEIZURE)
    make_holdings(store, ("折叠桌",))
    Exhibit.objects.update(device_sha256="0" * 64)
    root = f"/cases/{case.dossier.public_id}/"

    with clock.standing_at(clock.at_local(DUE_ON + dt.timedelta(days=1), dt.time(9))):
        client = client_of(squad.host)
        client.get(root)
        with django_assert_max_num_queries(25 + 6):  # six know the person, as on every page
            page = text_of(client.get(root))

    wanted = ("没有执法记录仪录像", "保存措施已经失效", "指纹不一致", f"{root}evidence/")
    assert [words in page for words in wanted] == [True] * 4


def test_evidence_is_taken_on_the_page_and_a_difference_is_kept_and_shown(
    squad: Squad, case: Case
) -> None:
    client = client_of(squad.host)
    root = f"/cases/{case.dossier.public_id}/"
    data = photograph(1, 40)
    form = {
        "kind": "audiovisual",
        "label": "摊位全景",
        "obtained_from": "现场拍摄",
        "captured_at": MOMENT,
        "sha256": "0" * 64,
        "file": SimpleUploadedFile("现场.jpg", data),
    }

    added = client.post(f"{root}evidence/new/", form)
    exhibit = Exhibit.objects.get(label="摊位全景")
    shown = text_of(client.get(f"{root}exhibits/{exhibit.pk}/"))
    explained = {"kind": "explained", "at": MOMENT, "reason": "手机压缩后上传，原件已保存。"}
    noted = client.post(f"{root}exhibits/{exhibit.pk}/notes/", explained)
    page = text_of(client.get(f"{root}evidence/"))

    assert (added.status_code, noted.status_code) == (303, 303)
    assert (exhibit.sha256, exhibit.is_altered) == (hashlib.sha256(data).hexdigest(), True)
    assert [hash_ in shown for hash_ in (exhibit.sha256, "0" * 64)] == [True, True]
    assert ("与取证时不一致" in page, "说明原因" in page) == (True, False)
    picture = client.get(f"{root}exhibits/{exhibit.pk}/picture/")
    assert picture.headers["Content-Type"] == "image/jpeg"


def test_the_file_that_a_step_left_open_follows_once(squad: Squad, case: Case) -> None:
    client = client_of(squad.host)
    exhibit = Exhibit.objects.get(dossier=case.dossier)
    root = f"/cases/{case.dossier.public_id}/exhibits/{exhibit.pk}/"

    def send() -> Any:
        return client.post(
            f"{root}file/", {"file": SimpleUploadedFile("现场.jpg", photograph(1, 40))}
        )

    before = text_of(client.get(root))
    first, second = send(), send()

    assert ("待补传文件" in before, first.status_code, second.status_code) == (True, 303, 409)


def test_an_original_is_handed_over_from_its_page(squad: Squad, case: Case) -> None:
    store = make_store(case.dossier)
    exhibit = Exhibit.objects.get(dossier=case.dossier)
    root = f"/cases/{case.dossier.public_id}/exhibits/{exhibit.pk}/"
    client = client_of(squad.host)
    given = {"to_officer": str(store.keeper.pk), "reason": "原件入库。", "store_room": ""}

    answer = client.post(f"{root}hand-over/", given)
    waiting = text_of(client_of(store.clerk).get("/custody/offers/"))

    assert (answer.status_code, exhibit.label in waiting) == (303, True)


def test_a_volume_leaves_with_a_row_on_every_exhibit(squad: Squad, case: Case) -> None:
    store = make_store(case.dossier)
    make_footage(store)
    client = client_of(squad.reviewer)
    root = f"/cases/{case.dossier.public_id}/evidence/volume/"

    refused = client.post(root, {"reason": ""})
    answer = client.post(root, {"reason": "移送复议机关。", "receiver": "某区政府"})

    assert refused.status_code == 422
    assert len(PdfReader(io.BytesIO(answer.content)).pages) >= 2
    (row,) = CustodyEntry.objects.filter(kind="exported")
    assert (row.reason, row.receiver) == ("移送复议机关。", "某区政府")


def test_the_step_of_a_case_offers_the_devices_of_the_register(squad: Squad) -> None:
    case = make_ordinary_case(squad, until="interview_record")
    store = make_store(case.dossier)
    device = make_device(store, DeviceKind.MONITORING)
    client = client_of(squad.host)

    page = text_of(client.get(f"/cases/{case.dossier.public_id}/steps/gather_evidence/"))

    assert device.number in page
    assert "device_legally_reviewed" not in page


def test_preserved_things_are_on_the_page_of_their_case(squad: Squad, case: Case) -> None:
    take(squad, make_step(squad, case, "registration_preservation"))

    page = text_of(client_of(squad.host).get(f"/cases/{case.dossier.public_id}/evidence/"))

    assert [name in page for name in ("摊车", "折叠桌", "先行登记保存")] == [True] * 3
