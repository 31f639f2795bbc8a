"""Coming in and going out, as a person does it."""

import re

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import Role
from tests.factories.accounts import PASSWORD, make_account
from tests.journeys.conftest import LogIn

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_wrong_password_keeps_the_account_and_says_one_sentence(
    desktop: Page, live_server: LiveServer
) -> None:
    make_account(Role.CLERK)
    desktop.goto(f"{live_server.url}/login/")

    desktop.get_by_label("账号").fill("zhou.hai")
    desktop.get_by_label("口令").fill("wrong")
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("alert")).to_contain_text("账号或口令不正确，或者尝试次数过多。")
    expect(desktop.get_by_label("账号")).to_have_value("zhou.hai")
    expect(desktop.get_by_label("口令")).to_have_value("")


def test_five_wrong_passwords_lock_the_account_for_this_address(
    desktop: Page, live_server: LiveServer
) -> None:
    make_account(Role.CLERK)
    desktop.goto(f"{live_server.url}/login/?account=zhou.hai")
    for password in [*["wrong"] * 5, PASSWORD]:
        desktop.get_by_label("口令").fill(password)
        desktop.get_by_role("button", name="登录").click()
        expect(desktop.get_by_role("alert")).to_be_visible()

    desktop.goto(f"{live_server.url}/desk/")

    expect(desktop).to_have_url(re.compile("/login/"))


def test_a_demonstration_account_comes_in_with_one_link_and_the_password_on_the_page(
    desktop: Page, live_server: LiveServer
) -> None:
    account = make_account(Role.HEAD, username="demo-head", is_demonstration=True)
    desktop.goto(live_server.url)
    password = desktop.locator(".section-head code").first.inner_text()
    account.set_password(password)
    account.save()

    desktop.get_by_role("link", name="街道负责人").click()
    desktop.get_by_label("口令").fill(password)
    desktop.get_by_role("button", name="登录").click()

    expect(desktop.get_by_role("heading", name="我的待办")).to_be_visible()


def test_who_was_sent_to_the_login_page_arrives_where_he_wanted_to_go(
    desktop: Page, live_server: LiveServer
) -> None:
    make_account(Role.CLERK)
    desktop.goto(f"{live_server.url}/desk/profile/")

    desktop.get_by_label("账号").fill("zhou.hai")
    desktop.get_by_label("口令").fill(PASSWORD)
    desktop.keyboard.press("Enter")

    expect(desktop).to_have_url(f"{live_server.url}/desk/profile/")


def test_after_logging_out_the_back_button_shows_nothing(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    login_as(desktop, Role.CLERK)
    desktop.locator("summary.person").click()
    desktop.get_by_role("button", name="退出登录").click()
    expect(desktop).to_have_url(f"{live_server.url}/login/")

    desktop.go_back()

    expect(desktop).to_have_url(re.compile("/login/"))
