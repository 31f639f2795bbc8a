"""What becomes of a decision, on the pages and through the API: answered by the same table."""

import json
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account, Entry
from fazhi.law.rule import rule_text
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import Town, make_town
from tests.proceedings.cases.execution_table import (
    Row,
    as_form,
    as_json,
    do,
    ready,
    rows,
    seat_of,
)
from tests.proceedings.cases.payment_table import LATER
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

LIST_STATEMENTS, PAGE_STATEMENTS, SEAT_STATEMENTS = 4, 25, 3
STATUSES = {"rule": 422, "input": 422, "conflict": 409}


@pytest.fixture
def town() -> Town:
    return make_town()


def _signed_in(role: Role) -> tuple[Account, Client]:
    account = make_account(role)
    return account, sign_in_client(Client(), account)


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_page_answers_as_the_table_says(town: Town, row: Row) -> None:
    me, client = _signed_in(row.role)
    one = ready(town, row, me)
    before = Entry.objects.count()

    with clock.standing_at(LATER):
        answer = client.post(f"{one.path}/", as_form(one.given))
        page = answer.content.decode()
        file = client.get(f"/cases/{one.case.dossier.public_id}/").content.decode()

    assert answer.status_code == STATUSES.get(row.refused, 303)
    assert (Entry.objects.count() == before) is bool(row.refused)
    if row.refused == "rule":
        assert all(word in page for word in (row.rule, "refusal-next", "《行政"))
    if row.refused and row.do != "closure":
        typed = [value for value in as_form(one.given).values() if len(value) > 4]
        assert [value for value in typed if value not in page] == []
    assert (f'<span class="rule-id">{row.rule}</span>' in file) is row.warned


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_api_answers_as_the_table_says(town: Town, row: Row) -> None:
    me, client = _signed_in(row.role)
    one = ready(town, row, me)
    before = Entry.objects.count()

    with clock.standing_at(LATER):
        answer = client.post(
            f"/api/v1{one.path}", json.dumps(as_json(one.given)), content_type="application/json"
        )

    said = answer.json()
    passed = 201 if row.do not in {"payments", "closure"} else 200
    assert answer.status_code == STATUSES.get(row.refused, passed), said
    assert (Entry.objects.count() == before) is bool(row.refused)
    if row.refused == "rule":
        answers = {each["rule"]: each for each in said["error"]["answers"]}
        assert answers[row.rule]["provisions"] != []
        assert answers[row.rule]["next_step"]["en"] != ""
    if not row.refused and passed == 201:
        warned = {each["rule"] for each in said["warnings"]}
        assert (row.rule in warned) is row.warned


def test_the_case_page_offers_what_can_follow_and_nothing_else(town: Town) -> None:
    me, client = _signed_in(Role.CLERK)
    one = ready(town, Row("", "", "answer", before=["review"]), me)

    with clock.standing_at(LATER):
        waiting = client.get(f"/cases/{one.case.dossier.public_id}/").content.decode()
        do(seat_of(me, Role.CLERK), [one])
        answered = client.get(f"/cases/{one.case.dossier.public_id}/").content.decode()

    assert f"{one.path}/" in waiting
    assert f"{one.path}/" not in answered
    assert "/rescission/" not in waiting


def test_an_officer_does_not_read_who_complained_of_what(town: Town) -> None:
    me, officer = _signed_in(Role.OFFICER)
    one = ready(town, Row("", "", "complaint_answer", before=["complaint", "handled_by_me"]), me)
    reviewer = sign_in_client(Client(), make_account(Role.CASE_REVIEWER, username="li.ping"))
    address = f"/cases/{one.case.dossier.public_id}/"

    assert "罚得太重" not in officer.get(address).content.decode()
    assert "罚得太重" in reviewer.get(address).content.decode()


def test_the_form_of_an_act_is_shown_to_its_roles_only(town: Town) -> None:
    me, clerk = _signed_in(Role.CLERK)
    one = ready(town, Row("", "", "deferral_decision", before=["deferral"]), me)
    head = sign_in_client(Client(), make_account(Role.HEAD, username="head"))

    assert clerk.get(f"{one.path}/").status_code == 403
    assert "csrfmiddlewaretoken" in head.get(f"{one.path}/").content.decode()


def test_a_row_of_another_case_is_not_found_under_this_one(town: Town) -> None:
    me, clerk = _signed_in(Role.CLERK)
    one = ready(town, Row("", "", "answer", before=["review"]), me)
    other = ready(town, Row("", "", "remedies"), me)

    wrong = one.path.replace(one.case.dossier.public_id, other.case.dossier.public_id)

    assert clerk.get(f"{wrong}/").status_code == 404
    assert clerk.post(f"/api/v1{wrong}", "{}", content_type="application/json").status_code == 422
    body = json.dumps(as_json(one.given))
    answer = clerk.post(f"/api/v1{wrong}", body, content_type="application/json")
    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_remedies_costs_four_statements_and_is_exported(
    town: Town, count: int, staff: Callable[..., Client]
) -> None:
    client = staff(Role.CLERK)
    me = make_account(Role.HEAD, username="head")
    for _each in range(count):
        ready(town, Row("", "", "answer", before=["review"]), me)

    with clock.standing_at(LATER):
        client.get("/cases/remedies/")
        with CaptureQueriesContext(connection) as captured:
            page = client.get("/cases/remedies/?tab=overdue").content.decode()
        cost = len(captured) - SEAT_STATEMENTS
        sheet = exported(client, "/cases/remedies/?export=csv")
        api = client.get("/api/v1" + ready(town, Row("", "", "remedies"), me).path).json()

    assert cost <= LIST_STATEMENTS
    assert page.count('data-label="种类"') == count
    assert len(sheet) == count
    assert api == []


def test_the_page_of_a_case_keeps_its_budget_whatever_became_of_it(town: Town) -> None:
    me, client = _signed_in(Role.CLERK)
    befores = ["review", "stay", "upheld", "suit", "deferral", "complaint", "confiscated", "goods"]
    bare = ready(town, Row("", "", "remedies"), me)
    full = ready(town, Row("", "", "answer", before=befores), me)
    costs = []

    for one in (bare, full):
        address = f"/cases/{one.case.dossier.public_id}/"
        client.get(address)
        with CaptureQueriesContext(connection) as captured:
            client.get(address)
        costs.append(len(captured) - SEAT_STATEMENTS)

    assert max(costs) <= PAGE_STATEMENTS


def test_the_english_page_of_a_refusal_names_the_rule_in_english(town: Town) -> None:
    me, client = _signed_in(Role.CASE_REVIEWER)
    row = Row("", "", "outcome", before=["review"], change={"attended_by": "delegate"})
    one = ready(town, row, me)

    with clock.standing_at(LATER):
        answer = client.post(f"{one.path}/", as_form(one.given), headers={"accept-language": "en"})

    assert rule_text("REM-010").title.en != ""
    assert "gave no reason" in answer.content.decode()
