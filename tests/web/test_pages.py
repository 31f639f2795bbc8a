"""Who may open a page, and what everybody else is answered."""

from collections.abc import Callable

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.models import Account, RoleGrant
from tests.factories.seats import AUTHORITY

Staff = Callable[..., Client]

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.sample_pages")]


def test_a_stranger_is_sent_to_the_login_page_and_back(client: Client) -> None:
    answer = client.get("/sample/anybody/?tab=x")

    assert (answer.status_code, answer["Location"]) == (
        302,
        "/login/?next=%2Fsample%2Fanybody%2F%3Ftab%3Dx",
    )


def test_a_program_without_login_is_told_so(client: Client) -> None:
    answer = client.get("/sample/anybody/", headers={"accept": "application/json"})

    assert (answer.status_code, answer.json()["error"]["kind"]) == (401, "login")


def test_a_part_of_a_page_asks_the_browser_to_go_to_the_login_page(client: Client) -> None:
    answer = client.get("/sample/anybody/", headers={"HX-Request": "true"})

    assert (answer.status_code, answer["HX-Redirect"]) == (
        401,
        "/login/?next=%2Fsample%2Fanybody%2F",
    )


def test_a_page_knows_the_seat_of_the_person(staff: Staff) -> None:
    answer = staff(Role.HEAD).get("/sample/review/")

    assert answer.content.decode() == f"周海 {AUTHORITY}"


def test_a_person_without_the_role_is_told_who_may(staff: Staff) -> None:
    answer = staff(Role.CLERK).get("/sample/review/")

    assert answer.status_code == 403
    assert "此操作由案审员、街道负责人办理。" in answer.content.decode()


def test_a_role_that_ended_yesterday_opens_nothing(staff: Staff) -> None:
    client = staff(Role.HEAD)
    RoleGrant.objects.update(until=clock.today().replace(year=2021))

    assert client.get("/sample/review/").status_code == 403


def test_a_citizen_has_the_seat_of_the_public_of_the_portal(client: Client) -> None:
    answer = client.get("/sample/citizen/")

    assert answer.content.decode() == f"None {AUTHORITY}"


def test_a_public_page_gives_staff_the_seat_of_the_public_too(staff: Staff) -> None:
    answer = staff(Role.HEAD).get("/sample/citizen/")

    assert answer.content.decode() == f"None {AUTHORITY}"


def test_a_session_ends_when_the_account_is_cut_off(staff: Staff) -> None:
    client = staff(Role.HEAD)
    Account.objects.update(sessions_valid_from=clock.now())

    assert client.get("/sample/anybody/").status_code == 302


def test_a_session_of_an_account_that_was_closed_is_nobody_s(staff: Staff) -> None:
    client = staff(Role.HEAD)
    Account.objects.update(is_active=False)

    assert client.get("/sample/anybody/").status_code == 302


def test_pages_of_a_person_in_office_are_not_kept_by_the_browser(staff: Staff) -> None:
    answer = staff(Role.HEAD).get("/sample/anybody/")

    assert answer["Cache-Control"] == "private, no-store"
