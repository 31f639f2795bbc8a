"""The page of a decision on the spot: lawful ones are made, unlawful ones explained, words kept."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils.html import escape

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Entry
from fazhi.proceedings.cases.inputs import OnTheSpotInput
from fazhi.proceedings.cases.models import Case, Decision
from fazhi.registers.competence.choices import OwnerKind
from fazhi.registers.parties.models import Party
from fazhi.registers.places.versions import touch
from tests.factories.accounts import make_account, sign_in_client
from tests.factories.cases import NOW, Town, make_town
from tests.factories.competence import make_category
from tests.factories.issues import make_issue
from tests.kernel.sample_files import photo
from tests.proceedings.cases.table import Row, entered, rows

pytestmark = pytest.mark.django_db

#: A page offers only what can be delivered; not delivering is a case for programs.
ROWS = [row for row in rows() if row.change.get("delivery") != "not_delivered"]
NAMES = [f"{row.rule} {row.name}" for row in ROWS]


def _sign_in(client: Client, town: Town) -> Client:
    account = make_account(Role.OFFICER)
    town.officers[0].account = account
    town.officers[0].save(update_fields=["account"])
    touch(town.office.key)
    return sign_in_client(client, account)


def _form(town: Town, given: OnTheSpotInput) -> dict[str, Any]:
    party = Party.objects.get(pk=given.party_id)
    others = [each for each in given.officer_ids if each != town.officers[0].id]
    form: dict[str, Any] = {
        "key": given.key,
        "power": str(given.power_id),
        "party_kind": party.kind,
        "party_name": party.name,
        "operator_name": party.operator_name,
        "legal_representative": party.legal_representative,
        "party_address": party.address,
        "place": given.spot.place,
        "longitude": given.spot.longitude,
        "latitude": given.spot.latitude,
        "happened_at": clock.local(given.happened_at).strftime("%Y-%m-%dT%H:%M"),
        "facts": given.facts,
        "co_host": str(others[0]) if others else "",
        "defence": given.defence.value,
        "statement": given.statement,
        "kinds": [kind.value for kind in given.kinds],
        "fine": str(given.fine),
        "delivery": given.delivery.value,
    }
    for name in ("are_certificates_shown", "is_notice_given", "is_disputed"):
        if getattr(given, name):
            form[name] = "on"
    return form


def _answered(rule: str) -> bool:
    """Return what the law answered under a rule, as the decision keeps it."""
    return {each["rule"]: each["holds"] for each in Decision.objects.get().grounds}[rule]


def _file(picture: bytes) -> dict[str, Any]:
    return {"photograph": SimpleUploadedFile("p.jpg", picture)}


@pytest.mark.parametrize("row", ROWS, ids=NAMES)
def test_the_page_answers_as_the_table_says(client: Client, row: Row) -> None:
    town = make_town()
    with clock.standing_at(row.at):
        form = _form(town, entered(town, row))
        answer = _sign_in(client, town).post("/cases/new/", form)
        checked = client.post("/cases/new/checks/", form).content.decode()

    page = answer.content.decode()
    if row.has_no_form:
        assert (answer.status_code, Case.objects.count()) == (422, 0)
        assert row.rule in checked
        assert "系统没有载入当时的文书格式" in page
        return
    if not row.refused:
        assert answer.status_code == 303
        assert Case.objects.count() == 1
        assert _answered(row.rule) is not row.warns
        return
    assert answer.status_code == 422
    assert Case.objects.count() == 0
    assert "测试路口" in page or "别处" in page
    if row.change.get("facts") != "":
        assert row.rule in page
        assert "《行政处罚法》" in page


def test_the_same_form_sent_twice_is_one_case(client: Client) -> None:
    town = make_town()
    picture = photo()
    with clock.standing_at(NOW):
        form = _form(town, entered(town, Row("", "", {}, refused=False)))
        _sign_in(client, town)
        answers = [client.post("/cases/new/", form | _file(picture))]
    with clock.standing_at(NOW.replace(second=9)):
        answers.append(client.post("/cases/new/", form | _file(picture)))
        other = client.post("/cases/new/", form | {"fine": "40"})

    assert [each.status_code for each in answers] == [303, 303]
    assert answers[0]["Location"] == answers[1]["Location"]
    assert other.status_code == 409
    assert Case.objects.count() == 1


def test_the_checks_are_shown_while_the_form_is_filled(client: Client) -> None:
    town = make_town()
    row = Row("SIM-001", "", {"fine": 201}, refused=True)
    with clock.standing_at(NOW):
        form = _form(town, entered(town, row))
        answer = _sign_in(client, town).post("/cases/new/checks/", form)

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "SIM-001" in page
    assert "SIM-008" in page
    assert Case.objects.count() == 0


def test_the_case_page_shows_tasks_checks_events_and_the_document(client: Client) -> None:
    town = make_town()
    with clock.standing_at(NOW):
        form = _form(town, entered(town, Row("", "", {}, refused=False)))
        made = _sign_in(client, town).post("/cases/new/", form)
        page = client.get(made["Location"]).content.decode()

    for words in ("办案任务", "系统核对", "案件经过", "当场行政处罚决定书", "报所属机关备案"):
        assert words in page
    assert "《行政处罚法》第五十二条第三款" in page


def test_a_case_is_filed_paid_and_closed_on_its_page(client: Client) -> None:
    town = make_town()
    with clock.standing_at(NOW):
        form = _form(town, entered(town, Row("", "", {}, refused=False)))
        made = _sign_in(client, town).post("/cases/new/", form)["Location"]
        sign_in_client(client, make_account(Role.CLERK, username="clerk"))
        client.post(f"{made}filing/")
        paid = client.post(
            f"{made}payments/",
            {
                "amount": "50",
                "paid_on": "2026-03-10",
                "channel": "bank",
                "receipt_number": "票据1",
            },
        )
        closed = client.post(f"{made}closure/")

    assert (paid.status_code, closed.status_code) == (303, 303)
    assert Case.objects.get().status == "closed"


def test_what_the_issue_says_is_not_asked_again_and_the_case_belongs_to_it(client: Client) -> None:
    town = make_town()
    row = Row("", "", {}, refused=False)
    with clock.standing_at(NOW):
        make_category("0501", OwnerKind.GROUP)
        issue = make_issue(found_at=NOW - dt.timedelta(minutes=20))
        _sign_in(client, town)
        shown = client.get(f"/cases/new/?issue={issue.dossier.public_id}").content.decode()
        form = _form(town, entered(town, row)) | {"issue": issue.dossier.public_id}
        made = client.post("/cases/new/", form)

    assert "200 元以下" in shown  # as the law of the day says
    assert f'value="{issue.place}"' in shown
    assert issue.title in shown
    assert made.status_code == 303
    assert Case.objects.get().issue_id == issue.pk


@pytest.mark.parametrize("address", ["get", "post"])
def test_an_issue_that_is_not_there_begins_no_case(client: Client, address: str) -> None:
    town = make_town()
    with clock.standing_at(NOW):
        form = _form(town, entered(town, Row("", "", {}, refused=False))) | {"issue": "unknown"}
        _sign_in(client, town)
        if address == "get":
            assert client.get("/cases/new/?issue=unknown").status_code == 404
        else:
            assert client.post("/cases/new/", form).status_code == 422

    assert Case.objects.count() == 0


def test_a_reader_of_english_reads_in_english_what_the_law_answered(client: Client) -> None:
    town = make_town()
    with clock.standing_at(NOW):
        form = _form(town, entered(town, Row("", "", {}, refused=False)))
        made = _sign_in(client, town).post("/cases/new/", form)["Location"]
        client.cookies["django_language"] = "en"
        page = client.get(made).content.decode()

    held = {ground["rule"]: ground["reason_en"] for ground in Decision.objects.get().grounds}
    assert {rule for rule, words in held.items() if escape(words) in page} == held.keys()
    assert "Report to the own authority" in page
    shown = page[: page.index('class="paper')]  # the document itself stays Chinese
    assert "Administrative Penalty Law, art. 52(3)" in shown
    assert "《行政处罚法》" not in shown
    assert "《行政处罚法》第五十一条" in Entry.objects.get(kind="case.decided").provisions
