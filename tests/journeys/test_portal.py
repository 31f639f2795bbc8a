"""The portal in a real browser: letters and targets for elders, reading aloud, no barriers."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.journeys.accessibility import barriers
from tests.journeys.measures import overflow, weight

pytestmark = [pytest.mark.browser, pytest.mark.slow]

_LETTERS = "parseFloat(getComputedStyle(document.body).fontSize)"
_TARGETS = """[...document.querySelectorAll('button, .choice, .button')]
  .filter((one) => one.offsetHeight).map((one) => one.offsetHeight)"""
PAGE_WITHOUT_MAP = 60 * 1024


def test_elder_mode_enlarges_letters_and_targets_and_stays(
    phone: Page, live_server: LiveServer
) -> None:
    phone.goto(f"{live_server.url}/portal/")
    before = phone.evaluate(_LETTERS)

    phone.get_by_role("button", name="长辈版").tap()
    expect(phone.get_by_role("button", name="标准版")).to_be_visible()
    phone.reload()

    assert before == 16
    assert phone.evaluate(_LETTERS) >= 18
    assert min(phone.evaluate(_TARGETS)) >= 60
    assert overflow(phone) == 0
    assert barriers(phone) == []


def test_the_ordinary_mode_has_targets_for_fingers(phone: Page, live_server: LiveServer) -> None:
    phone.goto(f"{live_server.url}/portal/")

    assert min(phone.evaluate(_TARGETS)) >= 44
    assert barriers(phone) == []


@pytest.mark.once
def test_the_portal_is_light(phone: Page, live_server: LiveServer) -> None:
    assert weight(phone, f"{live_server.url}/portal/") <= PAGE_WITHOUT_MAP
