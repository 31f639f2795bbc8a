"""The way in: the start page, logging in and out, language and preferences."""

from collections.abc import Callable

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client

from fazhi.kernel.choices import Role
from fazhi.web.site import SiteFace
from tests.factories.accounts import PASSWORD, make_account
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY

Staff = Callable[..., Client]

pytestmark = pytest.mark.django_db


def test_the_start_page_names_one_demonstration_account_for_each_role(client: Client) -> None:
    for role in Role:
        make_account(role, username=f"demo-{role.value}", is_demonstration=True)
    make_account(Role.HEAD, username="demo-z-second-head", is_demonstration=True)
    make_account(Role.CLERK, username="real-clerk")
    make_account(Role.CLERK, username="demo-a", authority=OTHER_AUTHORITY, is_demonstration=True)

    text = client.get("/").content.decode()

    shown = [f"/login/?account=demo-{role.value}" for role in Role]
    assert [text.count(f'"{address}"') for address in shown] == [1] * len(Role)
    assert "second-head" not in text
    assert "real-clerk" not in text
    assert "demo-a" not in text
    assert text.count(settings.DEMONSTRATION_PASSWORD) == 1


def test_a_link_of_the_start_page_fills_in_the_account_and_signs_nobody_in(
    client: Client,
) -> None:
    make_account(Role.CLERK, username="demo-clerk", is_demonstration=True)

    text = client.get("/login/?account=demo-clerk").content.decode()

    assert text.count('value="demo-clerk"') == 1
    assert "_auth_user_id" not in client.session


def test_a_working_database_leads_strangers_to_the_portal_and_staff_to_the_desk(
    client: Client, staff: Staff
) -> None:
    cache.set(f"site-face:{AUTHORITY}", SiteFace(name="庄市街道"))  # as a working database has it

    assert client.get("/")["Location"] == "/portal/"
    assert staff(Role.CLERK).get("/")["Location"] == "/desk/"


def test_the_right_password_opens_the_desk_under_a_new_session(client: Client) -> None:
    make_account(Role.CLERK)
    client.get("/login/")
    client.session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else ""

    answer = client.post("/login/", {"username": "zhou.hai", "password": PASSWORD})

    assert (answer.status_code, answer["Location"]) == (303, "/desk/")
    assert client.cookies["sessionid"].value != before
    assert client.get("/desk/").status_code == 200


@pytest.mark.parametrize("username", ["zhou.hai", "nobody"])
def test_a_wrong_password_and_an_unknown_account_are_answered_alike(
    client: Client, username: str
) -> None:
    make_account(Role.CLERK)

    answer = client.post("/login/", {"username": username, "password": "wrong"})

    assert answer.status_code == 422
    assert "账号或口令不正确，或者尝试次数过多。" in answer.content.decode()


def test_after_five_failures_the_right_password_is_refused_too(client: Client) -> None:
    make_account(Role.CLERK)
    for _ in range(5):
        client.post("/login/", {"username": "zhou.hai", "password": "wrong"})

    answer = client.post("/login/", {"username": "zhou.hai", "password": PASSWORD})

    assert answer.status_code == 422


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/desk/?tab=overdue", "/desk/?tab=overdue"),
        ("https://elsewhere.example/", "/desk/"),
        ("//elsewhere.example/", "/desk/"),
        ("javascript:alert(1)", "/desk/"),
    ],
)
def test_after_signing_in_one_goes_back_within_this_site_only(
    client: Client, target: str, location: str
) -> None:
    make_account(Role.CLERK)

    answer = client.post("/login/", {"username": "zhou.hai", "password": PASSWORD, "next": target})

    assert answer["Location"] == location


def test_logging_out_ends_the_session_and_clears_what_the_browser_kept(staff: Staff) -> None:
    client = staff(Role.CLERK)

    answer = client.post("/logout/")

    assert answer["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/desk/").status_code == 302


def test_logging_out_is_not_done_by_a_link(staff: Staff) -> None:
    client = staff(Role.CLERK)

    assert client.get("/logout/").status_code == 405
    assert client.get("/desk/").status_code == 200


def test_the_language_is_kept_and_leads_back_to_the_page(client: Client) -> None:
    answer = client.post("/language/", {"language": "en", "next": "/portal/"})

    assert answer["Location"] == "/portal/"
    assert '<html lang="en"' in client.get("/portal/").content.decode()


def test_the_language_is_not_switched_by_a_link(client: Client) -> None:
    assert client.get("/language/?language=en").status_code == 405


def test_preferences_are_kept_in_this_browser(staff: Staff) -> None:
    client = staff(Role.CLERK)

    client.post("/desk/profile/", {"density": "compact"})
    html = client.get("/desk/profile/").content.decode()

    assert 'data-density="compact"' in html
    assert " data-shortcuts>" not in html


def test_a_density_that_does_not_exist_is_refused_with_the_form(staff: Staff) -> None:
    answer = staff(Role.CLERK).post("/desk/profile/", {"density": "huge"})

    assert answer.status_code == 422


def test_elder_mode_is_switched_on_and_off_and_leads_back(client: Client) -> None:
    answer = client.post("/portal/elder/", {"next": "/portal/?x=1"})
    assert answer["Location"] == "/portal/?x=1"
    assert " data-elder data-shortcuts>" in client.get("/portal/").content.decode()

    client.post("/portal/elder/", {"next": "https://elsewhere.example/"})
    assert " data-elder" not in client.get("/portal/").content.decode()


def test_health_and_readiness_are_told(client: Client) -> None:
    assert client.get("/healthz").content == b"ok\n"
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["database"]) == (
        200 if ready.json()["migrations"] else 503,
        True,
    )
