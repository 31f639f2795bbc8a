"""Cash of fines on its way to the bank: on the page, through the API, one or many (EXE-006)."""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client

from fazhi.capabilities.payments.models import CashBanking, CashHandIn, Payment
from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import NotFoundError
from fazhi.proceedings.cases.actions import hand_in_fines, record_fine_payments
from fazhi.proceedings.cases.models import Case
from tests.factories.cases import Town, make_town
from tests.factories.seats import OTHER_AUTHORITY, make_seat
from tests.proceedings.cases.payment_table import LATER, Row, entered

pytestmark = pytest.mark.django_db

#: Taken on Thursday 2026-03-12: due at the office on Monday 16, at the bank two working days later.
CASH = {"channel": "cash_on_spot", "ground": "small_fine"}
IN_TIME, LATE = dt.date(2026, 3, 16), dt.date(2026, 3, 17)

Send = Callable[[str, list[str], dt.date], Any]


@pytest.fixture
def town() -> Town:
    return make_town()


@pytest.fixture
def clerk(staff: Callable[..., Client]) -> Client:
    return staff(Role.CLERK)


@pytest.fixture(params=["page", "api"])
def send(request: pytest.FixtureRequest, clerk: Client) -> Send:
    """Return what sends a step from the page, following to what it shows, or through the API."""

    def by_page(step: str, payments: list[str], day: dt.date) -> HttpResponse:
        form = {"payments": payments, "day": day.isoformat()}
        return clerk.post(f"/cases/cash/{step}/", form, follow=True)  # type: ignore[return-value]

    def by_api(step: str, payments: list[str], day: dt.date) -> HttpResponse:
        body = json.dumps({"payments": payments, "day": day.isoformat()})
        address = f"/api/v1/cases/cash/{step}"
        return clerk.post(address, body, content_type="application/json")  # type: ignore[return-value]

    return by_page if request.param == "page" else by_api


def take_cash(town: Town, count: int = 1) -> list[str]:
    """Return the keys of payments that officers took in cash."""
    with clock.standing_at(LATER):
        for _ in range(count):
            record_fine_payments(town.clerk, [entered(town, Row("", "", CASH))])
    return [str(key) for key in Payment.objects.values_list("pk", flat=True)]


@pytest.mark.parametrize("count", [1, 3])
def test_cash_that_goes_on_in_time_is_recorded_without_a_word(
    town: Town, send: Send, count: int
) -> None:
    payments = take_cash(town, count)

    answers = [send("hand-ins", payments, IN_TIME), send("bankings", payments, IN_TIME)]

    assert [answer.status_code for answer in answers] == [200, 200]
    assert CashHandIn.objects.filter(handed_in_on=IN_TIME).count() == count
    assert CashBanking.objects.filter(banked_on=IN_TIME).count() == count
    assert not any("第七十一条" in _said(answer) and "迟延" in _said(answer) for answer in answers)


@pytest.mark.parametrize("count", [1, 3])
def test_cash_that_is_late_is_recorded_with_article_reason_and_next_step(
    town: Town, send: Send, count: int
) -> None:
    payments = take_cash(town, count)

    answer = send("hand-ins", payments, LATE)

    said = _said(answer)
    assert answer.status_code == 200
    assert CashHandIn.objects.count() == count
    assert said.count("应当在 2026-03-16 前") == count
    assert "立即补交，并说明迟延原因。" in said
    assert "《行政处罚法》第七十一条" in said


@pytest.mark.parametrize(
    ("step", "day", "status"),
    [
        ("bankings", IN_TIME, 409),  # not handed in yet
        ("hand-ins", dt.date(2026, 3, 11), 422),  # before it was taken
        ("hand-ins", clock.today() + dt.timedelta(days=1), 422),
    ],
)
def test_a_step_out_of_turn_or_on_an_impossible_day_changes_nothing(
    town: Town, clerk: Client, step: str, day: dt.date, status: int
) -> None:
    payments = take_cash(town, 2)
    body = json.dumps({"payments": payments, "day": day.isoformat()})

    answer = clerk.post(f"/api/v1/cases/cash/{step}", body, content_type="application/json")

    assert answer.status_code == status
    assert (CashHandIn.objects.count(), CashBanking.objects.count()) == (0, 0)


def test_one_that_went_on_before_refuses_the_whole_batch(town: Town, send: Send) -> None:
    payments = take_cash(town, 2)
    send("hand-ins", payments[:1], IN_TIME)

    again = send("hand-ins", payments, IN_TIME)

    assert again.status_code in {409, 422}
    assert CashHandIn.objects.count() == 1


def test_nothing_chosen_is_said_and_what_was_typed_is_kept(town: Town, clerk: Client) -> None:
    take_cash(town)

    answer = clerk.post("/cases/cash/hand-ins/", {"day": "2026-03-16"})

    assert answer.status_code == 422
    assert 'value="2026-03-16"' in answer.content.decode()
    assert CashHandIn.objects.count() == 0


def test_the_page_names_the_case_and_what_is_overdue(town: Town, clerk: Client) -> None:
    take_cash(town)
    number = Case.objects.get().number

    page = clerk.get("/cases/cash/").content.decode()

    assert number in page
    assert "已逾期" in page


def test_cash_of_another_authority_is_unknown_and_officers_do_not_record_it(
    town: Town, staff: Callable[..., Client]
) -> None:
    payments = take_cash(town)
    neighbour = make_seat(Role.CLERK, authority=OTHER_AUTHORITY)
    body = json.dumps({"payments": payments, "day": IN_TIME.isoformat()})

    officer = staff(Role.OFFICER).post(
        "/api/v1/cases/cash/hand-ins", body, content_type="application/json"
    )

    assert officer.status_code == 403
    with pytest.raises(NotFoundError):
        hand_in_fines(neighbour, [UUID(each) for each in payments], IN_TIME)
    assert CashHandIn.objects.count() == 0


def _said(answer: HttpResponse) -> str:
    text = answer.content.decode()
    return json.dumps(json.loads(text), ensure_ascii=False) if text.startswith("[") else text
