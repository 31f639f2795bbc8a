"""Persuasions (现场劝离): one tap is one record of where and when, and of nobody."""

import datetime as dt
from dataclasses import fields, replace
from itertools import count

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fazhi.kernel import clock
from fazhi.kernel.choices import INSIDERS, Role
from fazhi.kernel.errors import ConflictError, ForbiddenError, InputError
from fazhi.kernel.models import Dossier, Entry
from fazhi.proceedings.cases.access import visible_persuasions
from fazhi.proceedings.cases.actions import persuade
from fazhi.proceedings.cases.inputs import PersuasionInput
from fazhi.proceedings.cases.models import Persuasion
from tests.factories.cases import NOW, Town, make_town
from tests.factories.places import inside
from tests.factories.seats import OTHER_AUTHORITY, make_seat

pytestmark = pytest.mark.django_db

_serials = count(1)


@pytest.fixture
def town() -> Town:
    return make_town()


def make_persuasion(**changes: object) -> PersuasionInput:
    longitude, latitude = inside(0, 0)
    usual = PersuasionInput(f"persuasion-{next(_serials)}", longitude, latitude, NOW)
    return replace(usual, **changes)  # type: ignore[arg-type]


def test_one_tap_is_one_record_of_where_and_when(town: Town) -> None:
    with clock.standing_at(NOW):
        recorded = persuade(town.officer, [make_persuasion()])

    row = Persuasion.objects.get()
    entry = Entry.objects.get(kind="persuasion.recorded")
    assert (recorded, row.persuaded_at, row.grid) == (1, NOW, town.grid)
    assert (row.longitude, row.latitude) == inside(0, 0)
    assert (row.entry_id, entry.happened_at) == (entry.id, NOW)
    assert Dossier.objects.count() == 0


def test_nothing_of_a_person_is_asked_or_stored(town: Town) -> None:
    with clock.standing_at(NOW):
        persuade(town.officer, [make_persuasion()])

    assert [each.name for each in fields(PersuasionInput)] == [
        "key", "longitude", "latitude", "persuaded_at",
    ]  # fmt: skip
    assert {field.column for field in Persuasion._meta.concrete_fields} == {
        "id", "authority", "grid_id", "longitude", "latitude", "persuaded_at", "entry_id",
        "entry_index",
    }  # fmt: skip
    told = Entry.objects.get(kind="persuasion.recorded").content.value
    assert sorted(told) == ["count", "items_root"]


def test_a_place_outside_is_recorded_without_a_grid(town: Town) -> None:
    with clock.standing_at(NOW):
        persuade(town.officer, [make_persuasion(longitude=120.0)])

    assert Persuasion.objects.get().grid is None


def test_the_same_key_is_recorded_once(town: Town) -> None:
    given = make_persuasion()

    with clock.standing_at(NOW):
        first = persuade(town.officer, [given])
        again = persuade(town.officer, [given, make_persuasion()])
        twice = persuade(town.officer, [given, given])

    assert (first, again, twice) == (1, 2, 1)
    assert Persuasion.objects.count() == 2


def test_the_same_key_with_other_content_refuses_the_whole_batch(town: Town) -> None:
    given = make_persuasion()
    with clock.standing_at(NOW):
        persuade(town.officer, [given])

        with pytest.raises(ConflictError):
            persuade(town.officer, [make_persuasion(), replace(given, longitude=121.0)])

    assert Persuasion.objects.count() == 1


def test_one_of_the_future_refuses_the_whole_batch(town: Town) -> None:
    later = make_persuasion(persuaded_at=NOW + dt.timedelta(seconds=1))

    with clock.standing_at(NOW), pytest.raises(InputError):
        persuade(town.officer, [make_persuasion(), later])

    assert Persuasion.objects.count() == 0


def test_an_empty_list_is_refused(town: Town) -> None:
    with pytest.raises(InputError):
        persuade(town.officer, [])


@pytest.mark.parametrize("role", [Role.OFFICER, Role.SQUAD_LEADER, Role.GRID_WORKER])
@pytest.mark.usefixtures("town")
def test_who_works_in_the_street_persuades(role: Role) -> None:
    with clock.standing_at(NOW):
        assert persuade(make_seat(role), [make_persuasion()]) == 1


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.CASE_REVIEWER, Role.DISPATCHER])
@pytest.mark.usefixtures("town")
def test_who_works_at_a_desk_does_not(role: Role) -> None:
    with clock.standing_at(NOW), pytest.raises(ForbiddenError):
        persuade(make_seat(role), [make_persuasion()])


def test_the_persuasions_of_another_authority_are_not_seen(town: Town) -> None:
    with clock.standing_at(NOW):
        persuade(town.officer, [make_persuasion()])

    assert visible_persuasions(town.officer).count() == 1
    assert visible_persuasions(make_seat(*INSIDERS, authority=OTHER_AUTHORITY)).count() == 0
    assert visible_persuasions(make_seat(Role.OPERATOR)).count() == 0


def test_statements_do_not_grow_with_the_batch(town: Town) -> None:
    few, many = [make_persuasion() for _ in range(2)], [make_persuasion() for _ in range(12)]
    with clock.standing_at(NOW):
        persuade(town.officer, [make_persuasion()])
        with CaptureQueriesContext(connection) as two:
            persuade(town.officer, few)
        with CaptureQueriesContext(connection) as twelve:
            persuade(town.officer, many)

    assert len(twelve) <= len(two)
    assert Entry.objects.filter(kind="persuasion.recorded").count() == 3
