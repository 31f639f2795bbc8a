"""The pages of an ordinary case: each signer takes his step, what is typed is kept."""

from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.models import Case, CaseStep
from tests.factories.accounts import sign_in_client
from tests.factories.ordinary import (
    Squad,
    make_ordinary_case,
    make_squad,
    make_step,
    moment,
    propose,
    serve,
)

pytestmark = pytest.mark.django_db

PAGE_STATEMENTS, SEAT_STATEMENTS = 25, 3


def client_of(seat: Seat) -> Client:
    """Return the client of the person who sits there."""
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def form_of(squad: Squad, case: Case, step: str, **says: Any) -> dict[str, Any]:
    """Return the step as a person sends it from the page."""
    given = make_step(squad, case, step, **says)
    form: dict[str, Any] = {
        key: list(value) if isinstance(value, tuple) else value
        for key, value in given.says.items()
        if value is not False and key != "handlers"
    }
    return form | {
        "key": given.key,
        "happened_at": clock.local(given.happened_at).strftime("%Y-%m-%dT%H:%M"),
        "officers": [str(each) for each in given.officer_ids],
    }


def post(squad: Squad, case: Case, step: str, **says: Any) -> Any:
    """Send a step from the page of whoever usually takes it, at its own time."""
    form = form_of(squad, case, step, **says)
    given = make_step(squad, case, step)
    with clock.standing_at(given.happened_at):
        client = client_of(squad.signer_of(step))
        return client.post(f"/cases/{case.dossier.public_id}/steps/{step}/", form)


def test_every_step_up_to_the_decision_can_be_taken_on_its_page() -> None:
    squad = make_squad()
    case = propose(squad)
    before = ("case_filing", "interview_record", "gather_evidence", "order_to_correct",
              "investigation_report", "prior_notice")  # fmt: skip
    after = ("statement_and_defence", "squad_review", "legality_review", "head_approval",
             "decision")  # fmt: skip

    answered = [post(squad, case, step).status_code for step in before]
    notice = CaseStep.objects.get(case=case, step="prior_notice")
    serve(squad, notice, moment(8, 15))
    answered += [post(squad, case, step).status_code for step in after]

    case.refresh_from_db()
    assert answered == [303] * 11
    assert (case.status, case.fine) == ("issued", 3000)


def test_a_step_that_the_law_forbids_is_explained_and_what_was_typed_is_kept() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="head_approval")

    answer = post(squad, case, "decision", fine=4000)

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "PEN-026" in page
    assert "《行政处罚法》第四十五条" in page
    assert 'value="4000"' in page
    assert not CaseStep.objects.filter(case=case, step="decision").exists()


def test_a_form_starts_with_what_the_file_knows() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="investigation_report")

    page = client_of(squad.host).get(f"/cases/{case.dossier.public_id}/steps/prior_notice/")

    text = page.content.decode()
    assert 'value="3000"' in text
    assert "占用人行道堆放物料。" in text


def test_the_page_of_a_case_leads_whoever_is_next_to_his_step_and_nobody_else() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="statement_and_defence")
    address = f"/cases/{case.dossier.public_id}/"

    pages = {
        name: client_of(seat).get(address).content.decode()
        for name, seat in (("leader", squad.leader), ("head", squad.head))
    }

    assert {name: f"{address}steps/squad_review/" in page for name, page in pages.items()} == {
        "leader": True,
        "head": False,
    }
    assert "评查得分" in pages["head"]


def test_the_page_of_a_closed_case_is_read_with_few_statements(
    django_assert_max_num_queries: Any,
) -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="decision")
    client = client_of(squad.reviewer)
    address = f"/cases/{case.dossier.public_id}/"
    client.get(address)  # so that registers are in memory

    with django_assert_max_num_queries(PAGE_STATEMENTS + SEAT_STATEMENTS):
        page = client.get(address)

    assert page.status_code == 200


@pytest.mark.parametrize("step", ["notice_service", "nonsense"])
def test_a_step_of_another_room_or_of_no_law_has_no_page(step: str) -> None:
    squad = make_squad()
    case = propose(squad)

    page = client_of(squad.host).get(f"/cases/{case.dossier.public_id}/steps/{step}/")

    assert page.status_code == 404


def test_officers_propose_a_case_on_a_page() -> None:
    squad = make_squad()
    form = {
        "key": "proposal-page-1", "power": str(squad.town.power.id), "party_kind": "person",
        "party_name": "陈某", "place": "测试路口", "longitude": 121.5, "latitude": 29.9,
        "happened_at": "2026-03-01T09:00", "co_host": str(squad.handlers[1].id),
        "birth_on": "1980-01-01",
    }  # fmt: skip

    with clock.standing_at(moment(0, 8)):
        answer = client_of(squad.host).post("/cases/proposals/new/", form)

    case = Case.objects.get()
    assert (answer.status_code, case.status, case.party.name) == (303, "proposed", "陈某")
