"""A real browser for journeys: the system's Chromium, in Chinese, that reaches this machine only.

A test that uses `page`, `desktop` or `phone` is marked `browser`. Whatever the page complains of
on its console fails the test: a refused script, a missing file, an error, a dialog.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel import clock
from scripts import services
from tests.factories.accounts import PASSWORD, make_account

if TYPE_CHECKING:
    from fazhi.kernel.choices import Role

LogIn = Callable[..., None]

_FLAGS = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Start Chromium once for all journeys."""
    # The driver keeps an event loop in this thread; Django must not take it for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=services.chromium(), args=list(_FLAGS), headless=True
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """Open a page of its own; fail when its console complained."""
    with _opened(chromium, 1280, 720) as page:
        yield page


@pytest.fixture
def desktop(chromium: Browser) -> Iterator[Page]:
    """Open a page on the screen of an old office computer."""
    with _opened(chromium, 1366, 768) as page:
        yield page


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    """Open a page on a small phone, touched by fingers."""
    with _opened(chromium, 360, 780, has_touch=True, is_mobile=True) as page:
        yield page


@pytest.fixture
def login_as(live_server: LiveServer) -> LogIn:
    """Return a function that signs a page in through the form, as a new account with roles."""

    def log_in(page: Page, *roles: "Role", username: str = "zhou.hai") -> None:
        make_account(*roles, username=username)
        page.goto(f"{live_server.url}/login/?account={username}")
        page.get_by_label("口令").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        page.wait_for_url("**/desk/")
        give_factor_to(page)
        page.wait_for_load_state("networkidle")  # or it still reads what the test writes next

    return log_in


@pytest.fixture(autouse=True)
def _site() -> Iterator[None]:
    """Let the pages know the authority of this test, and no other."""
    cache.clear()
    yield
    cache.clear()


def give_factor_to(page: Page) -> None:
    """Let the second factor count in the session of a page; a journey of its own gives it."""
    keys = [each["value"] for each in page.context.cookies() if each["name"] == "sessionid"]
    session = SessionStore(keys[0])
    session["factor_at"] = clock.now().timestamp()
    session.save()


@contextmanager
def _opened(chromium: Browser, width: int, height: int, **screen: bool) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        **screen,
    )
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.extend(_complaint(message)))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", lambda dialog: complaints.append(f"a dialog: {dialog.message}"))
    yield page
    page.wait_for_load_state("networkidle")  # what is under way must not meet an emptied database
    context.close()
    assert complaints == []


def _complaint(message: ConsoleMessage) -> Iterator[str]:
    """Yield an error of the console, unless it only repeats a status that the test asked for."""
    url = message.location.get("url", "")
    is_asked_for = "status of 422" in message.text or url.endswith("/no/where/")
    if message.type == "error" and not is_asked_for:
        yield f"{message.text} ({url})"
