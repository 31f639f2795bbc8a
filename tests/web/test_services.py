"""Service in every mode: on the page, through the API, one or many, by one table of cases."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from fazhi.capabilities.service.choices import ServiceOutcome
from fazhi.capabilities.service.models import ServiceAttempt
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.services import (
    DELIVERED_AT,
    ENTERED_AT,
    Entered,
    Waiting,
    another_document,
    body,
    fail,
    make_waiting,
    prepare,
    table,
)
from tests.kernel.sample_files import photo

pytestmark = pytest.mark.django_db

WITHOUT_CONSENT = "电子送达，没有确认书"
#: Within one case the consent of one document serves for the other; that has a test of its own.
BATCHED = [pytest.param(row, id=row.name) for row in table() if row.name != WITHOUT_CONSENT]
SERVED = [pytest.param(row, id=row.name) for row in table() if row.is_served]
REFUSED = [pytest.param(row, id=row.name) for row in table() if not row.is_served]

Send = Callable[[Waiting, Entered], Any]


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


def on_the_page(client: Client, waiting: Waiting, row: Entered) -> Any:
    """Send a line of the table from the form of its mode."""
    step = "announcement" if row.mode == "announcement" else "deliveries"
    form = {key: value for key, value in row.form.items() if value is not False}
    if form.pop("photograph", False):
        form["photograph"] = SimpleUploadedFile("p.jpg", photo(), "image/jpeg")
    if step == "deliveries":
        moment = f"{clock.local(DELIVERED_AT):%Y-%m-%dT%H:%M}"
        form |= {"mode": row.mode, "delivered_at": moment, "servers": waiting.servers}
    return client.post(f"/service/{waiting.code}/{step}/", form)


def through_the_api(client: Client, bodies: Any, row: Entered) -> Any:
    """Send a line of the table, or several, as JSON."""
    step = "announcements" if row.mode == "announcement" else "deliveries"
    sent = json.dumps(bodies, default=str)
    return client.post(f"/api/v1/service/{step}", sent, content_type="application/json")


def served_on(waiting: Waiting) -> list[tuple[str, dt.date | None]]:
    """Return mode and effective day of what served the document."""
    rows = ServiceAttempt.objects.filter(document=waiting.document, outcome=ServiceOutcome.SERVED)
    return list(rows.values_list("mode", "effective_on"))


@pytest.mark.parametrize("row", SERVED)
def test_the_page_serves_in_every_mode(waiting: Waiting, leader: Client, row: Entered) -> None:
    prepare(waiting, row)

    answer = on_the_page(leader, waiting, row)

    assert answer.status_code == 303
    assert served_on(waiting) == [(row.mode, row.then["effective_on"])]


@pytest.mark.parametrize("row", REFUSED)
def test_the_page_refuses_with_rule_article_reason_and_next_step_and_keeps_what_was_typed(
    waiting: Waiting, leader: Client, row: Entered
) -> None:
    prepare(waiting, row)

    answer = on_the_page(leader, waiting, row)

    said = answer.content.decode()
    assert answer.status_code == 422
    assert [row.then[name] in said for name in ("rule", "article", "reason", "next_step")] == [
        True
    ] * 4
    kept = row.form["where"] if row.mode == "announcement" else row.form["place"]
    assert f'value="{kept}"' in said
    assert served_on(waiting) == []


@pytest.mark.parametrize("row", SERVED)
def test_the_api_serves_in_every_mode(waiting: Waiting, leader: Client, row: Entered) -> None:
    prepare(waiting, row)

    answer = through_the_api(leader, body(waiting, row), row)

    assert answer.status_code == 201
    assert [(each["mode"], each["effective_on"]) for each in answer.json()] == [
        (row.mode, row.then["effective_on"].isoformat())
    ]
    assert served_on(waiting) == [(row.mode, row.then["effective_on"])]


@pytest.mark.parametrize("row", REFUSED)
def test_the_api_refuses_with_rule_article_reason_and_next_step(
    waiting: Waiting, leader: Client, row: Entered
) -> None:
    prepare(waiting, row)

    answer = through_the_api(leader, body(waiting, row), row)

    found = answer.json()["error"]["answers"][0]
    assert (answer.status_code, found["rule"]) == (422, row.then["rule"])
    assert row.then["article"] in found["provisions"]
    assert row.then["reason"] in found["reason"]["zh"]
    assert row.then["next_step"] in found["next_step"]["zh"]
    assert served_on(waiting) == []


@pytest.mark.parametrize("row", BATCHED)
def test_a_batch_is_written_whole_or_not_at_all(
    waiting: Waiting, leader: Client, row: Entered
) -> None:
    good = next(each for each in table() if each.mode == row.mode and each.is_served)
    second = another_document(waiting)
    prepare(waiting, row)
    fail(waiting, *good.failed, document=second)
    bodies = [body(waiting, good, second.check_code), body(waiting, row)]

    answer = through_the_api(leader, bodies, row)

    written = ServiceAttempt.objects.filter(
        document__in=[waiting.document, second], outcome=ServiceOutcome.SERVED
    )
    expected = (201, 2) if row.is_served else (422, 0)
    assert (answer.status_code, written.count()) == expected


def test_an_electronic_service_without_consent_refuses_the_batch(
    waiting: Waiting, leader: Client
) -> None:
    row = next(each for each in table() if each.name == WITHOUT_CONSENT)
    second = another_document(waiting)
    personal = table()[0]
    bodies = [body(waiting, personal, second.check_code), body(waiting, row)]

    answer = through_the_api(leader, bodies, row)

    assert (answer.status_code, served_on(waiting)) == (422, [])
    assert ServiceAttempt.objects.filter(document=second).count() == 0


def test_a_document_is_served_once(waiting: Waiting, leader: Client) -> None:
    row = table()[0]
    on_the_page(leader, waiting, row)

    again = [on_the_page(leader, waiting, row), through_the_api(leader, body(waiting, row), row)]

    assert [answer.status_code for answer in again] == [409, 409]
    assert served_on(waiting) == [("personal", dt.date(2026, 3, 12))]
