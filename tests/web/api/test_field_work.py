"""The API of field work: batches of referrals and persuasions, taken whole or refused whole."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.inputs import ReferralInput
from fazhi.proceedings.cases.models import ParkingReferral, Persuasion
from tests.factories.cases import NOW, Town, make_referral_input, make_town
from tests.factories.places import inside
from tests.proceedings.cases.parking_table import Row, entered, rows

pytestmark = pytest.mark.django_db

REFERRALS, PERSUASIONS = "/api/v1/parking-referrals", "/api/v1/persuasions"
TABLE = [row for row in rows() if not row.action_only]
#: What a body cannot be without is refused before the law is asked.
UNREADABLE = {"plate": ""}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def officer(staff: Callable[..., Client]) -> Client:
    return staff(Role.OFFICER)


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_one_referral_is_answered_as_the_table_says(officer: Client, town: Town, row: Row) -> None:
    with clock.standing_at(NOW):
        answer = _post(officer, REFERRALS, [_body(entered(town, row))])

    if not row.refused:
        assert answer.status_code == 201
        assert [each["number"] for each in answer.json()] == [ParkingReferral.objects.get().number]
        return
    error = answer.json()["error"]
    assert (answer.status_code, ParkingReferral.objects.count()) == (422, 0)
    if row.change != UNREADABLE:
        refusal = next(each for each in error["answers"] if each["rule"] == row.rule)
        assert refusal["provisions"] != []
        assert refusal["reason"]["zh"] != ""
        assert refusal["next_step"]["en"] != ""


@pytest.mark.parametrize("row", [row for row in TABLE if row.refused], ids=str)
def test_a_list_with_one_incomplete_referral_is_refused_whole(
    officer: Client, town: Town, row: Row
) -> None:
    with clock.standing_at(NOW):
        complete = make_referral_input(town, officer_ids=(town.officers[0].id,))
        answer = _post(officer, REFERRALS, [_body(complete), _body(entered(town, row))])

    assert answer.status_code == 422
    assert ParkingReferral.objects.count() == 0


def test_a_list_of_referrals_is_taken_whole_and_once(officer: Client, town: Town) -> None:
    with clock.standing_at(NOW):
        bodies = [_body(make_referral_input(town)) for _ in range(3)]
        first, again = _post(officer, REFERRALS, bodies), _post(officer, REFERRALS, bodies)

    assert (first.status_code, len(first.json())) == (201, 3)
    assert again.json() == first.json()
    assert ParkingReferral.objects.count() == 3


def test_a_key_with_other_content_and_a_vehicle_twice_are_refused(
    officer: Client, town: Town
) -> None:
    with clock.standing_at(NOW):
        body = _body(make_referral_input(town))
        _post(officer, REFERRALS, [body])
        other = _post(officer, REFERRALS, [{**body, "appearance": "黑色轿车"}])
        twice = _post(officer, REFERRALS, [{**body, "key": "another-long-key"}])

    assert (other.status_code, twice.status_code) == (409, 422)
    assert list(twice.json()["error"]["fields"]) == ["plate"]
    assert ParkingReferral.objects.count() == 1


def test_a_list_of_persuasions_is_recorded_whole_and_once(officer: Client, town: Town) -> None:
    bodies = [_tap(number) for number in range(3)]

    with clock.standing_at(NOW):
        first, again = _post(officer, PERSUASIONS, bodies), _post(officer, PERSUASIONS, bodies)

    assert (first.status_code, first.json(), again.json()) == (201, {"count": 3}, {"count": 3})
    assert set(Persuasion.objects.values_list("grid", flat=True)) == {town.grid.pk}


@pytest.mark.parametrize(
    "wrong",
    [
        {"persuaded_at": (NOW + dt.timedelta(seconds=1)).isoformat()},
        {"persuaded_at": "2026-03-10T09:00:00"},  # of which zone?
        {"longitude": 300},
        {"name": "张某"},  # nothing of a person is taken
        {"key": "short"},
    ],
    ids=["in the future", "without a zone", "nowhere", "with a name", "without a key"],
)
def test_a_list_with_one_wrong_persuasion_is_refused_whole(
    officer: Client, town: Town, wrong: dict[str, Any]
) -> None:
    with clock.standing_at(NOW):
        answer = _post(officer, PERSUASIONS, [_tap(1), {**_tap(2), **wrong}])

    assert town.grid
    assert answer.status_code == 422
    assert Persuasion.objects.count() == 0


@pytest.mark.parametrize(
    "moment", ["2026-03-10T09:00:00", "2016-03-10T09:00:00+08:00", "2026-03-11T09:00:00+08:00"]
)
def test_a_referral_at_an_impossible_moment_is_refused_and_never_an_error(
    officer: Client, town: Town, moment: str
) -> None:
    with clock.standing_at(NOW):
        body = {**_body(make_referral_input(town)), "noticed_at": moment}
        answer = _post(officer, REFERRALS, [body])

    assert answer.status_code == 422
    assert ParkingReferral.objects.count() == 0


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("address", [REFERRALS, PERSUASIONS])
def test_an_empty_list_is_refused(officer: Client, address: str) -> None:
    assert _post(officer, address, []).status_code == 422


@pytest.mark.usefixtures("town")
def test_a_list_that_is_too_long_is_refused_and_not_shortened(officer: Client) -> None:
    with clock.standing_at(NOW):
        answer = _post(officer, PERSUASIONS, [_tap(number) for number in range(1001)])

    assert answer.status_code == 422
    assert Persuasion.objects.count() == 0


@pytest.mark.parametrize("address", [REFERRALS, PERSUASIONS])
@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'"x"', b"[1]", b"[{}]"])
def test_what_cannot_be_read_is_refused_and_never_an_error(
    officer: Client, address: str, body: bytes
) -> None:
    answer = officer.post(address, body, content_type="application/json")

    assert 400 <= answer.status_code < 500


def _post(client: Client, address: str, body: object) -> Any:
    return client.post(address, json.dumps(body), content_type="application/json")


def _body(given: ReferralInput) -> dict[str, Any]:
    return {
        "key": f"{given.key}-long-enough",
        "plate": given.plate,
        "vehicle_type": str(given.vehicle_type),
        "appearance": given.appearance,
        "spot": {
            "place": given.spot.place,
            "longitude": given.spot.longitude,
            "latitude": given.spot.latitude,
        },
        "noticed_at": given.noticed_at.isoformat(),
        "officers": [str(each) for each in given.officer_ids],
        "photographs": [str(each) for each in given.photograph_ids],
    }


def _tap(number: int) -> dict[str, Any]:
    longitude, latitude = inside(0, 0)
    return {
        "key": f"persuasion-{number}",
        "longitude": longitude,
        "latitude": latitude,
        "persuaded_at": NOW.isoformat(),
    }
