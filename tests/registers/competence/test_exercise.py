"""Which powers can be exercised on a day with two certified officers, and why not."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.registers.competence.choices import BasisState
from fazhi.registers.competence.queries import exercisable, why_not
from fazhi.registers.places.versions import touch
from fazhi.registers.staff.choices import AbsenceKind, Field, Post
from fazhi.registers.staff.models import Absence
from tests.factories.competence import make_claim, make_power
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY
from tests.factories.staff import make_officer

pytestmark = pytest.mark.django_db
DAY = dt.date(2023, 5, 10)
EXPIRED = dt.date(2023, 4, 30)


def reasons_on(day: dt.date, **fields: object) -> list[tuple[str, bool, str]]:
    """Return rule, whether it blocks, and reason of what stands against a claimed power."""
    power = make_power(**fields)
    make_claim(power)
    return [(answer.rule, answer.blocks, answer.reason.zh) for answer in why_not(power, day)]


def test_a_claimed_power_can_be_exercised_by_two_certified_officers() -> None:
    officers = {make_officer(), make_officer()}
    claim = make_claim()

    (exercise,) = exercisable(AUTHORITY, DAY)

    assert (exercise.power, exercise.claim, set(exercise.officers)) == (
        claim.power,
        claim,
        officers,
    )
    assert exercise.is_possible
    assert why_not(claim.power, DAY) == ()


def test_the_second_officer_may_be_of_another_field() -> None:
    transport, market = make_officer(Field.TRANSPORT), make_officer(Field.MARKET_REGULATION)
    make_claim(make_power(field=Field.TRANSPORT))

    (exercise,) = exercisable(AUTHORITY, DAY)

    assert exercise.officers == (transport, market)


def test_a_field_with_one_officer_and_nobody_else_is_refused() -> None:
    make_officer(Field.TRANSPORT)

    found = reasons_on(DAY, field=Field.TRANSPORT)

    assert found == [
        ("PEN-023", True, "当日具有行政执法资格、可以参加的执法人员只有 1 名，少于 2 名。")
    ]
    assert exercisable(AUTHORITY, DAY) == []


def test_a_field_without_officer_warns_and_is_not_exercisable() -> None:
    make_officer()
    make_officer()

    found = reasons_on(DAY, field=Field.TRANSPORT)

    assert found == [("PEN-023", False, "交通运输领域当日没有持证人员在岗。")]
    assert exercisable(AUTHORITY, DAY) == []


@pytest.mark.parametrize(
    "second",
    [
        {"certified_until": EXPIRED},
        {"post": Post.AUXILIARY},
        {"until": EXPIRED},
        {"authority": OTHER_AUTHORITY},
    ],
)
def test_who_may_not_act_does_not_count(second: dict[str, object]) -> None:
    make_officer()
    make_officer(**second)  # type: ignore[arg-type]

    assert [rule for rule, _blocks, _text in reasons_on(DAY)] == ["PEN-023"]


def test_who_is_away_does_not_count() -> None:
    make_officer()
    away = make_officer()
    claim = make_claim()
    Absence.objects.create(
        authority=AUTHORITY,
        officer=away,
        kind=AbsenceKind.LEAVE,
        since=DAY,
        until=DAY,
        recorded_at="2023-05-01T00:00:00Z",
    )
    touch(AUTHORITY)

    days = (DAY, DAY + dt.timedelta(days=1))

    assert [len(exercisable(AUTHORITY, day)) for day in days] == [0, 1]
    assert why_not(claim.power, days[1]) == ()


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"basis_state": BasisState.NOT_RECORDED}, "没有登记法定依据，只可列示，不可行使。"),
        ({"basis_state": BasisState.SECONDARY}, "没有登记法定依据，只可列示，不可行使。"),
    ],
)
def test_a_power_whose_basis_was_not_read_is_claimed_and_not_exercisable(
    fields: dict[str, object], reason: str
) -> None:
    make_officer()
    make_officer()

    ((rule, blocks, text),) = reasons_on(DAY, code="T-X", **fields)

    assert (rule, blocks, text) == ("PEN-001", True, f"事项 T-X {reason}")


def test_an_unclaimed_power_and_one_of_another_day_are_refused() -> None:
    make_officer()
    make_officer()
    unclaimed = make_power()
    later = make_power(since=DAY + dt.timedelta(days=1))

    assert [[a.rule for a in why_not(power, DAY)] for power in (unclaimed, later)] == [
        ["PEN-001"],
        ["PEN-001"],
    ]


def test_everything_that_stands_against_a_power_is_named() -> None:
    power = make_power(field=Field.ECOLOGY, basis_state=BasisState.NOT_RECORDED)

    rules = [answer.rule for answer in why_not(power, DAY)]

    assert rules == ["PEN-001", "PEN-001", "PEN-023", "PEN-023"]


def test_a_list_of_powers_costs_one_statement_when_it_is_kept() -> None:
    make_officer()
    make_officer()
    for _ in range(3):
        make_claim()
    exercisable(AUTHORITY, DAY)

    with CaptureQueriesContext(connection) as statements:
        found = exercisable(AUTHORITY, DAY)

    assert (len(found), len(statements)) == (3, 1)
