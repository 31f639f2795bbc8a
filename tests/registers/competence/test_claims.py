"""Claiming powers and giving them up; the claim rate is computed."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from fazhi.kernel.choices import Role
from fazhi.kernel.errors import ForbiddenError, InputError, NotFoundError
from fazhi.kernel.models import Entry
from fazhi.law.facts import PenaltyKind
from fazhi.law.rules.competence import power_is_held
from fazhi.registers.competence.access import (
    visible_benchmarks,
    visible_categories,
    visible_claims,
    visible_duties,
    visible_powers,
)
from fazhi.registers.competence.actions import claim_powers, withdraw_claims
from fazhi.registers.competence.choices import ClaimState, CorrectionFirst
from fazhi.registers.competence.facts import power_facts
from fazhi.registers.competence.inputs import ClaimInput
from fazhi.registers.competence.models import Claim
from fazhi.registers.competence.queries import (
    ClaimRate,
    claim_on,
    claim_rate,
    claimed,
    power_of,
    powers_on,
)
from tests.factories.competence import make_category, make_claim, make_power
from tests.factories.places import SINCE
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
CLERK = make_seat(Role.CLERK)
DAY = dt.date(2023, 5, 10)
ONE_DAY = dt.timedelta(days=1)


def test_powers_are_claimed_from_a_day_on() -> None:
    power = make_power()

    (claim,) = claim_powers(CLERK, [ClaimInput(power.code, DAY)])

    assert [claim_on(AUTHORITY, power, day) for day in (DAY - ONE_DAY, DAY)] == [None, claim]
    assert [entry.kind for entry in Entry.objects.all()] == ["power.claimed"]


def test_one_unclaimed_power_is_seen_in_the_rate() -> None:
    powers = [make_power() for _ in range(4)]
    claim_powers(CLERK, [ClaimInput(power.code, SINCE) for power in powers])

    withdraw_claims(CLERK, [powers[0].code], DAY, reason="区级收回", state=ClaimState.RECALLED)

    days = (DAY, DAY + ONE_DAY)
    assert [claim_rate(AUTHORITY, day) for day in days] == [ClaimRate(4, 4), ClaimRate(3, 4)]
    claim = Claim.objects.get(power=powers[0])
    assert (claim.state, claim.reason, claim.until) == (ClaimState.RECALLED, "区级收回", DAY)


def test_a_power_outside_the_list_of_the_day_cannot_be_claimed() -> None:
    power = make_power(until=DAY - ONE_DAY)

    for code in (power.code, "T-unknown"):
        with pytest.raises(InputError):
            claim_powers(CLERK, [ClaimInput(code, DAY)])

    assert Claim.objects.count() == 0


def test_a_power_is_claimed_once() -> None:
    power = make_power()

    with pytest.raises(InputError):
        claim_powers(CLERK, [ClaimInput(power.code, SINCE), ClaimInput(power.code, DAY)])
    make_claim(power)
    with pytest.raises(InputError):
        claim_powers(CLERK, [ClaimInput(power.code, DAY)])


def test_what_is_not_claimed_cannot_be_given_up() -> None:
    power = make_power()

    with pytest.raises(InputError):
        withdraw_claims(CLERK, [power.code], DAY, reason="错")


def test_a_power_given_up_can_be_claimed_again() -> None:
    claim = make_claim()
    withdraw_claims(CLERK, [claim.power.code], DAY, reason="退回")

    claim_powers(CLERK, [ClaimInput(claim.power.code, DAY + ONE_DAY)])

    assert claim_on(AUTHORITY, claim.power, DAY + ONE_DAY) is not None


def test_a_claim_on_a_power_that_left_the_list_is_no_claim() -> None:
    power = make_power(until=DAY)
    make_claim(power)

    assert [len(claimed(AUTHORITY, day)) for day in (DAY, DAY + ONE_DAY)] == [1, 0]


def test_only_registrars_claim() -> None:
    with pytest.raises(ForbiddenError):
        claim_powers(make_seat(Role.HEAD), [])


def test_the_law_is_told_the_days_of_claim_and_version_together() -> None:
    power = make_power(
        since=dt.date(2022, 6, 1),
        until=dt.date(2023, 12, 31),
        penalty_kinds=["warning", "fine"],
        correction_first=CorrectionFirst.REFUSED,
    )
    claim = make_claim(power, since=dt.date(2022, 7, 1))

    facts = power_facts(power, claim)

    assert (facts.since, facts.until) == (dt.date(2022, 7, 1), dt.date(2023, 12, 31))
    assert facts.kinds == {PenaltyKind.WARNING, PenaltyKind.FINE}
    assert facts.needs_correction_first
    assert [answer.holds for answer in power_is_held(facts, day=DAY)] == [True]


def test_an_unclaimed_power_is_told_as_such() -> None:
    facts = power_facts(make_power(fine_max_person=None, fine_max_organisation=None), None)

    assert (facts.is_claimed, facts.person, facts.organisation) == (False, None, None)


def test_a_power_of_another_authority_is_not_found() -> None:
    power = make_power(authority=OTHER_AUTHORITY)

    with pytest.raises(NotFoundError):
        power_of(AUTHORITY, power.id)
    assert powers_on(AUTHORITY, DAY) == []


def test_everybody_of_the_authority_sees_its_lists() -> None:
    make_claim()
    make_category()
    reads = (visible_powers, visible_claims, visible_categories, visible_benchmarks, visible_duties)
    seats = (make_seat(), make_seat(authority=OTHER_AUTHORITY))

    counts = [[read(seat).count() for read in reads] for seat in seats]

    assert counts == [[1, 1, 1, 0, 0], [0, 0, 0, 0, 0]]


def test_the_database_refuses_two_open_claims_and_an_endless_withdrawal() -> None:
    claim = make_claim()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_claim(claim.power, since=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        Claim.objects.filter(id=claim.id).update(state=ClaimState.WITHDRAWN)
