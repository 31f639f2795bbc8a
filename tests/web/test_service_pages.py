"""The pages of service: what waits, one document with its tries and periods, and its steps."""

import datetime as dt
from collections.abc import Callable, Iterator

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.capabilities.service.models import AddressForService, ServiceAttempt
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.services import (
    DELIVERED_AT,
    ENTERED_AT,
    Waiting,
    another_document,
    consent,
    fail,
    make_waiting,
)
from tests.kernel.sample_files import photo

pytestmark = pytest.mark.django_db

LATER = clock.at_local(dt.date(2026, 3, 20), dt.time(10))
MOMENT = f"{clock.local(DELIVERED_AT):%Y-%m-%dT%H:%M}"
ANNOUNCEMENT = {
    "recipient": "张演示",
    "reason": "户籍地查无此人",
    "whereabouts_unknown": "on",
    "published_on": "2026-03-12",
    "place": "board",
    "where": "公告栏",
}


@pytest.fixture(autouse=True)
def _on_friday() -> Iterator[None]:
    with clock.standing_at(ENTERED_AT):
        yield


@pytest.fixture
def waiting() -> Waiting:
    return make_waiting()


@pytest.fixture
def leader(staff: Callable[..., Client]) -> Client:
    return staff(Role.SQUAD_LEADER)


def shown(client: Client, address: str) -> str:
    """Return a page that is there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def handed(waiting: Waiting) -> dict[str, object]:
    """Return the form of a personal service."""
    return {
        "mode": "personal",
        "delivered_at": MOMENT,
        "receiver": "recipient",
        "signature": "张演示",
        "servers": waiting.servers,
    }


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_shows_what_waits_with_the_day_by_which(
    waiting: Waiting, leader: Client, count: int
) -> None:
    for _ in range(count - 1):
        another_document(waiting)
    leader.get("/service/")

    with CaptureQueriesContext(connection) as captured:
        said = shown(leader, "/service/")

    assert said.count("data-row=") == count
    assert (
        said.count("（到期：3月19日（周四））") == count
    )  # the seventh working day after 2026-03-10
    reads = [each for each in captured if "capabilities_documents_document" in each["sql"]]
    assert len(reads) == 2


def test_a_document_that_is_late_stands_under_its_own_tab(
    waiting: Waiting, staff: Callable[..., Client]
) -> None:
    on_the_last_day = clock.at_local(dt.date(2026, 3, 19), dt.time(10))

    with clock.standing_at(on_the_last_day):
        reader = staff(Role.SQUAD_LEADER)
        still_in_time = shown(reader, "/service/?tab=overdue")
    with clock.standing_at(LATER):
        reader = staff(Role.SQUAD_LEADER, username="another")
        late = shown(reader, "/service/?tab=overdue")
        page = shown(reader, f"/service/{waiting.code}/")

    assert (still_in_time.count("data-row="), late.count("data-row=")) == (0, 1)
    assert "应当在 2026-03-19 前送达，至 2026-03-20 尚未办理。" in page


def test_the_list_is_exported(waiting: Waiting, leader: Client) -> None:
    answer = leader.get("/service/?export=csv")

    said = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert waiting.document.number in said.decode("utf-8-sig")
    assert "2026-03-19" in said.decode("utf-8-sig")


def test_the_page_offers_the_fields_of_the_mode_and_no_others(
    waiting: Waiting, leader: Client
) -> None:
    personal = shown(leader, f"/service/{waiting.code}/")
    by_post = shown(leader, f"/service/{waiting.code}/?mode=post")

    fields = ('name="receiver"', 'name="return_slip"', 'name="refusal"')
    assert [name in personal for name in fields] == [True, False, False]
    assert [name in by_post for name in fields] == [False, True, False]


def test_a_closed_way_says_why_and_shows_no_form(waiting: Waiting, leader: Client) -> None:
    before = shown(leader, f"/service/{waiting.code}/?mode=electronic")
    consent(waiting)
    after = shown(leader, f"/service/{waiting.code}/?mode=electronic")

    assert ("ORD-014" in before, 'name="arrival_record"' in before) == (True, False)
    assert ("ORD-014" in after, 'name="arrival_record"' in after) == (False, True)


def test_a_served_document_shows_its_day_and_the_periods_that_run(
    waiting: Waiting, leader: Client
) -> None:
    leader.post(f"/service/{waiting.code}/deliveries/", handed(waiting))

    said = shown(leader, f"/service/{waiting.code}/")

    assert "3月12日（周四）" in said
    assert "3月27日（周五）" in said  # fifteen days to pay
    assert "5月11日（周一）" in said  # sixty days for reconsideration
    assert 'name="receiver"' not in said


def test_a_failed_attempt_is_recorded_and_opens_the_announcement(
    waiting: Waiting, leader: Client
) -> None:
    form = {
        "failure-mode": "personal",
        "failure-attempted_at": MOMENT,
        "failure-failure": "nobody_there",
        "failure-servers": waiting.servers,
    }

    leader.post(f"/service/{waiting.code}/failures/", form)
    after_one = shown(leader, f"/service/{waiting.code}/?mode=announcement")
    leader.post(f"/service/{waiting.code}/failures/", {**form, "failure-mode": "post"})
    after_two = shown(leader, f"/service/{waiting.code}/?mode=announcement")

    assert "没有试过其他送达方式：邮寄送达。" in after_one
    assert "没有试过其他送达方式" not in after_two
    assert ServiceAttempt.objects.filter(document=waiting.document, outcome="failed").count() == 2


def test_an_announcement_runs_and_may_be_withdrawn(waiting: Waiting, leader: Client) -> None:
    leader.post(f"/service/{waiting.code}/announcement/", ANNOUNCEMENT)
    running = shown(leader, f"/service/{waiting.code}/")
    form = {"withdrawal-reason": "当事人来领"}
    answer = leader.post(f"/service/{waiting.code}/withdrawal/", form)
    after = shown(leader, f"/service/{waiting.code}/")

    assert ("公告期内" in running, "4月13日" in running) == (True, True)
    assert answer.status_code == 303
    assert ("当事人来领" in after, 'name="receiver"' in after) == (True, True)


def test_a_withdrawal_without_reason_is_refused_on_the_page(
    waiting: Waiting, leader: Client
) -> None:
    leader.post(f"/service/{waiting.code}/announcement/", ANNOUNCEMENT)

    answer = leader.post(f"/service/{waiting.code}/withdrawal/", {})

    assert answer.status_code == 422
    assert ServiceAttempt.objects.get(document=waiting.document).outcome == "served"


def test_an_address_is_confirmed_with_the_signed_paper(waiting: Waiting, leader: Client) -> None:
    form = {
        "address-signer": "张演示",
        "address-address": "演示路1号",
        "address-since": "2026-03-12",
        "address-consents": "on",
        "address-channel": "message",
        "address-electronic_address": "000-00000000",
    }

    without = leader.post(f"/service/{waiting.code}/address/", form)
    signed = SimpleUploadedFile("p.jpg", photo(), "image/jpeg")
    answer = leader.post(
        f"/service/{waiting.code}/address/", {**form, "address-attachment": signed}
    )

    assert (without.status_code, answer.status_code) == (422, 303)
    assert 'value="演示路1号"' in without.content.decode()
    assert AddressForService.objects.get().consents
    assert "演示路1号" in shown(leader, f"/service/{waiting.code}/")


def test_the_proof_of_service_is_made_and_given_as_a_file(waiting: Waiting, leader: Client) -> None:
    before = leader.post(f"/service/{waiting.code}/proof/")
    leader.post(f"/service/{waiting.code}/deliveries/", handed(waiting))

    made = leader.post(f"/service/{waiting.code}/proof/")
    proof = ServiceAttempt.objects.get(document=waiting.document).proof_document
    assert proof is not None
    answer = leader.get(f"/service/{proof.check_code}/pdf/")

    assert (before.status_code, made.status_code) == (404, 303)
    assert answer.content.startswith(b"%PDF")


def test_an_open_effective_day_is_settled_on_the_page(waiting: Waiting, leader: Client) -> None:
    leader.post(f"/service/{waiting.code}/announcement/", ANNOUNCEMENT)
    attempts = ServiceAttempt.objects.filter(document=waiting.document)
    attempts.update(outcome="pending", effective_on=None)

    open_still = shown(leader, f"/service/{waiting.code}/")
    answers = [leader.post(f"/service/{waiting.code}/effective-day/") for _ in range(2)]

    assert "次年放假安排公布后确定" in open_still
    assert [answer.status_code for answer in answers] == [303, 409]
    assert attempts.get().effective_on == dt.date(2026, 4, 13)


def test_the_page_leads_to_the_other_documents_of_the_case(
    waiting: Waiting, leader: Client
) -> None:
    said = shown(leader, f"/service/{waiting.code}/")

    assert f"/service/{waiting.case.decision.document.check_code}/" in said


def test_what_failed_before_does_not_hide_the_periods_on_the_page_of_the_case(
    leader: Client,
) -> None:
    waiting = make_waiting()
    document = waiting.case.decision.document
    served = ServiceAttempt.objects.get(document=document)
    earlier = served.attempted_at - dt.timedelta(days=1)
    ServiceAttempt.objects.create(
        authority=served.authority,
        dossier=served.dossier,
        document=document,
        mode="personal",
        outcome="failed",
        failure="nobody_there",
        attempted_at=earlier,
    )

    said = shown(leader, f"/cases/{waiting.case.dossier.public_id}/")

    assert "缴纳罚款届满" in said


def test_the_case_leads_to_the_service_of_its_decision(waiting: Waiting, leader: Client) -> None:
    said = shown(leader, f"/cases/{waiting.case.dossier.public_id}/")

    assert f"/service/{waiting.case.decision.document.check_code}/" in said


def test_a_page_costs_few_statements_however_many_tries(waiting: Waiting, leader: Client) -> None:
    address = f"/service/{waiting.code}/"
    fail(waiting, "personal")
    leader.get(address)

    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            shown(leader, address)
        counts.append(len(captured))
        fail(waiting, "personal", "post", "entrusted")

    assert counts[0] == counts[1]
    assert counts[0] <= 25
