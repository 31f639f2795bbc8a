"""Payments on fines, on the page and through the API: answered by the same table."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from fazhi.capabilities.payments.models import Payment
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import file_cases
from fazhi.proceedings.cases.inputs import FinePaymentInput
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_town
from tests.proceedings.cases.payment_table import LATER, Row, entered, make_case, rows

pytestmark = pytest.mark.django_db

STATUSES = {"": 303, "rule": 422, "input": 422, "conflict": 409}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def clerk(staff: Callable[..., Client]) -> Client:
    return staff(Role.CLERK)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_page_answers_as_the_table_says(town: Town, clerk: Client, row: Row) -> None:
    given = entered(town, row)

    with clock.standing_at(LATER):
        answer = clerk.post(f"{_page(given)}payments/", _form(given))

    page = answer.content.decode()
    assert answer.status_code == STATUSES[row.refused]
    assert Payment.objects.count() == (0 if row.refused else 1)
    if row.refused:
        assert f'value="{given.amount}"' in page
        assert not given.receipt_number.strip() or f'value="{given.receipt_number}"' in page
    if row.refused == "rule":
        assert row.rule in page
        assert "《行政处罚法》" in page
        assert "refusal-next" in page


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_api_answers_as_the_table_says(town: Town, clerk: Client, row: Row) -> None:
    given = entered(town, row)

    with clock.standing_at(LATER):
        answer = clerk.post(
            f"/api/v1{_page(given)}payments",
            json.dumps(_form(given) | {"ground": given.ground}),
            content_type="application/json",
        )

    assert answer.status_code == (STATUSES[row.refused] if row.refused else 200)
    assert Payment.objects.count() == (0 if row.refused else 1)
    if row.refused == "rule":
        answers = {each["rule"]: each for each in answer.json()["error"]["answers"]}
        assert answers[row.rule]["provisions"] != []
        assert answers[row.rule]["next_step"]["en"] != ""


def test_a_late_fine_is_paid_on_the_page_after_the_fine(town: Town, clerk: Client) -> None:
    late = entered(town, Row("", "", {"paid_on": LATER.date()}))
    file_cases(town.clerk, [late.case_id])
    address = f"{_page(late)}payments/"

    with clock.standing_at(LATER):
        first = clerk.get(address).content.decode()
        clerk.post(address, _form(late))
        second = clerk.get(address).content.decode()
        clerk.post(
            address, _form(late) | {"part": "late_fine", "amount": "50", "receipt_number": "二"}
        )

    assert '<option value="fine" selected>' in first
    assert '<option value="late_fine" selected>' in second
    assert 'value="50' in second
    assert Case.objects.get().status == "performed"


def test_the_page_of_a_case_says_that_its_filing_is_or_was_late(town: Town, clerk: Client) -> None:
    case = make_case(town)
    address = f"/cases/{case.dossier.public_id}/"

    with clock.standing_at(NOW):
        in_time = clerk.get(address).content.decode()
    with clock.standing_at(LATER):
        waiting = clerk.get(address).content.decode()
        clerk.post(f"{address}filing/")
        filed = clerk.get(address).content.decode()

    assert "立即备案，并记明迟延原因" not in in_time
    assert "立即备案，并记明迟延原因" in waiting
    assert "逾期备案" in filed


def test_steps_out_of_turn_are_refused_with_article_and_next_step(
    town: Town, clerk: Client
) -> None:
    address = f"/cases/{make_case(town).dossier.public_id}/"

    early = clerk.post(f"{address}closure/")
    clerk.post(f"{address}filing/")
    twice = clerk.post(f"{address}filing/")

    assert (early.status_code, twice.status_code) == (409, 409)
    assert "《行政处罚法》第五十二条、第六十六条" in early.content.decode()
    assert "已经备案，不必再办" in twice.content.decode()


def test_the_api_takes_the_steps_in_their_turn_only(town: Town, clerk: Client) -> None:
    given = entered(town, Row("", "", {}))
    address = f"/api/v1{_page(given)}"

    with clock.standing_at(LATER):
        early = clerk.post(f"{address}closure")
        statuses = [clerk.post(f"{address}filing").json()["status"]]
        twice = clerk.post(f"{address}filing")
        form = json.dumps(_form(given) | {"ground": None})
        paid = clerk.post(f"{address}payments", form, content_type="application/json")
        statuses += [paid.json()["status"], clerk.post(f"{address}closure").json()["status"]]

    assert statuses == ["filed", "performed", "closed"]
    assert (early.status_code, twice.status_code) == (409, 409)
    assert "《行政处罚法》第五十二条、第六十六条" in early.json()["error"]["message"]


def _page(given: FinePaymentInput) -> str:
    return f"/cases/{Case.objects.get(pk=given.case_id).dossier.public_id}/"


def _form(given: FinePaymentInput) -> dict[str, Any]:
    return {
        "amount": str(given.amount),
        "paid_on": given.paid_on.isoformat(),
        "channel": str(given.channel),
        "ground": str(given.ground or ""),
        "part": str(given.part),
        "request": given.request,
        "receipt_number": given.receipt_number,
    }
