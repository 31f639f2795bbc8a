"""Figures of meetings: held by planned, done in time by due, never of collective discussions."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest

from fazhi.capabilities.meetings.actions import (
    cancel_meeting,
    complete_resolutions,
    record_resolutions,
)
from fazhi.capabilities.meetings.choices import MeetingKind
from fazhi.capabilities.meetings.inputs import CompletionInput
from fazhi.capabilities.meetings.models import Resolution
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.outcomes.indicators.period import Period
from fazhi.outcomes.indicators.queries import Figure, figure
from fazhi.outcomes.indicators.records import MEASURES
from tests.factories.meetings import (
    DAY,
    NOW,
    House,
    make_held,
    make_house,
    make_meeting,
    make_resolutions,
    resolution_input,
    result_of,
)
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db
YEAR = Period.of_year(2026)
ONE_DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


def counted(key: str) -> tuple[Decimal, Decimal | None]:
    found: Figure = figure(Seat(authority=AUTHORITY), key, YEAR)
    return found.numerator, found.base


def listed(measure: str) -> int:
    (part,) = MEASURES[measure].parts
    return len(list(part.records(AUTHORITY, YEAR).order_by(*part.sort)))


def complete(house: House, row: Resolution, done_on: dt.date) -> None:
    given = CompletionInput(resolution_id=row.pk, done_on=done_on, proof="已办。")
    with clock.standing_at(clock.at_local(done_on, dt.time(16))):
        complete_resolutions(house.clerk, [given])


def test_held_meetings_are_counted_by_those_planned_so_far(house: House) -> None:
    make_held(house)
    make_held(house, MeetingKind.DELIBERATION)
    cancel_meeting(house.clerk, make_meeting(house).pk, reason="防台应急")
    make_meeting(house, planned_at=NOW + ONE_DAY)
    make_meeting(house, planned_at=NOW - 100 * ONE_DAY)

    assert counted("joint_meetings") == (1, None)
    assert counted("joint_meetings.holding_rate") == (1, 2)
    assert (listed("joint_meetings"), listed("joint_meetings_planned")) == (1, 2)


def test_a_resolution_counts_once_it_is_done_or_its_day_has_passed(house: House) -> None:
    in_time, late, _missed, _still_open = make_resolutions(
        house,
        resolution_input(house, due_on=DAY),
        resolution_input(house, due_on=DAY),
        resolution_input(house, due_on=DAY + ONE_DAY),
        resolution_input(house, due_on=DAY + 9 * ONE_DAY),
    )
    complete(house, in_time, DAY)
    complete(house, late, DAY + ONE_DAY)

    with clock.standing_at(NOW + 2 * ONE_DAY):
        found = counted("resolutions_done_on_time")
        rows = listed("resolutions_done_on_time"), listed("resolutions_due")

    assert (found, rows) == ((1, 3), (1, 3))


def test_what_a_collective_discussion_resolved_is_not_counted(house: House) -> None:
    meeting, item = make_held(house, MeetingKind.DELIBERATION)
    given = resolution_input(house, due_on=DAY)
    (row,) = record_resolutions(house.clerk, meeting.pk, [result_of(item)], [given])
    complete(house, row, DAY)

    assert counted("resolutions_done_on_time") == (0, 0)
