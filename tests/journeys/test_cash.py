"""The page of cash in a real browser: both languages, both screens, with cash on its way."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.proceedings.cases.actions import hand_in_fines, record_fine_payments
from tests.factories.cases import make_town
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow
from tests.proceedings.cases.payment_table import LATER, Row, entered

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CASH = {"channel": "cash_on_spot", "ground": "small_fine"}


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_page_of_cash_has_no_barriers_and_is_no_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer, language: str
) -> None:
    put_cash_on_its_way()
    login_as(desktop, Role.CLERK)
    login_as(phone, Role.CLERK, username="chen.ming")
    found = {}
    for page in (desktop, phone):
        page.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        page.goto(f"{live_server.url}/cases/cash/")
        expect(page.locator("main input[type=checkbox]")).to_have_count(2)
        trouble, as_it_is = barriers(page), overflow(page)
        if language != "en":  # English is what longer words are feared to be
            lengthen(page)
        found[page is phone] = (trouble, as_it_is, overflow(page))

    assert found == {False: ([], 0, 0), True: ([], 0, 0)}


def put_cash_on_its_way() -> None:
    """Let officers hold the cash of one fine, and the office that of another."""
    town = make_town()
    with clock.standing_at(LATER):
        payments = [
            record_fine_payments(town.clerk, [entered(town, Row("", "", CASH))])[0]
            for _ in range(2)
        ]
        hand_in_fines(town.clerk, [payments[0].pk], LATER.date())
