"""An office in a browser: people sit down at one screen, at the moments of a case."""

import datetime as dt
from collections.abc import Mapping
from contextvars import Token
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.test import Client
from playwright.sync_api import Page

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.proceedings.cases.models import Case, CaseStep
from tests.factories.accounts import sign_in_client
from tests.factories.ordinary import SERVED, USUAL, Squad, make_step, moment
from tests.factories.places import inside

_MOMENT = "%Y-%m-%dT%H:%M"
#: What the usual steps say and the page does not ask, because the file knows it.
_NOT_ALWAYS_ASKED = frozenset({"basis"})


class _ForAllThreads:
    """Stands in for the clock's variable of one thread: the server answers in others."""

    def __init__(self) -> None:
        self.value: dt.datetime | None = None

    def get(self) -> dt.datetime | None:
        return self.value

    def set(self, value: dt.datetime | None) -> dt.datetime | None:
        before, self.value = self.value, value
        return before

    def reset(self, token: "Token[dt.datetime | None] | dt.datetime | None") -> None:
        assert not isinstance(token, Token)
        self.value = token


@dataclass
class Office:
    """One screen of an office, and the squad whose people sit down at it."""

    page: Page
    url: str
    squad: Squad

    def sit(self, seat: Seat, path: str) -> None:
        """Let somebody sit down at the screen and open a page."""
        client = sign_in_client(Client(), Account.objects.get(pk=seat.account_id))
        session = client.cookies["sessionid"].value
        self.page.context.clear_cookies()
        self.page.context.add_cookies([{"name": "sessionid", "value": session, "url": self.url}])
        self.page.goto(self.url + path)

    def fill(self, values: Mapping[str, object]) -> None:
        """Fill in fields by their names; a list ticks those boxes and no other."""
        for name, value in values.items():
            field = self.page.locator(f'main [name="{name}"]')
            if value is None or (name in _NOT_ALWAYS_ASKED and not field.count()):
                continue
            kind = field.first.evaluate("field => field.type")
            if kind == "checkbox" and isinstance(value, list | tuple):
                for box in field.all():
                    box.set_checked(box.get_attribute("value") in {str(each) for each in value})
            elif kind == "checkbox":
                field.set_checked(bool(value))
            elif kind == "radio":
                self.page.locator(f'main [name="{name}"][value="{value}"]').check()
            elif kind.startswith("select"):
                field.select_option(str(value))
            else:
                field.fill(_typed(value))

    def send(self) -> None:
        """Send the form of the page, and wait for what comes of it."""
        self.page.locator(
            "main form button[type=submit]:is(.button-primary, .button-danger):visible"
        ).first.click()
        self.page.wait_for_load_state("networkidle")

    def propose(self) -> Case:
        """Propose a case on the page of proposals, on the first morning."""
        town, (longitude, latitude) = self.squad.town, inside(0, 0)
        with clock.standing_at(moment(0, 8)):
            self.sit(self.squad.host, "/cases/proposals/new/")
            self.fill(
                {
                    "power": town.power.id,
                    "party_kind": town.party.kind,
                    "party_name": town.party.name,
                    "party_address": "测试路1号",
                    "birth_on": "1980-01-01",
                    "place": "测试路口",
                    "longitude": longitude,
                    "latitude": latitude,
                    "happened_at": moment(-1, 9),
                    "co_host": self.squad.handlers[1].id,
                }
            )
            self.send()
        return Case.objects.get()

    def take(self, case: Case, step: str, at: dt.datetime, says: Mapping[str, object]) -> None:
        """Let whoever is next take a step from the page of the case, where it is offered to him."""
        path = f"/cases/{case.dossier.public_id}/"
        with clock.standing_at(at):
            self.sit(self.squad.signer_of(step), path)
            if step not in self.page.locator("main .actions a").first.get_attribute("href"):
                self.page.get_by_text("还可以办理").click()  # beside what is owed next
            self.page.locator(f'main a[href="{path}steps/{step}/"]:visible').first.click()
            self.page.wait_for_load_state("networkidle")
            self.fill({**says, "happened_at": at})
            self.send()
        told = "" if self.page.url.endswith(path) else self.page.locator("main").inner_text()
        assert told == "", f"{step} was refused: {told}"

    def take_usual(self, case: Case, *steps: str, **says: Mapping[str, object]) -> None:
        """Take usual steps at their usual times; `says` replaces what a step says."""
        for step in steps:
            given = make_step(self.squad, case, step)
            told = {**USUAL[step][1], **says.get(step, {})}
            self.take(case, step, given.happened_at, _asked(told))
            if step in SERVED:
                self.serve(case, step, moment(*SERVED[step]))

    def act(self, seat: Seat, at: dt.datetime, path: str, says: Mapping[str, object]) -> None:
        """Let somebody fill in and send the form of a page."""
        with clock.standing_at(at):
            self.sit(seat, path)
            self.fill(says)
            self.send()

    def serve(self, case: Case, step: str, at: dt.datetime) -> None:
        """Hand the paper of a step to the party on the page of service; the party signs."""
        document = CaseStep.objects.get(case=case, step=step).document
        assert document is not None
        with clock.standing_at(at):
            self.sit(self.squad.host, f"/service/{document.check_code}/?mode=personal")
            self.page.locator("#id_servers").select_option(
                [str(each.id) for each in self.squad.handlers]
            )
            self.fill(
                {
                    "delivered_at": at,
                    "place": "测试路1号",
                    "recipient": "当事人",
                    "receiver": "recipient",
                    "signature": "当事人",
                }
            )
            self.send()


@pytest.fixture
def everywhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the clock stand for the threads of the server too."""
    monkeypatch.setattr(clock, "_standing", _ForAllThreads())


def _asked(says: Mapping[str, object]) -> dict[str, object]:
    return {key: value for key, value in says.items() if key != "handlers"}


def _typed(value: object) -> str:
    if isinstance(value, dt.datetime):
        return clock.local(value).strftime(_MOMENT)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
