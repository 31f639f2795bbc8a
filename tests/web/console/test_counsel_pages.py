"""Pages and API of lawyers from outside: read one case, advise; the office invites and revokes."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.counsel.models import Advice, Lawyer, LawyerInvitation, LawyerLook
from tests.factories.accounts import PASSWORD, make_account, sign_in_client
from tests.factories.counsel import WEEK, make_invitation, make_lawyer
from tests.factories.ordinary import Squad, make_ordinary_case, make_squad, moment

pytestmark = pytest.mark.django_db

NOW = moment(17, 10)


def client_of(account_id: UUID | None) -> Client:
    """Return the client of an account."""
    return sign_in_client(Client(), Account.objects.get(pk=account_id))


@pytest.fixture
def squad() -> Squad:
    """Return the people of an ordinary case."""
    return make_squad()


@pytest.fixture
def case(squad: Squad) -> Case:
    """Return a case that waits for the legality review."""
    return make_ordinary_case(squad, until="squad_review")


def test_a_lawyer_begins_with_his_cases_and_has_no_other_menu() -> None:
    lawyer = make_lawyer(password=PASSWORD)
    client = Client()

    signed_in = client.post("/login/", {"username": lawyer.account.username, "password": PASSWORD})
    page = client.get("/counsel/").content.decode()

    assert signed_in.headers["Location"] == "/counsel/"
    assert "现在没有委托给您的案件" in page
    assert page.count('aria-current="page"') == 1
    assert "/cases/" not in page
    assert "export" not in page


def test_the_office_invites_and_the_lawyer_reads_and_advises(squad: Squad, case: Case) -> None:
    lawyer = make_lawyer()
    address = f"/counsel/{case.dossier.public_id}/"
    with clock.standing_at(NOW):
        reviewer = client_of(squad.reviewer.account_id)
        invited = reviewer.post(f"{address}invitations/", _form(lawyer))
        reading = client_of(lawyer.account_id)
        listed = reading.get("/counsel/").content.decode()
        shown = reading.get(address).content.decode()
        advised = reading.post(f"{address}advice/", {"text": "建议补强证据。"})
        file = reviewer.get(f"/cases/{case.dossier.public_id}/").content.decode()

    assert (invited.status_code, advised.status_code) == (303, 303)
    assert address in listed
    assert "占用人行道堆放物料" in shown
    assert squad.town.party.address not in shown or not squad.town.party.address
    assert "建议补强证据。" in file
    assert "律师查阅记录" in file
    assert LawyerLook.objects.count() == 1


def test_what_was_typed_is_kept_when_an_invitation_is_refused(squad: Squad, case: Case) -> None:
    lawyer = make_lawyer()
    with clock.standing_at(NOW):
        answer = client_of(squad.reviewer.account_id).post(
            f"/counsel/{case.dossier.public_id}/invitations/",
            _form(lawyer) | {"is_independent": ""},
        )

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "就法律适用提出意见" in page
    assert "没有利害关系" in page
    assert not LawyerInvitation.objects.exists()


def test_a_revoked_lawyer_finds_nothing(squad: Squad, case: Case) -> None:
    lawyer = make_lawyer()
    with clock.standing_at(NOW):
        invitation = make_invitation(squad.reviewer, case, lawyer)
        reading = client_of(lawyer.account_id)
        before = reading.get(f"/counsel/{case.dossier.public_id}/").status_code
        revoked = client_of(squad.head.account_id).post(
            f"/counsel/invitations/{invitation.pk}/revocation/", {"reason": "不再需要"}
        )
        after = reading.get(f"/counsel/{case.dossier.public_id}/").status_code

    assert (before, revoked.status_code, after) == (200, 303, 404)


def test_the_api_says_and_does_the_same(squad: Squad, case: Case) -> None:
    lawyer = make_lawyer()
    public_id = case.dossier.public_id
    with clock.standing_at(NOW):
        office, reading = client_of(squad.head.account_id), client_of(lawyer.account_id)
        body = {
            "lawyer": str(lawyer.pk),
            "since": clock.today().isoformat(),
            "until": (clock.today() + WEEK).isoformat(),
            "reason": "就法律适用提出意见",
            "is_independent": True,
        }
        invited = _post(office, f"/api/v1/cases/{public_id}/lawyers", [body])
        listed = reading.get("/api/v1/entrusted-cases").json()
        shown = reading.get(f"/api/v1/entrusted-cases/{public_id}").json()
        advised = _post(
            reading, f"/api/v1/entrusted-cases/{public_id}/advice", {"text": "建议补强证据。"}
        )
        kept = office.get(f"/api/v1/cases/{public_id}/lawyers").json()
        key = invited.json()[0]["id"]
        revoked = _post(
            office, f"/api/v1/cases/{public_id}/lawyers/{key}/revocation", {"reason": "不再需要"}
        )
        gone = reading.get(f"/api/v1/entrusted-cases/{public_id}")

    assert [each["id"] for each in listed] == [public_id]
    assert [each["step"] for each in shown["steps"]][:1] == ["立案"]
    assert (invited.status_code, advised.status_code, revoked.status_code) == (201, 201, 201)
    assert [each["text"] for each in kept["advice"]] == ["建议补强证据。"]
    assert len(kept["looks"]) == 1
    assert gone.status_code == 404


def test_a_case_to_which_one_is_not_invited_is_answered_like_none(squad: Squad, case: Case) -> None:
    other = make_ordinary_case(squad, until="case_filing")
    lawyer = make_lawyer()
    with clock.standing_at(NOW):
        make_invitation(squad.reviewer, case, lawyer)
        client = client_of(lawyer.account_id)
        paths = (f"/counsel/{other.dossier.public_id}/", "/counsel/0123456789AB/")
        answers = [client.get(path).status_code for path in paths]

    assert answers == [404, 404]
    assert not LawyerLook.objects.exists()
    assert not Advice.objects.exists()


def test_the_operator_registers_a_lawyer_who_can_sign_in() -> None:
    operator = client_of(make_account(Role.OPERATOR, username="operator").pk)
    given = {
        "name": "宋清",
        "firm": "（演示）律师事务所",
        "practice_number": "13302020101234567",
        "username": "song.qing",
        "password": PASSWORD,
    }

    done = operator.post("/counsel/lawyers/new/", given)
    again = operator.post("/counsel/lawyers/new/", given | {"username": "song.two"})
    listed = operator.get("/counsel/lawyers/").content.decode()

    assert (done.status_code, again.status_code) == (303, 422)
    assert "13302020101234567" in listed
    assert Lawyer.objects.get().account.check_password(PASSWORD)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_for_one_row_and_for_three(squad: Squad, count: int) -> None:
    lawyers = [make_lawyer() for _count in range(count)]
    cases = [make_ordinary_case(squad, until="case_filing") for _count in range(count)]
    with clock.standing_at(NOW):
        for case in cases:
            make_invitation(squad.reviewer, case, lawyers[0])
        asked = {
            "/counsel/": client_of(lawyers[0].account_id),
            "/counsel/lawyers/": client_of(squad.head.account_id),
        }
        for path, client in asked.items():
            client.get(path)
            with CaptureQueriesContext(connection) as captured:
                client.get(path)

            # Session, account and roles aside, which every page asks.
            assert len(captured) - 3 <= 4, path


def test_the_page_of_a_case_stays_within_its_statements(squad: Squad, case: Case) -> None:
    lawyer = make_lawyer()
    with clock.standing_at(NOW):
        make_invitation(squad.reviewer, case, lawyer)
        reading, reviewer = client_of(lawyer.account_id), client_of(squad.reviewer.account_id)
        for _count in range(3):
            reading.get(f"/counsel/{case.dossier.public_id}/")
        pages = {
            f"/counsel/{case.dossier.public_id}/": reading,
            f"/counsel/{case.dossier.public_id}/invitations/": reviewer,
        }
        for path, client in pages.items():
            with CaptureQueriesContext(connection) as captured:
                client.get(path)

            assert len(captured) <= 25, path


def _form(lawyer: Lawyer) -> dict[str, Any]:
    return {
        "lawyer": str(lawyer.pk),
        "since": clock.today().isoformat(),
        "until": (clock.today() + WEEK).isoformat(),
        "reason": "就法律适用提出意见",
        "is_independent": "on",
    }


def _post(client: Client, address: str, body: object) -> Any:
    return client.post(address, body, content_type="application/json")
