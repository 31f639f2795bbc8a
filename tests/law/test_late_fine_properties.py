"""Whatever the fine, the days and the pauses: the late fine is never unjust."""

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as some

from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.late_fine import late_fine

unhurried = settings(deadline=None, database=None)

LAW = load_law()
DUE_ON = dt.date(2026, 2, 24)
FINES = some.decimals(min_value=Decimal("0.01"), max_value=Decimal(3000), places=2)
DAYS = some.dates(min_value=DUE_ON, max_value=dt.date(2027, 2, 24))
PAUSES = some.lists(some.tuples(DAYS, DAYS).map(sorted).map(tuple), max_size=3)


@unhurried
@given(fine=FINES, day=DAYS, pauses=PAUSES)
def test_it_never_exceeds_the_fine_and_never_grows_by_a_pause(
    fine: Decimal, day: dt.date, pauses: list[tuple[dt.date, dt.date]]
) -> None:
    paused = late_fine(LAW, fine=fine, due_on=DUE_ON, day=day, pauses=pauses)
    plain = late_fine(LAW, fine=fine, due_on=DUE_ON, day=day)

    assert Decimal(0) <= paused.amount <= plain.amount <= fine
    assert paused.days + paused.paused_days == plain.days
    assert paused.cap_on >= plain.cap_on


@unhurried
@given(fine=FINES, day=DAYS)
def test_it_is_capped_from_the_cap_day_on(fine: Decimal, day: dt.date) -> None:
    reckoned = late_fine(LAW, fine=fine, due_on=DUE_ON, day=day)

    assert reckoned.is_capped or day < reckoned.cap_on
