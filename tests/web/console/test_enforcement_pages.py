"""The pages of enforcement: opened from the case, step by step, refused with article, in lists."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from fazhi.kernel import clock
from fazhi.kernel.access import Seat
from fazhi.kernel.models import Account
from fazhi.law.enforcement_file import EnforcementWay
from fazhi.proceedings.compulsory_enforcement.models import CompulsoryEnforcement
from tests.factories.accounts import sign_in_client
from tests.factories.enforcement import (
    at,
    make_enforcement,
    make_other,
    make_unpaid_case,
    signer_of,
    step_input,
    take,
)
from tests.factories.ordinary import Squad, make_squad

pytestmark = pytest.mark.django_db


def client_of(seat: Seat) -> Client:
    """Return the client of the person who sits there."""
    return sign_in_client(Client(), Account.objects.get(pk=seat.account_id))


def post(
    squad: Squad, row: CompulsoryEnforcement, step: str, day: str, *, draft: str = "", **says: Any
) -> Any:
    """Send a step from the page of whoever usually takes it, at its own time."""
    given = step_input(row, step, day, **says)
    form = {
        key: "\n".join(value) if isinstance(value, tuple) else value
        for key, value in given.says.items()
        if value is not False
    }
    form |= {"draft": draft} if draft else {}
    form |= {
        "key": given.key,
        "happened_at": clock.local(given.happened_at).strftime("%Y-%m-%dT%H:%M"),
    }
    with clock.standing_at(given.happened_at):
        client = client_of(signer_of(squad, row, step))
        return client.post(f"/compulsory-enforcement/{row.public_id}/steps/{step}/", form)


def get(seat: Seat, path: str, day: str = "2026-10-26") -> str:
    """Return the words of a page on a day."""
    with clock.standing_at(at(day, 15)):
        answer = client_of(seat).get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_a_file_is_opened_from_the_page_of_its_case_with_nothing_typed() -> None:
    squad = make_squad()
    case = make_unpaid_case(squad)
    address = f"/compulsory-enforcement/new/{case.dossier.public_id}/"
    shown = get(squad.host, f"/cases/{case.dossier.public_id}/", "2026-04-15")

    with clock.standing_at(at("2026-04-15", 15)):
        client = client_of(squad.host)
        form = client.get(address).context["form"]
        sent = {name: form[name].value() or "" for name in form.fields}
        answer = client.post(address, sent)

    row = CompulsoryEnforcement.objects.get()
    assert address in shown
    assert answer.status_code == 303
    assert (row.case_id, row.duty, row.way) == (case.pk, "money", "court_application")
    assert row.number in get(squad.host, f"/cases/{case.dossier.public_id}/", "2026-04-16")


def test_the_page_shows_steps_windows_with_articles_and_the_paper() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")

    page = get(squad.head, f"/compulsory-enforcement/{row.public_id}/")

    for words in (
        "催告履行", "2026-12-28", "《行政强制法》第五十三条", "催告书送达满十个工作日", "已届满",
        "测综执催字〔2026〕第0001号", "陆仟元整", "steps/court_enforcement_application/",
    ):  # fmt: skip
        assert words in page


def test_a_lapsed_window_says_what_lapsed() -> None:
    squad = make_squad()
    row = make_enforcement(squad)

    page = get(squad.head, f"/compulsory-enforcement/{row.public_id}/", "2026-12-29")

    assert "已届满：逾期申请的，法院不予受理（有正当理由的除外）。" in page


@pytest.mark.parametrize(
    ("way", "before", "step", "day", "says", "article"),
    [
        # 催告 9 个工作日就申请法院；拆除在春节；断居民的水 -- the negative tests of the rule table
        (
            EnforcementWay.COURT_APPLICATION,
            [("demand", "2026-10-09", {"due_on": "2026-10-20"})],
            "court_enforcement_application",
            "2026-10-22",
            {},
            "第五十四条",
        ),
        (
            EnforcementWay.DEMOLITION,
            [
                ("announcement", "2026-09-29", {"due_on": "2026-09-30"}),
                ("mandate", "2026-09-30", {}),
                ("notice_to_attend", "2026-09-30", {"removal_due_on": "2026-10-01"}),
                ("inventory", "2026-09-30", {}),
            ],
            "demolition",
            "2026-10-02",
            {},
            "第四十三条",
        ),
        (
            EnforcementWay.COMPULSORY_ENFORCEMENT,
            [
                ("demand", "2026-04-16", {"due_on": "2026-04-23"}),
                ("statement_and_defence", "2026-04-20", {}),
                ("enforcement_decision", "2026-04-24", {}),
            ],
            "enforcement",
            "2026-04-28",
            {"cut_supply": "water", "is_for_residents": True},
            "第四十三条",
        ),
    ],
)
def test_what_the_law_forbids_is_refused_on_the_page_with_its_article(
    way: EnforcementWay,
    before: list[tuple[str, str, dict[str, Any]]],
    step: str,
    day: str,
    says: dict[str, Any],
    article: str,
) -> None:
    squad = make_squad()
    is_money = way is EnforcementWay.COURT_APPLICATION
    row = (
        make_enforcement(squad)
        if is_money
        else make_other(squad, way, own_power_basis="某法第一条")
    )
    for name, on, told in before:
        take(squad, row, name, on, **told)
    kept = row.steps.count()

    answer = post(squad, row, step, day, **says)

    assert answer.status_code == 422
    assert article in answer.content.decode()
    assert row.steps.count() == kept


def test_a_draft_shows_the_answers_and_the_paper_and_writes_nothing() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    kept = row.steps.count()

    answer = post(squad, row, "demand", "2026-10-09", due_on=dt.date(2026, 10, 20), draft="1")

    assert answer.status_code == 200
    assert "陆仟元整" in answer.content.decode()
    assert row.steps.count() == kept


def test_steps_are_taken_on_their_pages_up_to_the_court() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")

    answered = [
        post(squad, row, step, day).status_code
        for step, day in (
            ("statement_and_defence", "2026-10-15"),
            ("court_enforcement_application", "2026-10-26"),
            ("court_acceptance", "2026-10-29"),
            ("court_ruling", "2026-11-04"),
        )
    ]

    row.refresh_from_db()
    assert (answered, row.status) == ([303] * 4, "applied")


def test_an_agreement_is_entered_line_by_line() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")

    wrong = post(squad, row, "enforcement_agreement", "2026-10-21", stages=("三月 一千",))
    right = post(squad, row, "enforcement_agreement", "2026-10-21")

    row.refresh_from_db()
    assert (wrong.status_code, right.status_code, row.status) == (422, 303, "agreed")


def test_a_file_is_led_another_way_and_closed_on_its_page() -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    address = f"/compulsory-enforcement/{row.public_id}/"
    take(squad, row, "termination", "2026-04-20")

    with clock.standing_at(at("2026-04-21", 15)):
        moved = client_of(squad.leader).post(
            f"{address}way/", {"way": "compulsory_enforcement", "reason": "改由本机关执行"}
        )
        closed = client_of(squad.leader).post(f"{address}closure/")

    row.refresh_from_db()
    assert (moved.status_code, closed.status_code) == (303, 303)
    assert (row.way, row.status) == ("compulsory_enforcement", "closed")
    assert "已结束" in get(squad.head, address)


def test_a_step_that_is_none_or_of_another_room_does_not_exist() -> None:
    squad = make_squad()
    row = make_enforcement(squad)

    with clock.standing_at(at("2026-04-21", 15)):
        client = client_of(squad.host)
        answers = [
            client.get(f"/compulsory-enforcement/{row.public_id}/steps/{step}/").status_code
            for step in ("nothing", "service_of_demand", "demolition", "demand")
        ]

    assert answers == [404, 404, 404, 200]


@pytest.mark.parametrize("count", [1, 3])
def test_the_lists_cost_as_many_statements_for_three_rows_as_for_one(
    count: int, django_assert_max_num_queries: Any
) -> None:
    squad = make_squad()
    for _number in range(count):
        make_enforcement(squad, make_unpaid_case(squad))
        make_unpaid_case(squad)
    with clock.standing_at(at("2026-04-16", 15)):
        client = client_of(squad.host)
        client.get("/compulsory-enforcement/")

        # session, account, grants and seat come before the four of a list
        with django_assert_max_num_queries(8):
            listed = client.get("/compulsory-enforcement/").content.decode()
        with django_assert_max_num_queries(8):
            waiting = client.get("/compulsory-enforcement/overdue/").content.decode()

    assert listed.count("<a data-open") == count
    assert waiting.count("<a data-open") == count


def test_a_page_costs_few_statements(django_assert_max_num_queries: Any) -> None:
    squad = make_squad()
    row = make_enforcement(squad)
    take(squad, row, "demand", "2026-10-09", due_on="2026-10-20")
    take(squad, row, "court_enforcement_application", "2026-10-26")
    with clock.standing_at(at("2026-10-27", 15)):
        client = client_of(squad.host)
        client.get("/compulsory-enforcement/")

        with django_assert_max_num_queries(25):
            client.get(f"/compulsory-enforcement/{row.public_id}/")


def test_the_list_exports_what_it_shows() -> None:
    squad = make_squad()
    row = make_enforcement(squad)

    with clock.standing_at(at("2026-04-16", 15)):
        answer = client_of(squad.host).get("/compulsory-enforcement/?export=csv")
        text = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]

    assert row.number in text
    assert "2026-12-13" in text
