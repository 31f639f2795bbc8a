"""The list of cases: how far each has come, where it is, narrowed by grid, in few statements."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import decide_on_the_spot, file_cases
from fazhi.proceedings.cases.choices import PATHS, CaseProcedure, CaseStatus
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.parties import make_party
from tests.factories.places import make_grid, square

pytestmark = pytest.mark.django_db

LIST_STATEMENTS, SEAT_STATEMENTS = 4, 3

Staff = Callable[..., Client]


@pytest.fixture
def town() -> Town:
    return make_town()


def test_a_row_shows_how_far_the_case_has_come_and_where_it_is(town: Town, staff: Staff) -> None:
    first, second = _decide(town, 2)
    with clock.standing_at(NOW):
        file_cases(town.leader, [second.pk])

    shown = staff(Role.CASE_REVIEWER).get("/cases/").content.decode()

    assert [f">{words}</span>" in shown for words in ("1/4", "2/4", "3/4")] == [True, True, False]
    assert shown.count(f'data-spot="{first.longitude:.6f},{first.latitude:.6f}"') == 2


def test_the_grid_narrows_the_list(town: Town, staff: Staff) -> None:
    (case,) = _decide(town, 1)
    other = make_grid("G02", square(1, 0))
    reviewer = staff(Role.CASE_REVIEWER)

    here = reviewer.get(f"/cases/?grid={town.grid.pk}").content.decode()
    there = reviewer.get(f"/cases/?grid={other.pk}").content.decode()

    assert (case.number in here, case.number in there) == (True, False)


def test_the_list_costs_as_many_statements_for_three_rows_as_for_one(
    town: Town, staff: Staff
) -> None:
    reviewer = staff(Role.CASE_REVIEWER)
    counts = []
    for count in (1, 2):
        _decide(town, count)
        reviewer.get("/cases/")  # so that registers and the face of the site are in memory
        with CaptureQueriesContext(connection) as captured:
            reviewer.get("/cases/")
        counts.append(len(captured) - SEAT_STATEMENTS)

    assert counts[0] == counts[1]
    assert counts[0] <= LIST_STATEMENTS


@pytest.mark.parametrize("procedure", CaseProcedure)
def test_a_case_stands_on_the_path_of_its_procedure_or_beside_it(procedure: CaseProcedure) -> None:
    path = PATHS[procedure]

    reached = {status: Case(procedure=procedure, status=status).progress for status in CaseStatus}

    assert reached == {
        status: (path.index(status) + 1, len(path)) if status in path else None
        for status in CaseStatus
    }


def _decide(town: Town, count: int) -> list[Case]:
    made = [make_decision(town, party_id=make_party().id) for _number in range(count)]
    with clock.standing_at(NOW):
        return decide_on_the_spot(town.officer, made)
