"""A case is proposed out of an accepted lead or platform case: by the action, page and API."""

import json
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.errors import ConflictError, NotFoundError
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.actions import propose_cases
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.leads.actions import accept_intakes
from fazhi.proceedings.leads.choices import IntakeKind
from fazhi.proceedings.leads.inputs import AcceptanceInput
from fazhi.proceedings.leads.models import Intake
from tests.factories.accounts import sign_in_client
from tests.factories.cases import NOW
from tests.factories.intakes import make_intake
from tests.factories.ordinary import Squad, make_proposal, make_squad
from tests.factories.seats import OTHER_AUTHORITY

pytestmark = pytest.mark.django_db


def accepted(squad: Squad, kind: IntakeKind = IntakeKind.LEAD) -> Intake:
    row = make_intake(squad.town, kind)
    with clock.standing_at(NOW):
        return accept_intakes(squad.leader, kind, [AcceptanceInput(row.pk)])[0]


def client_of(seat: Seat) -> Client:
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


@pytest.mark.parametrize("kind", list(IntakeKind))
def test_a_case_is_proposed_out_of_what_was_accepted(kind: IntakeKind) -> None:
    squad = make_squad()
    row = accepted(squad, kind)

    with clock.standing_at(NOW):
        (case,) = propose_cases(squad.host, [make_proposal(squad, intake_id=row.pk)])

    assert (case.intake, list(row.cases.all())) == (row, [case])


@pytest.mark.parametrize("kind", list(IntakeKind))
def test_what_is_not_accepted_gives_no_case(kind: IntakeKind) -> None:
    squad = make_squad()
    row = make_intake(squad.town, kind)

    with clock.standing_at(NOW), pytest.raises(ConflictError):
        propose_cases(squad.host, [make_proposal(squad, intake_id=row.pk)])

    assert Case.objects.count() == 0


def test_a_lead_or_an_issue_of_another_authority_is_not_there() -> None:
    squad = make_squad()
    row = accepted(squad)
    Intake.objects.filter(pk=row.pk).update(authority=OTHER_AUTHORITY)

    for unknown in ({"intake_id": row.pk}, {"issue_id": row.pk}):
        with clock.standing_at(NOW), pytest.raises(NotFoundError):
            propose_cases(squad.host, [make_proposal(squad, **unknown)])


def test_the_page_of_the_lead_leads_to_the_proposal_and_nothing_is_typed_twice() -> None:
    squad = make_squad()
    row = accepted(squad)
    client, public_id = client_of(squad.host), row.dossier.public_id

    with clock.standing_at(NOW):
        file = client.get(f"/leads/{public_id}/").content.decode()
        form = client.get(f"/cases/proposals/new/?intake={public_id}").content.decode()
        sent = client.post("/cases/proposals/new/", _form(squad, intake=public_id))
        refused = client.post("/cases/proposals/new/", _form(squad, intake="nothing"))
        after = client.get(f"/leads/{public_id}/").content.decode()

    case = Case.objects.get()
    assert f"/cases/proposals/new/?intake={public_id}" in file
    assert (f'value="{row.place}"' in form, f'value="{public_id}"' in form) == (True, True)
    assert f'<option value="{squad.town.power.pk}" selected>' in form
    assert (sent.status_code, refused.status_code, case.intake) == (303, 422, row)
    assert case.number in after


def test_an_open_lead_offers_no_proposal_on_its_page() -> None:
    squad = make_squad()
    row = make_intake(squad.town, IntakeKind.LEAD)

    with clock.standing_at(NOW):
        file = client_of(squad.host).get(f"/leads/{row.dossier.public_id}/").content.decode()

    assert "/cases/proposals/new/" not in file


def test_the_api_proposes_out_of_a_lead_and_refuses_one_that_is_open() -> None:
    squad = make_squad()
    row, waiting = accepted(squad), make_intake(squad.town, IntakeKind.LEAD)
    client = client_of(squad.host)

    with clock.standing_at(NOW):
        answers = [
            client.post(
                "/api/v1/cases/proposals",
                json.dumps(_body(squad, key, each.dossier.public_id)),
                content_type="application/json",
            ).status_code
            for key, each in (("first proposal", row), ("second proposal", waiting))
        ]

    assert answers == [201, 409]
    assert [case.intake for case in Case.objects.all()] == [row]


def _form(squad: Squad, *, intake: str) -> dict[str, Any]:
    return {
        "key": f"proposal-out-of-{intake}", "power": str(squad.town.power.id), "intake": intake,
        "party_kind": "person", "party_name": "陈某", "place": "测试路口", "longitude": 121.5,
        "latitude": 29.9, "happened_at": "2026-03-01T09:00", "birth_on": "1980-01-01",
        "co_host": str(squad.handlers[1].id),
    }  # fmt: skip


def _body(squad: Squad, key: str, intake: str) -> dict[str, Any]:
    proposal = make_proposal(squad)
    return {
        "key": key,
        "power": str(proposal.power_id),
        "party": {"kind": "person", "name": "陈某", "birth_on": "1980-01-01"},
        "handlers": [str(each) for each in proposal.handler_ids],
        "spot": {
            "place": proposal.spot.place,
            "longitude": proposal.spot.longitude,
            "latitude": proposal.spot.latitude,
        },
        "happened_at": proposal.happened_at.isoformat(),
        "intake": intake,
    }
