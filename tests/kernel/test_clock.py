"""The clock: one door for time, days of Shanghai, and a way to make it stand."""

import datetime as dt

import pytest

from fazhi.kernel import clock

JUST_AFTER_MIDNIGHT = dt.datetime(2026, 11, 22, 16, 0, tzinfo=dt.UTC)


def test_a_day_begins_at_midnight_in_shanghai() -> None:
    assert clock.day_of(JUST_AFTER_MIDNIGHT) == dt.date(2026, 11, 23)
    assert clock.day_of(JUST_AFTER_MIDNIGHT - dt.timedelta(microseconds=1)) == dt.date(2026, 11, 22)
    assert clock.at_local(dt.date(2026, 11, 23)) == JUST_AFTER_MIDNIGHT
    assert clock.local(JUST_AFTER_MIDNIGHT).hour == 0


def test_a_clock_that_stands_stands_until_the_end_of_the_block() -> None:
    with clock.standing_at(JUST_AFTER_MIDNIGHT):
        seen = (clock.now(), clock.today(), clock.is_standing())

    assert seen == (JUST_AFTER_MIDNIGHT, dt.date(2026, 11, 23), True)
    assert not clock.is_standing()
    assert clock.now() != JUST_AFTER_MIDNIGHT


def test_a_clock_is_not_made_to_stand_without_a_time_zone() -> None:
    naive = dt.datetime(2026, 11, 23)  # noqa: DTZ001 -- what is refused

    with pytest.raises(ValueError, match="time zone"), clock.standing_at(naive):
        pass
