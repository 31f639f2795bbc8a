"""Leads, platform cases and requests on the pages and through the API, by the same table."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Entry
from fazhi.proceedings.cooperation.actions import reply_to_cooperation_requests
from fazhi.proceedings.cooperation.inputs import CooperationAnswer
from fazhi.proceedings.cooperation.models import CooperationRequest
from fazhi.proceedings.leads.models import Intake, ResponseTerm
from fazhi.registers.competence.choices import OwnerKind
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, Town, make_town
from tests.factories.competence import make_category
from tests.factories.intakes import make_lead, make_platform_case, make_request
from tests.factories.issues import make_issue
from tests.proceedings.leads.intake_table import LATER, Row, given_for, ready, rows
from tests.web.console.exported import exported

pytestmark = pytest.mark.django_db

STATUSES = {"rule": 422, "input": 422, "conflict": 409}
LIST_STATEMENTS, SEAT_STATEMENTS = 4, 3
_AT = "%Y-%m-%dT%H:%M"
_MAKE: dict[str, Callable[[Town], Any]] = {
    "leads": make_lead,
    "platform-cases": make_platform_case,
    "cooperation": make_request,
}


@pytest.fixture
def town() -> Town:
    return make_town()


def signed_in(*roles: Role, username: str = "zhou.hai") -> Client:
    return sign_in_client(Client(), make_account(*roles, username=username))


def plain(given: dict[str, Any]) -> dict[str, str]:
    words = {True: "yes", False: "no"}
    return {
        key: words[value] if isinstance(value, bool) else str(value) for key, value in given.items()
    }


def post(client: Client, path: str, body: object) -> Any:
    return client.post(f"/api/v1{path}", json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_page_answers_as_the_table_says(town: Town, row: Row) -> None:
    client = signed_in(row.role)
    file, given = ready(town, row), given_for(town, row)
    before = Entry.objects.count()

    with clock.standing_at(LATER):
        answer = client.post(f"/{row.kind}/{file.dossier.public_id}/{row.act}/", plain(given))

    assert answer.status_code == STATUSES.get(row.refused, 303)
    assert (Entry.objects.count() == before) is bool(row.refused)
    if row.refused == "rule":
        assert "refusal-next" in answer.content.decode()


@pytest.mark.parametrize("row", rows(), ids=str)
def test_the_api_answers_as_the_table_says_single_and_in_a_batch(town: Town, row: Row) -> None:
    client = signed_in(row.role)
    file, given = ready(town, row), json.loads(json.dumps(given_for(town, row), default=str))
    before = Entry.objects.count()
    named = given | {"id": file.dossier.public_id}
    plural = "replies" if row.act == "reply" else f"{row.act}s"

    with clock.standing_at(LATER):
        many = post(client, f"/{row.kind}/{plural}", [named])
        one = post(client, f"/{row.kind}/{file.dossier.public_id}/{row.act}", given)

    expected = STATUSES.get(row.refused, 201)
    assert many.status_code == expected, many.json()
    assert one.status_code == (expected if row.refused else 409)  # each is answered once
    assert (Entry.objects.count() == before) is bool(row.refused)


def test_a_lead_is_received_on_the_page_and_a_refused_form_keeps_what_was_typed(
    town: Town,
) -> None:
    client = signed_in(Role.CLERK)
    given = {
        "form_key": "one",
        "source": "upper_platform",
        "sender": "省平台",
        "outside_number": "",
        "received_at": (NOW - dt.timedelta(hours=1)).strftime(_AT),
        "description": "占道。",
        "place": "测试路",
        "grid": str(town.grid.pk),
        "power": town.power.code,
    }

    with clock.standing_at(LATER):
        refused = client.post("/leads/new/", given)
        received = client.post("/leads/new/", given | {"outside_number": "X-1"})
        page = client.get(received.headers["Location"]).content.decode()

    assert (refused.status_code, received.status_code) == (422, 303)
    assert 'value="省平台"' in refused.content.decode()
    assert "本街道规定" in page
    assert [lead.grid for lead in Intake.objects.all()] == [town.grid]


@pytest.mark.usefixtures("town")
def test_an_issue_is_made_a_lead_and_what_it_says_is_not_typed_again() -> None:
    make_category("0501", OwnerKind.GROUP)
    issue = make_issue()
    client, file = signed_in(Role.SQUAD_LEADER), f"/issues/{issue.dossier.public_id}/"
    way = f"/leads/new/?issue={issue.dossier.public_id}"

    with clock.standing_at(LATER):
        before = client.get(file).content.decode()
        form = client.get(way).context["form"]
        given = {name: form.get_initial_for_field(form.fields[name], name) for name in form.fields}
        given |= {"received_at": LATER.strftime(_AT)}
        made = client.post(way, {name: value or "" for name, value in given.items()})
        after = client.get(file).content.decode()

    lead = Intake.objects.get()
    assert way in before
    assert (made.status_code, lead.issue, lead.place) == (303, issue, issue.place)
    assert (lead.number in after, way in after) == (True, False)


def test_a_platform_case_and_a_request_are_registered_on_their_pages(town: Town) -> None:
    client = signed_in(Role.CLERK)
    at = (NOW - dt.timedelta(hours=1)).strftime(_AT)
    case = {
        "sender": "省平台",
        "outside_number": "A-1",
        "received_at": at,
        "description": "占道。",
        "place": "测试路",
        "grid": str(town.grid.pk),
        "power": "",
    }
    request = {
        "form_key": "r",
        "direction": "incoming",
        "agency": "区局",
        "outside_number": "X-1",
        "subject": "请协助",
        "ground": "penalty_law",
        "content": "请核实。",
        "case_number": "",
        "requested_at": at,
        "due_on": "2026-03-20",
    }

    with clock.standing_at(LATER):
        answers = [
            client.post("/platform-cases/new/", case),
            client.post("/platform-cases/new/", case | {"outside_number": " "}),
            client.post("/cooperation/new/", request),
            client.post("/cooperation/new/", request | {"case_number": "没有"}),
        ]

    assert [each.status_code for each in answers] == [303, 422, 303, 422]
    assert (Intake.objects.count(), CooperationRequest.objects.count()) == (1, 1)


@pytest.mark.usefixtures("town")
def test_the_api_receives_a_list_and_a_replay_is_the_same_record() -> None:
    client = signed_in(Role.CLERK)
    at = NOW.isoformat()
    sent = {
        "source": "hotline",
        "sender": "12345",
        "outside_number": "1",
        "received_at": at,
        "description": "占道。",
        "place": "测试路",
    }

    with clock.standing_at(LATER):
        first = post(client, "/leads", [sent, sent | {"outside_number": "2"}])
        again = post(client, "/leads", [sent])
        other = post(client, "/leads", [sent | {"place": "别处"}])
        half = post(
            client, "/leads", [sent | {"outside_number": "3"}, sent | {"outside_number": ""}]
        )

    assert [each.status_code for each in (first, again, other, half)] == [201, 201, 409, 422]
    assert again.json()[0]["id"] == first.json()[0]["id"]
    assert Intake.objects.count() == 2


def test_the_lists_say_what_is_late_and_name_the_unit(town: Town) -> None:
    client = signed_in(Role.SQUAD_LEADER)
    make_lead(town)
    make_request(town)

    with clock.standing_at(NOW + dt.timedelta(days=8)):
        shown = client.get("/api/v1/leads").json()
        leads = client.get("/leads/?tab=overdue").content.decode()
        rows = exported(client, "/cooperation/?tab=overdue&export=csv")

    assert [each["is_late"] for each in shown] == [True]
    assert "线〔2026〕1号" in leads
    assert [row["逾期单位"] for row in rows] == ["区市场监督管理局"]


@pytest.mark.parametrize("kind", list(_MAKE))
@pytest.mark.parametrize("count", [1, 3])
def test_a_list_costs_the_same_however_long(town: Town, kind: str, count: int) -> None:
    for _ in range(count):
        _MAKE[kind](town)
    client = signed_in(Role.SQUAD_LEADER)

    with clock.standing_at(LATER), CaptureQueriesContext(connection) as asked:
        answer = client.get(f"/{kind}/")

    assert answer.status_code == 200
    assert len(asked) <= LIST_STATEMENTS + SEAT_STATEMENTS


def test_both_sides_see_that_an_answer_is_late_and_the_code_shows_nothing_that_was_said(
    town: Town,
) -> None:
    request = make_request(town)
    leader = signed_in(Role.SQUAD_LEADER)
    code = f"/portal/cooperation/{request.agency_code}/"
    late = NOW + dt.timedelta(days=8)

    with clock.standing_at(LATER):
        waiting = Client().get(code).content.decode()
    with clock.standing_at(late):
        overdue = Client().get(code).content.decode()
        said = CooperationAnswer(request.pk, "已核实张某。", late.date())
        reply_to_cooperation_requests(town.leader, [said])
        theirs = Client().get(code).content.decode()
        ours = leader.get(f"/cooperation/{request.dossier.public_id}/").content.decode()

    assert ("等待答复" in waiting, "答复已逾期" in overdue, "已逾期答复" in theirs) == (
        True,
        True,
        True,
    )
    assert "逾期答复" in ours
    assert [word for word in ("张某", "请协助认定") if word in theirs] == []


def test_a_dispatcher_sees_the_lead_and_not_what_was_said(town: Town) -> None:
    address = f"/leads/{make_lead(town).dossier.public_id}/"
    dispatcher = signed_in(Role.DISPATCHER, username="li.ping")

    assert "张某" not in dispatcher.get(address).content.decode()
    assert "张某" in signed_in(Role.OFFICER).get(address).content.decode()


@pytest.mark.usefixtures("town")
def test_an_operator_changes_a_term_on_the_page_and_others_only_read() -> None:
    operator, clerk = signed_in(Role.OPERATOR), signed_in(Role.CLERK, username="li.ping")
    given = {
        "subject": "media",
        "working_days": "3",
        "since": "2026-03-10",
        "cite": "《执法办案机制》",
        "reason": "议定",
    }

    with clock.standing_at(NOW):
        refused = operator.post("/leads/terms/", given | {"since": "2026-03-09"})
        done = operator.post("/leads/terms/", given)
        read = clerk.post("/leads/terms/", given)
        api = post(clerk, "/response-terms", [given])
        shown = clerk.get("/api/v1/response-terms").json()

    assert (refused.status_code, done.status_code, read.status_code, api.status_code) == (
        422,
        303,
        200,
        403,
    )
    assert ResponseTerm.objects.count() == 1
    assert [each["working_days"] for each in shown if each["subject"] == "media"] == [3]
    assert {each["is_law"] for each in shown} == {False}
