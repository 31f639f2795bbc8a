"""Reports through the interface: a flood is stopped, and codes are not guessed."""

import uuid
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel.choices import Role
from fazhi.proceedings.issues.models import Report
from fazhi.web import limits
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.issues import make_report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fazhi.web.api.reports.REPORTS", limits.Limit(uuid.uuid4().hex, 2, 600))
    monkeypatch.setattr("fazhi.web.api.reports.WRONG_CODES", limits.Limit(uuid.uuid4().hex, 2, 600))


def _send(client: Client, number: int, channel: str = "portal") -> Any:
    return client.post(
        "/api/v1/reports",
        {"statement": "路灯不亮", "channel": channel},
        content_type="application/json",
        headers={"Idempotency-Key": f"report-{number:04}"},
    )


def test_more_reports_than_people_send_are_not_taken_and_the_answer_says_when_again(
    client: Client,
) -> None:
    statuses = [_send(client, number).status_code for number in range(3)]
    refused = _send(client, 4).json()["error"]

    assert statuses == [201, 201, 429]
    assert refused["kind"] == "too_often"
    assert "过十分钟" in refused["message"]
    assert Report.objects.count() == 2


def test_a_report_that_was_refused_does_not_count(client: Client) -> None:
    for number in range(3):
        wrong = client.post(
            "/api/v1/reports",
            {"statement": ""},
            content_type="application/json",
            headers={"Idempotency-Key": f"wrong-{number:04}"},
        )
        assert wrong.status_code == 422

    assert _send(client, 1).status_code == 201


def test_the_staff_may_enter_as_many_as_call(client: Client) -> None:
    sign_in_client(client, make_account(Role.CLERK))

    assert {_send(client, number, "telephone").status_code for number in range(4)} == {201}


def test_who_guesses_codes_is_told_nothing_any_more_not_even_of_the_right_one(
    client: Client,
) -> None:
    right = make_report(category_code="").follow_code
    assert client.get(f"/api/v1/reports/{right}").status_code == 200

    guesses = [client.get(f"/api/v1/reports/{right[:-1]}{last}") for last in "!?"]

    assert {guess.status_code for guess in guesses} == {404}
    assert client.get(f"/api/v1/reports/{right}").status_code == 404
