"""The page with one button: one tap, one record, nothing of anybody."""

from collections.abc import Callable

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.models import Persuasion
from tests.factories.cases import NOW, Town, make_town
from tests.factories.places import inside

pytestmark = pytest.mark.django_db

PAGE = "/persuasions/new/"
TAP = {"key": "a tap", "longitude": inside(0, 0)[0], "latitude": inside(0, 0)[1]}


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def worker(staff: Callable[..., Client]) -> Client:
    return staff(Role.GRID_WORKER)


def test_one_tap_is_recorded_where_and_when(worker: Client, town: Town) -> None:
    with clock.standing_at(NOW):
        answer = worker.post(PAGE, TAP)

    row = Persuasion.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, PAGE)
    assert (row.persuaded_at, row.grid, row.longitude) == (NOW, town.grid, TAP["longitude"])


@pytest.mark.usefixtures("town")
def test_a_second_tap_on_the_same_page_is_the_same(worker: Client) -> None:
    answers = []
    for second in (0, 1):
        with clock.standing_at(NOW.replace(second=second)):
            answers.append(worker.post(PAGE, TAP).status_code)

    assert answers == [303, 303]
    assert Persuasion.objects.count() == 1


@pytest.mark.usefixtures("town")
@pytest.mark.parametrize("wrong", [{"longitude": ""}, {"latitude": "north"}, {"key": ""}])
def test_a_tap_that_cannot_be_placed_is_refused(worker: Client, wrong: dict[str, str]) -> None:
    answer = worker.post(PAGE, TAP | wrong)

    assert answer.status_code == 422
    assert Persuasion.objects.count() == 0


@pytest.mark.usefixtures("town")
def test_the_page_asks_for_nothing_but_the_tap(worker: Client) -> None:
    page = worker.get(PAGE).content.decode()

    form = page[page.index('class="one-tap"') :]
    form = form[: form.index("</form>")]
    names = {piece.split('"')[0] for piece in form.split('name="')[1:]}
    assert names == {"csrfmiddlewaretoken", "key", "longitude", "latitude"}
    assert "不记任何人的身份" in page


def test_without_any_grid_the_page_still_opens(worker: Client) -> None:
    assert worker.get(PAGE).status_code == 200


@pytest.mark.parametrize("role", [Role.CLERK, Role.HEAD, Role.CASE_REVIEWER, Role.OPERATOR])
def test_who_works_at_a_desk_has_no_such_page(staff: Callable[..., Client], role: Role) -> None:
    assert staff(role).post(PAGE, TAP).status_code == 403
    assert Persuasion.objects.count() == 0
