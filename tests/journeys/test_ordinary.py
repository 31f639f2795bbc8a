"""Each legal path of the ordinary procedure, in a browser, each step by whoever signs it."""

import datetime as dt

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from fazhi.capabilities.payments.models import Deferral
from fazhi.kernel import clock
from fazhi.proceedings.cases.models import Case
from tests.factories.ordinary import DAY, USUAL, make_ordinary_case, make_squad, moment
from tests.factories.publications import make_published
from tests.journeys.office import Office, everywhere

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("everywhere")]

__all__ = ["everywhere"]

_INVESTIGATION = (
    "case_filing",
    "interview_record",
    "gather_evidence",
    "order_to_correct",
    "investigation_report",
)
_REVIEWS = ("squad_review", "legality_review", "head_approval")


@pytest.fixture
def office(desktop: Page, live_server: LiveServer) -> Office:
    return Office(desktop, live_server.url, make_squad())


def test_a_case_with_a_hearing_goes_from_the_proposal_to_the_archive(office: Office) -> None:
    reviewer = office.squad.officer_of(office.squad.reviewer)
    case = office.propose()
    office.take_usual(case, *_INVESTIGATION, "prior_notice")
    office.take(case, "hearing_request", moment(10, 9), {"requested_on": _day(10)})
    summoned = {"hearing_on": _day(23), "notified_on": _day(11), "place": "二楼", "chair": reviewer}
    office.take(case, "hearing_notice", moment(11, 9), summoned)
    office.take_usual(case, "statement_and_defence")
    held = {"outcome": "held", "record": "质证内容。", "signature": "signed"}
    office.take(case, "hearing", moment(23, 9), held)
    for day, step in ((24, "squad_review"), (25, "legality_review"), (28, "head_approval")):
        office.take(case, step, moment(day, 9), dict(USUAL[step][1]))
    office.take(case, "decision", moment(29, 9), dict(USUAL["decision"][1]))
    office.serve(case, "decision", moment(30, 9))
    paid = {"amount": 3000, "paid_on": _day(31), "channel": "bank", "receipt_number": "票据一"}
    office.act(office.squad.leader, moment(31, 10), f"{_path(case)}payments/", paid)
    office.take(case, "closure", moment(32, 9), {"ground": "performed"})

    case.refresh_from_db()
    assert (case.status, case.fine) == ("closed", 3000)
    expect(office.page.locator("main")).to_contain_text("评查得分100")


def test_a_party_that_waives_the_hearing_is_decided_on_sooner(office: Office) -> None:
    case = office.propose()
    office.take_usual(case, *_INVESTIGATION, "prior_notice")
    waived = {"defence": "waived", "record": "放弃。", "waives_hearing": True}
    office.take(case, "statement_and_defence", moment(9, 9), waived)
    for day, step in ((9, "squad_review"), (10, "legality_review"), (10, "head_approval")):
        office.take(case, step, moment(day, 14), dict(USUAL[step][1]))
    office.take(case, "decision", moment(10, 16), dict(USUAL["decision"][1]))

    case.refresh_from_db()
    assert (case.status, clock.day_of(case.decision_at)) == ("issued", _day(10))


@pytest.mark.parametrize(
    ("conclusion", "status", "more"),
    [
        ("no_penalty", "performed", {"is_educated": True}),
        ("not_established", "performed", {}),
        ("criminal_referral", "performed", {"receiver": "区公安分局", "suspicion": "涉嫌犯罪"}),
    ],
)
def test_a_case_may_end_without_a_penalty(
    office: Office, conclusion: str, status: str, more: dict[str, object]
) -> None:
    none: dict[str, object] = {"conclusion": conclusion, "kinds": [], "fine": ""}
    case = office.propose()
    is_proved = conclusion != "not_established"
    report = {"investigation_report": {**none, "is_proved": is_proved}}
    office.take_usual(case, *_INVESTIGATION, **report)
    approved = {"head_approval": {"conclusion": conclusion}, "decision": {**none, **more}}
    office.take_usual(case, *_REVIEWS, "decision", **approved)

    case.refresh_from_db()
    assert (case.decision.conclusion, case.status, case.fine) == (conclusion, status, 0)


def test_a_party_in_hardship_pays_by_instalments(office: Office) -> None:
    squad = office.squad
    case = make_ordinary_case(squad, until="decision")
    plan = f"{_day(50)} 1000\n{_day(80)} 2000"
    asked = {"applied_on": _day(25), "hardship": "停业，附材料。", "instalments": plan}
    office.act(squad.host, moment(25, 9), f"{_path(case)}deferrals/", asked)
    deferral = Deferral.objects.get()
    decided = {"is_approved": "true", "reason": "确有困难。"}
    path = f"{_path(case)}deferrals/{deferral.pk}/decision/"
    office.act(squad.head, moment(26, 9), path, decided)

    for day, amount in ((49, 1000), (79, 2000)):
        paid = {"amount": amount, "paid_on": _day(day), "channel": "bank", "receipt_number": amount}
        office.act(squad.leader, moment(day, 9), f"{_path(case)}payments/", paid)

    case.refresh_from_db()
    assert case.status == "performed"


def test_a_late_fine_stops_at_the_amount_of_the_fine(office: Office) -> None:
    squad = office.squad
    case = make_ordinary_case(squad, until="decision")
    with clock.standing_at(moment(120, 9)):
        office.sit(squad.leader, _path(case))
        shown = office.page.locator("main .facts").inner_text()
    for part in ("fine", "late_fine"):
        paid = {"amount": 3000, "part": part, "paid_on": _day(120), "channel": "bank",
                "receipt_number": part}  # fmt: skip
        office.act(squad.leader, moment(120, 10), f"{_path(case)}payments/", paid)

    case.refresh_from_db()
    assert "6,000 元（其中加处罚款 3,000 元）" in " ".join(shown.split())
    assert case.status == "performed"


def test_a_rescinded_decision_is_withdrawn_from_the_public(office: Office) -> None:
    squad = office.squad
    case = make_ordinary_case(squad, until="decision")
    with clock.standing_at(moment(24, 9)):
        shown = make_published(case)
        office.sit(squad.head, f"/portal/decisions/{shown.code}/")
        expect(office.page.locator("main")).to_contain_text(shown.number)

    rescinded = {"reason": "认定事实有误，依法撤销。"}
    office.act(squad.head, moment(30, 9), f"{_path(case)}rescission/", rescinded)
    with clock.standing_at(moment(30, 10)):
        office.sit(squad.head, f"/portal/decisions/{shown.code}/")

    expect(office.page.locator("main")).to_contain_text("信息已停止展示")
    told = {"explanation": "决定已被撤销。"}
    office.act(squad.reviewer, moment(30, 11), f"/publications/{shown.code}/", told)
    with clock.standing_at(moment(30, 12)):
        office.sit(squad.head, f"/portal/decisions/{shown.code}/")

    case.refresh_from_db()
    assert case.status == "rescinded"
    expect(office.page.locator("main")).to_contain_text("决定已被撤销。")
    expect(office.page.locator("main")).not_to_contain_text("占用人行道堆放物料")


def _path(case: Case) -> str:
    return f"/cases/{case.dossier.public_id}/"


def _day(number: int) -> dt.date:
    return DAY + dt.timedelta(days=number)
