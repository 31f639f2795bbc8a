"""The calculator of discretion in a real browser: by keyboard, on a phone, in both languages."""

from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.kernel.choices import INSIDERS, Role
from fazhi.registers.competence.choices import TierLevel
from fazhi.registers.competence.models import Power
from tests.factories.cases import make_town
from tests.factories.competence import make_benchmark
from tests.journeys.accessibility import barriers
from tests.journeys.conftest import LogIn
from tests.journeys.measures import lengthen, overflow

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

ASKED = "?party_kind=person&age=17&harm=slight&is_first=on&was_corrected_in_time=on"
SPARED = "?party_kind=person&age=13&lighter=removed_harm&is_slight=on&harm=none"


@pytest.fixture
def power() -> Power:
    """Return an item with a benchmark."""
    power = make_town(fine_min_person=Decimal(100)).power
    make_benchmark(power, [(TierLevel.FIRST, 100, 250), (TierLevel.THIRD, 400, 500)])
    return power


@pytest.mark.once
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_no_page_of_discretion_has_barriers_or_is_wider_than_its_window(
    desktop: Page, phone: Page, login_as: LogIn, live_server: LiveServer, power: Power,
    language: str,
) -> None:  # fmt: skip
    login_as(desktop, *INSIDERS)
    login_as(phone, *INSIDERS, username="chen.ming")
    found = {}
    for view in (desktop, phone):
        view.context.add_cookies(
            [{"name": "django_language", "value": language, "url": live_server.url}]
        )
        for path in ("", "discretion/", f"discretion/{ASKED}", f"discretion/{SPARED}"):
            view.goto(f"{live_server.url}/competence/{power.code}/{path}")
            name = f"{path} {(view.viewport_size or {})['width']}"
            found[name] = barriers(view) or overflow(view)
            if language != "en":  # English is what longer words are feared to be
                lengthen(view)
                found[f"{name}, longer words"] = overflow(view)

    assert {name: what for name, what in found.items() if what} == {}


def test_a_reviewer_works_it_out_by_keyboard(
    desktop: Page, login_as: LogIn, live_server: LiveServer, power: Power
) -> None:
    login_as(desktop, Role.CASE_REVIEWER)
    desktop.goto(f"{live_server.url}/competence/{power.code}/discretion/")

    desktop.get_by_label("行为之日的年龄").fill("30")
    desktop.get_by_label("配合查处有立功表现").focus()
    desktop.keyboard.press("Space")
    desktop.get_by_role("button", name="核算").press("Enter")

    mitigated = desktop.get_by_role("row").filter(
        has=desktop.get_by_role("cell", name="减轻", exact=True)
    )
    expect(mitigated).to_contain_text("0—99.99 元")
    expect(desktop.get_by_label("配合查处有立功表现")).to_be_checked()
