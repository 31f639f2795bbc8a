"""Reads of meetings: who reads what, what is overdue, what may go on the next agenda."""

import datetime as dt
from collections.abc import Iterator

import pytest

from fazhi.capabilities.meetings import matters
from fazhi.capabilities.meetings.access import visible_meetings, visible_resolutions
from fazhi.capabilities.meetings.actions import complete_resolutions
from fazhi.capabilities.meetings.choices import MeetingKind, ResolutionLamp
from fazhi.capabilities.meetings.inputs import CompletionInput
from fazhi.capabilities.meetings.matters import Matter, decision_day, offers_matters
from fazhi.capabilities.meetings.queries import (
    listed_meetings,
    open_matters,
    overdue_resolutions,
)
from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import decide_on_the_spot
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW as MORNING
from tests.factories.cases import make_decision, make_town
from tests.factories.documents import make_dossier
from tests.factories.meetings import (
    DAY,
    DUE_ON,
    NOW,
    House,
    make_held,
    make_house,
    make_meeting,
    make_resolutions,
    resolution_input,
)
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db
ONE_DAY = dt.timedelta(days=1)


def decided() -> Case:
    """Return a case that was decided on the spot on the morning of the tests."""
    town = make_town()
    with clock.standing_at(MORNING):
        return decide_on_the_spot(town.officer, [make_decision(town)])[0]


@pytest.fixture(autouse=True)
def _afternoon() -> Iterator[None]:
    with clock.standing_at(NOW):
        yield


@pytest.fixture
def house() -> House:
    return make_house()


@pytest.mark.parametrize("role", list(Role))
def test_joint_meetings_are_for_all_staff_and_discussions_for_who_records(
    house: House, role: Role
) -> None:
    make_meeting(house)
    make_meeting(house, MeetingKind.DELIBERATION)

    kinds = set(visible_meetings(make_seat(role)).values_list("kind", flat=True))

    records = {Role.CLERK, Role.SQUAD_LEADER, Role.CASE_REVIEWER, Role.HEAD}
    staff = set() if role in {Role.SUPERVISOR, Role.LAWYER} else {"joint_meeting"}
    assert kinds == ({"joint_meeting", "deliberation"} if role in records else staff)


def test_citizens_and_neighbours_read_no_meeting(house: House) -> None:
    make_resolutions(house)

    for seat in (Seat.of_public(AUTHORITY), make_seat(Role.HEAD, authority=OTHER_AUTHORITY)):
        assert visible_meetings(seat).count() == 0
        assert visible_resolutions(seat).count() == 0


def test_a_list_counts_items_and_open_resolutions(house: House) -> None:
    rows = make_resolutions(house, resolution_input(house), resolution_input(house))
    complete_resolutions(
        house.clerk, [CompletionInput(resolution_id=rows[0].pk, done_on=DAY, proof="已办。")]
    )

    row = listed_meetings(house.clerk).get()

    assert (row.item_count, row.resolution_count, row.open_count) == (1, 2, 1)


def test_a_resolution_is_overdue_the_day_after_its_day(house: House) -> None:
    (row,) = make_resolutions(house)

    assert [row.lamp(day) for day in (DUE_ON - ONE_DAY, DUE_ON, DUE_ON + ONE_DAY)] == [
        ResolutionLamp.OPEN,
        ResolutionLamp.DUE_TODAY,
        ResolutionLamp.OVERDUE,
    ]
    assert list(overdue_resolutions(house.clerk, DUE_ON)) == []
    assert list(overdue_resolutions(house.clerk, DUE_ON + ONE_DAY)) == [row]


def test_a_resolution_done_after_its_day_stays_late(house: House) -> None:
    (row,) = make_resolutions(house)
    row.done_on = DUE_ON + ONE_DAY

    assert row.lamp(DUE_ON + 9 * ONE_DAY) == ResolutionLamp.LATE


def test_what_earlier_meetings_left_undone_may_go_on_the_agenda(house: House) -> None:
    first, second = make_resolutions(
        house,
        resolution_input(house, text="公示", due_on=DUE_ON + ONE_DAY),
        resolution_input(house),
    )

    today = open_matters(house.clerk, DAY)
    tomorrow = open_matters(house.clerk, DAY + ONE_DAY)

    assert today == []
    assert [(each.title, each.due_on) for each in tomorrow] == [
        (second.text, DUE_ON),
        (first.text, DUE_ON + ONE_DAY),
    ]
    assert {each.dossier for each in tomorrow} == {first.meeting.dossier}


def test_other_rooms_offer_matters_once(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(matters, "_offers", [])

    @offers_matters
    def hazards(seat: Seat, day: dt.date) -> list[Matter]:
        del seat
        return [Matter(title=f"隐患 {day}", origin="隐患")]

    offers_matters(hazards)

    assert [each.title for each in open_matters(house.clerk, DAY)] == ["隐患 2026-03-10"]


def test_the_day_of_a_decision_is_known_of_decided_cases_only(house: House) -> None:
    case = decided()
    held, _item = make_held(house)

    assert decision_day(case.dossier) == clock.day_of(case.decided_at)
    assert [decision_day(each) for each in (make_dossier(), held.dossier, None)] == [None] * 3
