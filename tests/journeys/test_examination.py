"""The page of examination in a real browser: by keyboard, on a phone, in both languages."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import Role
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "commands" / "examples" / "examine"
WRONG = (FOLDER / "review_by_investigator.yaml").read_text(encoding="utf-8")


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_examination_has_barriers_or_is_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer, language: str
) -> None:
    login_as(desktop, Role.CASE_REVIEWER)
    login_as(phone, Role.CASE_REVIEWER, username="chen.ming")
    found = {}
    for view in (desktop, phone):
        view.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        for text in ("", WRONG, WRONG.replace("act: decision,", "act: dance,")):
            view.goto(f"{live_server.url}/examinations/")
            if text:
                view.locator("textarea").fill(text)
                view.locator("main button[type=submit]").first.click()
            name = f"{len(text)} {(view.viewport_size or {})['width']}"
            found[name] = barriers(view) or overflow(view)
            if language != "en":  # English is what longer words are feared to be
                lengthen(view)
                found[f"{name}, longer words"] = overflow(view)

    assert {name: what for name, what in found.items() if what} == {}


def test_a_reviewer_examines_by_keyboard_and_takes_the_answer_along(
    desktop: Page, login_as: LogIn, live_server: LiveServer
) -> None:
    login_as(desktop, Role.CASE_REVIEWER)
    desktop.goto(f"{live_server.url}/examinations/")

    desktop.get_by_label("案件时间线").fill(WRONG)
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Tab")
    desktop.keyboard.press("Enter")

    expect(desktop.get_by_role("region", name="应当拒绝")).to_contain_text("SEP-001")
    expect(desktop.get_by_label("案件时间线")).to_have_value(WRONG)
    with desktop.expect_download() as waiting:
        desktop.get_by_role("button", name="下载评查结果（JSON）").click()
    assert waiting.value.suggested_filename == "examination.json"
