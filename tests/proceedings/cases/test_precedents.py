"""What was decided before: on the same item without names, on the same party inside a case."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, NotFoundError
from fazhi.kernel.identifiers import new_id
from fazhi.law.facts import PartyKind, PenaltyKind
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from fazhi.proceedings.cases.precedents import (
    EarlierPenalty,
    Precedent,
    earlier_penalties,
    similar_decisions,
)
from fazhi.registers.parties.models import Party
from tests.factories.accounts import make_account
from tests.factories.cases import NOW, Town, make_business, make_decision, make_town
from tests.factories.competence import make_claim, make_power
from tests.factories.parties import CREDIT_CODE, OTHER_IDENTITY_NUMBER, make_party
from tests.factories.seats import OTHER_AUTHORITY

pytestmark = pytest.mark.django_db

DAY = clock.day_of(NOW)


@pytest.fixture
def town() -> Town:
    return make_town()


def decide(town: Town, days_ago: int = 0, fine: int = 50, party: Party | None = None) -> Case:
    """Decide on a day before, and return the case."""
    at = NOW - dt.timedelta(days=days_ago)
    kinds = (PenaltyKind.FINE,) if fine else (PenaltyKind.WARNING,)
    given = make_decision(
        town,
        party_id=(party or town.party).id,
        happened_at=at - dt.timedelta(minutes=30),
        decided_at=at - dt.timedelta(minutes=10),
        kinds=kinds,
        fine=Decimal(fine),
        notified_fine=Decimal(fine),
    )
    with clock.standing_at(at):
        (case,) = decide_on_the_spot(town.officer, [given])
    return case


def stranger(number: str = OTHER_IDENTITY_NUMBER) -> Party:
    """Return another person."""
    return make_party(identity_number=number, name="另一人")


def officer_of(town: Town) -> Seat:
    """Return the seat of the officer who hosts the cases of the town."""
    account = make_account(Role.OFFICER, username="host")
    town.officers[0].account = account
    town.officers[0].save()
    return replace(town.officer, account_id=account.id)


def test_similar_decisions_are_counted_with_their_fines_and_without_names(town: Town) -> None:
    cases = [decide(town, days, fine) for days, fine in ((3, 20), (2, 50), (1, 30), (0, 0))]

    found = similar_decisions(town.leader, town.power.code, PartyKind.PERSON, day=DAY)

    assert (found.count, found.fined_count) == (4, 3)
    assert (found.lowest, found.median, found.highest) == (20, 30, 50)
    assert found.newest[0] == Precedent(
        cases[3].number, DAY, Decimal(0), cases[3].dossier.public_id
    )
    assert town.party.name not in repr(found)


def test_the_median_of_two_fines_lies_between_them(town: Town) -> None:
    for days, fine in ((1, 20), (0, 35)):
        decide(town, days, fine)

    found = similar_decisions(town.leader, town.power.code, PartyKind.PERSON, day=DAY)

    assert found.median == Decimal("27.50")


def test_decisions_are_similar_by_item_kind_of_party_authority_and_two_years(town: Town) -> None:
    decide(town, days_ago=731)
    kept = decide(town, days_ago=730)
    decide(town, party=make_business(PartyKind.ORGANISATION))
    other = make_power(fine_max_person=Decimal(500))
    make_claim(other)
    decide(replace(town, power=other))

    found = similar_decisions(town.leader, town.power.code, PartyKind.PERSON, day=DAY)
    neighbour = replace(town.leader, authority=OTHER_AUTHORITY)
    elsewhere = similar_decisions(neighbour, town.power.code, PartyKind.PERSON, day=DAY)

    assert (found.since, found.until) == (dt.date(2024, 3, 10), DAY)
    assert [each.number for each in found.newest] == [kept.number]
    assert (elsewhere.count, elsewhere.median, elsewhere.newest) == (0, None, ())


def test_an_officer_sees_the_figures_of_the_office_and_links_to_his_own_cases_only(
    town: Town,
) -> None:
    decide(town)
    nobody = replace(town.officer, account_id=new_id())

    found = similar_decisions(nobody, town.power.code, PartyKind.PERSON, day=DAY)
    own = similar_decisions(officer_of(town), town.power.code, PartyKind.PERSON, day=DAY)

    assert (found.count, found.newest[0].public_id) == (1, "")
    assert own.newest[0].public_id != ""


def test_who_reads_no_cases_reads_no_similar_ones(town: Town) -> None:
    dispatcher = replace(town.leader, roles=frozenset({Role.DISPATCHER}))

    with pytest.raises(ForbiddenError):
        similar_decisions(dispatcher, town.power.code, PartyKind.PERSON, day=DAY)


def test_earlier_penalties_of_the_party_are_found_inside_its_case_the_newest_first(
    town: Town,
) -> None:
    first, second, own = decide(town, 40), decide(town, 20, 0), decide(town)
    decide(town, 10, party=stranger())

    found = earlier_penalties(town.leader, own, before=own.decided_at)

    assert found == (
        EarlierPenalty(
            second.pk, second.number, clock.day_of(second.decided_at), ("warning",), Decimal(0)
        ),
        EarlierPenalty(
            first.pk, first.number, clock.day_of(first.decided_at), ("fine",), Decimal(50)
        ),
    )


def test_the_same_person_entered_twice_is_found_by_its_number(town: Town) -> None:
    first = decide(town, 40, party=make_party(name="陈某（旧）"))
    own = decide(town)

    found = earlier_penalties(town.leader, own, before=own.decided_at)

    assert [each.case_id for each in found] == [first.pk]


def test_the_same_firm_entered_twice_is_found_by_its_code(town: Town) -> None:
    first = decide(town, 40, party=make_party(PartyKind.ORGANISATION, credit_code=CREDIT_CODE))
    own = decide(town, party=make_party(PartyKind.ORGANISATION, credit_code=CREDIT_CODE))

    found = earlier_penalties(town.leader, own, before=own.decided_at)

    assert [each.case_id for each in found] == [first.pk]


def test_two_parties_without_number_or_code_are_never_taken_for_one(town: Town) -> None:
    for days in (40, 0):
        own = decide(town, days, party=make_party(PartyKind.ORGANISATION))

    assert earlier_penalties(town.leader, own, before=own.decided_at) == ()


def test_a_penalty_is_earlier_by_its_moment_and_within_the_time_that_is_asked(
    town: Town,
) -> None:
    decide(town, 400)
    inside, own, later = decide(town, 40), decide(town, 20), decide(town)

    since = DAY - dt.timedelta(days=365)
    found = earlier_penalties(town.leader, own, before=own.decided_at, since=since)

    assert later.decided_at > own.decided_at
    assert [each.case_id for each in found] == [inside.pk]


def test_a_decision_to_impose_nothing_is_no_penalty(town: Town) -> None:
    spared, own = decide(town, 40), decide(town)
    spared.decision.kinds = []
    spared.decision.save()

    assert earlier_penalties(town.leader, own, before=own.decided_at) == ()


def test_nobody_searches_a_person_outside_a_case_of_his_own(town: Town) -> None:
    decide(town, 40)
    own = decide(town)
    nobody = replace(town.officer, account_id=new_id())
    neighbour = replace(town.leader, authority=OTHER_AUTHORITY)

    for seat in (nobody, neighbour):
        with pytest.raises(NotFoundError):
            earlier_penalties(seat, own, before=own.decided_at)
    with pytest.raises(ForbiddenError):
        earlier_penalties(town.clerk, own, before=own.decided_at)
    assert len(earlier_penalties(officer_of(town), own, before=own.decided_at)) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_the_reads_cost_the_same_whatever_there_is(town: Town, count: int) -> None:
    cases = [decide(town, days) for days in range(count, -1, -1)]

    with CaptureQueriesContext(connection) as similar:
        similar_decisions(town.leader, town.power.code, PartyKind.PERSON, day=DAY)
    with CaptureQueriesContext(connection) as earlier:
        earlier_penalties(town.leader, cases[-1], before=cases[-1].decided_at)

    assert (len(similar), len(earlier)) == (2, 2)
