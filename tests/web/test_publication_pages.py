"""The pages of publication: looked at, confirmed and withdrawn at the desk, read in public."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.outcomes.publication.choices import PublicationState
from fazhi.outcomes.publication.facts import copy_of
from fazhi.outcomes.publication.models import Publication
from tests.factories.cases import NOW, make_town
from tests.factories.parties import make_party
from tests.factories.publications import (
    IDENTITY_NUMBER,
    make_decided,
    make_proposal,
    make_published,
    make_secret_case,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _morning() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def clerk(staff: Callable[..., Client]) -> Client:
    return staff(Role.CLERK)


def shown(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("address", ["/publications/", "/portal/decisions/"])
def test_a_list_costs_the_same_for_one_row_and_for_three(clerk: Client, address: str) -> None:
    town = make_town()
    counts = []
    for _ in range(3):
        make_published(make_decided(town, party_id=make_party().id))
        clerk.get(address)
        with CaptureQueriesContext(connection) as captured:
            clerk.get(address)
        counts.append(len(captured))

    assert counts[0] == counts[2]


def test_the_desk_shows_the_original_beside_the_copy_and_publishes_what_was_seen(
    clerk: Client,
) -> None:
    row = make_proposal(make_secret_case())
    page = shown(clerk, f"/publications/{row.code}/")
    seen = {"seen_hash": copy_of(row).digest}

    changed = clerk.post(
        f"/publications/{row.code}/confirmation/", {**seen, "also_hidden": "李旁观"}
    )
    confirmed = clerk.post(f"/publications/{row.code}/confirmation/", seen)

    row.refresh_from_db()
    assert f"<mark>{IDENTITY_NUMBER}</mark>" in page
    assert (changed.status_code, confirmed.status_code) == (409, 303)
    assert "［姓名已隐去］在场" in changed.content.decode()
    assert row.state == PublicationState.CONFIRMED


def test_a_decision_on_the_spot_is_proposed_by_the_number_of_its_case(clerk: Client) -> None:
    case = make_decided(ordinary=False)

    unknown = clerk.post("/publications/proposals/", {"number": "无", "reason": "申请"})
    proposed = clerk.post("/publications/proposals/", {"number": case.number, "reason": "申请"})

    row = Publication.objects.get()
    assert (unknown.status_code, proposed.status_code) == (422, 303)
    assert proposed.headers["Location"] == f"/publications/{row.code}/"


def test_everybody_searches_decisions_without_a_name_in_the_address() -> None:
    row = make_published()
    client = Client()

    found = client.post("/portal/decisions/", {"words": "设摊"}).content.decode()
    nothing = client.post("/portal/decisions/", {"words": "无此事"}).content.decode()

    assert (row.code in found, row.code in nothing) == (True, False)


def test_the_notice_before_acts_comes_from_the_registers_and_says_of_which_day() -> None:
    town = make_town()
    client = Client()

    page = shown(client, "/portal/enforcement/")
    officers = shown(client, "/portal/enforcement/officers/")
    powers = shown(client, "/portal/enforcement/powers/?q=设摊")
    none = shown(client, "/portal/enforcement/powers/?q=没有的")
    power = shown(client, f"/portal/enforcement/powers/{town.power.code}/")

    assert "2026-03-10" in page
    assert town.office.telephone in page
    assert town.officers[0].name in officers
    assert (town.power.code in powers, town.power.code in none) == (True, False)
    assert town.power.basis in power
