"""The API of cases: one or a list, answered by the same law as the page."""

import json
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.models import Case
from fazhi.registers.parties.models import Party
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, make_decision, make_town
from tests.proceedings.cases.table import Row, entered, rows

pytestmark = pytest.mark.django_db

ADDRESS = "/api/v1/cases/on-the-spot"
ROWS = rows()
NAMES = [f"{row.rule} {row.name}" for row in ROWS]


def _body(given: OnTheSpotInput, name: str = "") -> dict[str, Any]:
    party = Party.objects.get(pk=given.party_id)
    return {
        "key": f"{given.key}-long-enough",
        "power": str(given.power_id),
        "party": {
            "kind": party.kind,
            "name": name or party.name,
            "operator_name": party.operator_name,
            "legal_representative": party.legal_representative,
        },
        "officers": [str(each) for each in given.officer_ids],
        "spot": {
            "place": given.spot.place,
            "longitude": given.spot.longitude,
            "latitude": given.spot.latitude,
        },
        "happened_at": given.happened_at.isoformat(),
        "decided_at": given.decided_at.isoformat(),
        "facts": given.facts,
        "kinds": [kind.value for kind in given.kinds],
        "fine": str(given.fine),
        "notified_fine": str(given.notified_fine),
        "are_certificates_shown": given.are_certificates_shown,
        "is_notice_given": given.is_notice_given,
        "defence": given.defence.value,
        "is_disputed": given.is_disputed,
        "delivery": given.delivery.value,
    }


def _post(client: Client, body: object) -> Any:
    return client.post(ADDRESS, json.dumps(body), content_type="application/json")


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_one_decision_is_answered_as_the_table_says(client: Client, row: Row) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    with clock.standing_at(NOW):
        answer = _post(client, _body(entered(town, row)))

    if row.has_no_form:
        assert answer.status_code == 422
        assert "系统没有载入当时的文书格式" in answer.json()["error"]["fields"]["decided_at"]
        assert Case.objects.count() == 0
        return
    if not row.refused:
        assert answer.status_code == 201
        case = Case.objects.get()
        assert answer.json()[0]["number"] == case.number
        kept = {each["rule"]: each["holds"] for each in case.decision.grounds}
        assert kept[row.rule] is not row.warns
        return
    error = answer.json()["error"]
    assert answer.status_code == 422
    assert error["kind"] == ("refused" if row.change.get("facts") != "" else error["kind"])
    if error["kind"] == "refused":
        refusal = next(each for each in error["answers"] if each["rule"] == row.rule)
        assert refusal["provisions"] != []
        assert refusal["reason"]["zh"] != ""
        assert refusal["next_step"]["en"] != ""
    assert Case.objects.count() == 0


@pytest.mark.parametrize("row", [row for row in ROWS if row.refused], ids=str)
def test_a_list_with_one_unlawful_decision_is_refused_whole(client: Client, row: Row) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    with clock.standing_at(NOW):
        lawful = _body(make_decision(town), name="孙某")
        answer = _post(client, [lawful, _body(entered(town, row))])

    assert answer.status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.parametrize("row", [row for row in ROWS if row.warns], ids=str)
def test_a_list_with_one_decision_that_the_law_warns_of_is_written_whole(
    client: Client, row: Row
) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    with clock.standing_at(NOW):
        lawful = _body(make_decision(town), name="孙某")
        answer = _post(client, [lawful, _body(entered(town, row))])

    numbers = [each["number"] for each in answer.json()]
    cases = {case.number: case for case in Case.objects.select_related("decision")}
    warned = {each["rule"]: each["holds"] for each in cases[numbers[1]].decision.grounds}
    assert answer.status_code == 201
    assert warned[row.rule] is False


def test_the_same_key_gives_the_same_case(client: Client) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))
    body = _body(make_decision(town))

    with clock.standing_at(NOW):
        first, again = _post(client, body), _post(client, body)

    assert first.json() == again.json()
    assert Case.objects.count() == 1


def test_an_unknown_field_is_refused(client: Client) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    with clock.standing_at(NOW):
        answer = _post(client, {**_body(make_decision(town)), "bonus": 1})

    assert answer.status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "moment"),
    [
        ("happened_at", "2026-03-10T09:00:00"),
        ("decided_at", "2026-03-10T09:00:00"),
        ("happened_at", "2026-03-10T11:00:00+08:00"),
        ("decided_at", "1926-03-10T09:00:00+08:00"),
    ],
)
def test_a_decision_at_an_impossible_moment_is_refused_and_never_an_error(
    client: Client, name: str, moment: str
) -> None:
    town = make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    with clock.standing_at(NOW):
        answer = _post(client, {**_body(make_decision(town)), name: moment})

    assert answer.status_code == 422
    assert Case.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b"[]", b'"x"', b"nul", b"{}"])
def test_what_is_no_decision_is_refused_and_never_an_error(client: Client, body: bytes) -> None:
    make_town()
    sign_in_client(client, make_account(Role.OFFICER))

    answer = client.post(ADDRESS, body, content_type="application/json")

    assert 200 <= answer.status_code < 500
    assert Case.objects.count() == 0


def test_nobody_decides_without_signing_in(client: Client) -> None:
    assert _post(client, {}).status_code == 401
