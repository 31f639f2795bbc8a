"""The second factor on pages and in the API: enrolled, given, asked for with nothing typed lost."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from html import unescape
from typing import Any
from unittest.mock import ANY

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from fazhi.kernel import clock, sessions
from fazhi.kernel.choices import Role
from fazhi.kernel.errors import FactorNeededError
from fazhi.kernel.models import Account, FactorReset, WaitingAttachment
from fazhi.kernel.second_factor import enrol_demonstration_factors, factor_of
from fazhi.outcomes.returns.actions import draft_annual_report
from fazhi.outcomes.returns.models import AnnualReport
from fazhi.proceedings.cases.actions import take_steps
from fazhi.proceedings.cases.models import Case, CaseStep
from tests.factories.accounts import PASSWORD, make_account, sign_in_client
from tests.factories.cases import NOW, Town, make_decision, make_town
from tests.factories.ordinary import make_ordinary_case, make_squad, make_step, take
from tests.factories.seats import make_seat
from tests.factories.second_factors import enrol, make_reset, shown_code
from tests.kernel.sample_files import photo

pytestmark = pytest.mark.django_db

LATER = timedelta(minutes=16)
YEAR = 2025


def test_one_enrols_with_the_password_and_a_code_and_sees_the_recovery_codes_once() -> None:
    account = make_account(Role.HEAD)
    client = sign_in_client(Client(), account)

    begun = client.post("/second-factor/enrolment/", {"password": PASSWORD})
    shown = client.get("/second-factor/enrolment/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7 ]{39})</code>", shown)[0].replace(" ", "")
    done = client.post("/second-factor/enrolment/", {"code": shown_code(secret, clock.now())})

    assert begun.headers["Location"] == "/second-factor/enrolment/"
    assert "data:image/svg+xml" in shown
    codes = re.findall(r"<code>([0-9A-Z]{4}(?:-[0-9A-Z]{4}){3})</code>", done.content.decode())
    assert len(codes) == 10
    assert factor_of(account.pk) is not None
    again = client.get("/second-factor/").content.decode()
    assert not any(code in again for code in codes)
    assert secret not in again


def test_a_wrong_password_begins_nothing(staff: Callable[..., Client]) -> None:
    answer = staff(Role.HEAD).post("/second-factor/enrolment/", {"password": "wrong"})

    assert answer.status_code == 422
    assert "账号或口令不正确" in answer.content.decode()


def test_signing_without_the_factor_asks_for_it_and_goes_on() -> None:
    client, secret = _stale(Role.HEAD)
    draft_annual_report(make_seat(Role.CLERK), YEAR)

    asked = client.post(f"/returns/{YEAR}/lock/", {"note": "一份 & <二份>"})
    fields = _hidden(asked.content.decode())
    done = client.post(
        f"/returns/{YEAR}/lock/",
        {**fields, "second_factor_code": shown_code(secret, clock.now())},
    )

    assert asked.status_code == 403
    assert fields["note"] == "一份 & <二份>"
    assert "签批" in asked.content.decode()
    assert done.status_code == 303
    assert AnnualReport.objects.get().locked_at is not None


def test_a_wrong_code_asks_again_with_everything_that_was_typed() -> None:
    client, _secret = _stale(Role.HEAD)
    draft_annual_report(make_seat(Role.CLERK), YEAR)

    fields = {"note": "原样", "second_factor_code": "000000", "second_factor_words": "为何"}
    asked = client.post(f"/returns/{YEAR}/lock/", fields)

    assert asked.status_code == 403
    assert _hidden(asked.content.decode()) == {
        "csrfmiddlewaretoken": ANY, "note": "原样", "second_factor_words": "为何",
    }  # fmt: skip
    assert "动态码不正确" in asked.content.decode()
    assert AnnualReport.objects.get().locked_at is None


def test_the_factor_lasts_as_long_as_the_setting_says_and_no_longer(settings: Settings) -> None:
    settings.SECOND_FACTOR_MINUTES = 5
    account = make_account(Role.HEAD)
    draft_annual_report(make_seat(Role.CLERK), YEAR)
    with clock.standing_at(NOW):
        client = sign_in_client(Client(), account)

    with clock.standing_at(NOW + timedelta(minutes=5)):
        late = client.post(f"/returns/{YEAR}/lock/")
    with clock.standing_at(NOW + timedelta(minutes=4.9)):
        in_time = client.post(f"/returns/{YEAR}/lock/")

    assert (late.status_code, in_time.status_code) == (403, 303)


def test_a_new_sign_in_does_not_inherit_the_factor() -> None:
    client = sign_in_client(Client(), make_account(Role.HEAD))
    session = client.session

    sessions.begin(session)

    assert sessions.factor_until(session) is None


def test_whoever_has_none_is_led_to_enrolment_in_a_window_of_its_own() -> None:
    with clock.standing_at(NOW):
        client = sign_in_client(Client(), make_account(Role.HEAD))
    draft_annual_report(make_seat(Role.CLERK), YEAR)
    with clock.standing_at(NOW + LATER):
        asked = client.post(f"/returns/{YEAR}/lock/").content.decode()

    assert '<a href="/second-factor/" target="_blank" rel="noopener">' in asked


def test_a_photograph_that_came_with_the_form_waits_with_it() -> None:
    with clock.standing_at(NOW):
        town = make_town()
        account = make_account(Role.OFFICER)
        town.officers[0].account = account
        town.officers[0].save()
        client = sign_in_client(Client(), account)
    with clock.standing_at(NOW + LATER):
        asked = client.post("/cases/new/", _decision(town))
        again = {**_hidden(asked.content.decode()), "second_factor_code": "000000"}
        refused = client.post("/cases/new/", again)

    fields = _hidden(refused.content.decode())
    waiting = WaitingAttachment.objects.get(account_id=account.pk)
    assert asked.status_code == 403
    assert not Case.objects.exists()
    assert fields["photograph_kept"] == str(waiting.attachment_id)
    assert fields["facts"] == "占道经营 <b>"


def test_an_export_asks_for_the_factor_and_leads_back_to_the_list() -> None:
    client, secret = _stale(Role.CLERK)

    asked = client.get("/cases/?status=all&export=csv")
    fields = _hidden(asked.content.decode())
    given = client.post(
        "/second-factor/code/",
        {**fields, "second_factor_code": shown_code(secret, clock.now())},
    ).content.decode()

    assert asked.status_code == 403
    assert fields["next"] == "/cases/?status=all&export=csv"
    assert 'href="/cases/?status=all&amp;export=csv"' in given
    assert 'href="/cases/?status=all"' in given
    assert client.get("/cases/?status=all&export=csv").status_code == 200


def test_the_code_page_leads_nowhere_else() -> None:
    client, secret = _stale(Role.CLERK)

    fields = {"next": "https://elsewhere.example/", "second_factor_code": "x"}
    answer = client.post(
        "/second-factor/code/", {**fields, "second_factor_code": shown_code(secret, clock.now())}
    )

    assert "elsewhere" not in answer.content.decode()


def test_looking_at_a_list_asks_for_nothing() -> None:
    client, _secret = _stale(Role.CLERK)

    assert client.get("/cases/").status_code == 200


def test_the_api_says_what_is_missing_and_takes_the_code() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="statement_and_defence")
    given = make_step(squad, case, "squad_review")
    account = Account.objects.get(pk=squad.leader.account_id)
    body = {
        "key": f"of the program {given.key}",
        "case": case.dossier.public_id,
        "step": given.step,
        "happened_at": given.happened_at.isoformat(),
        "says": dict(given.says),
    }

    with clock.standing_at(given.happened_at):
        client, secret = _stale_client_of(account)
        asked = _post(client, "/api/v1/cases/steps", body)
        wrong = _post(client, "/api/v1/second-factor", {"code": "000000"})
        right = _post(client, "/api/v1/second-factor", {"code": shown_code(secret, clock.now())})
        then = _post(client, "/api/v1/cases/steps", body)

    assert asked.status_code == 403
    assert asked.json()["error"] == {
        "kind": "second_factor",
        "message": "这一步属于签批，须先用第二因素（动态码）确认是您本人。",
        "next_step": "请先向 /api/v1/second-factor 提交动态码，再重发这一请求。",
        "minutes": 15,
        "request_id": ANY,
    }
    assert (wrong.status_code, set(wrong.json()["error"]["fields"])) == (422, {"code"})
    assert (right.status_code, then.status_code) == (200, 201)


def test_a_list_of_steps_with_one_to_be_signed_asks_for_the_factor() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="statement_and_defence")
    signed = make_step(squad, case, "squad_review")
    evidence = make_step(squad, case, "gather_evidence")
    stale = replace(squad.leader, factor_until=None)

    with clock.standing_at(signed.happened_at), pytest.raises(FactorNeededError):
        take_steps(stale, [evidence, signed])

    assert not CaseStep.objects.filter(case=case, step="squad_review").exists()


def test_a_sealed_paper_of_the_officers_asks_for_the_factor_and_an_interview_does_not() -> None:
    squad = make_squad()
    case = make_ordinary_case(squad, until="investigation_report")
    stale = replace(squad, host=replace(squad.host, factor_until=None))

    with pytest.raises(FactorNeededError):
        take(stale, make_step(stale, case, "prior_notice"))
    take(stale, make_step(stale, case, "interview_record"))

    steps = set(CaseStep.objects.filter(case=case).values_list("step", flat=True))
    assert ("prior_notice" in steps, "interview_record" in steps) == (False, True)


def test_a_demonstration_shows_the_code_of_a_demonstration_account_and_says_so() -> None:
    account = make_account(Role.HEAD, username="zs-head", is_demonstration=True)
    enrol_demonstration_factors(make_seat(Role.OPERATOR), [account])
    client = _signed_in_long_ago(account)
    draft_annual_report(make_seat(Role.CLERK), YEAR)

    asked = client.post(f"/returns/{YEAR}/lock/").content.decode()
    code = re.findall(r'name="second_factor_code"[^>]*value="(\d{6})"', asked)[0]
    done = client.post(f"/returns/{YEAR}/lock/", {"second_factor_code": code})

    assert "演示库：已填入这个演示账号当前的动态码" in asked
    assert done.status_code == 303


def test_every_page_of_the_factor_has_its_heading() -> None:
    client, _secret = _stale(Role.OPERATOR)

    for path in ("/second-factor/", "/second-factor/code/", "/second-factor/resets/new/"):
        heading = re.search(r"<h1>(.*?)</h1>", client.get(path).content.decode())
        assert heading, path
        assert heading.group(1).strip(), path


def test_no_page_shows_the_code_of_a_real_account() -> None:
    client, _secret = _stale(Role.HEAD)

    for path in ("/second-factor/", "/second-factor/code/"):
        assert not re.search(r'value="\d{6}"|<code>\d{6}</code>', client.get(path).content.decode())


def test_a_reset_is_asked_on_one_page_and_confirmed_by_another_person() -> None:
    owner = make_account(Role.HEAD, username="owner")
    enrol(owner)
    operator = sign_in_client(Client(), make_account(Role.OPERATOR, username="operator"))
    second = sign_in_client(Client(), make_account(Role.HEAD, username="second"))

    given = {"account": str(owner.pk), "reason": "手机丢失，当面核对证件"}
    asked = operator.post("/second-factor/resets/new/", given)
    key = FactorReset.objects.get().pk
    own = operator.post(f"/second-factor/resets/{key}/confirmation/")
    listed = second.get("/second-factor/resets/").content.decode()
    done = second.post(f"/second-factor/resets/{key}/confirmation/")

    assert (asked.status_code, own.status_code, done.status_code) == (303, 403, 303)
    assert "手机丢失，当面核对证件" in listed
    assert factor_of(owner.pk) is None


def test_the_list_of_resets_asks_the_same_for_one_row_and_for_three() -> None:
    make_reset("one")
    client = sign_in_client(Client(), make_account(Role.OPERATOR, username="operator"))
    client.get("/second-factor/resets/")
    with CaptureQueriesContext(connection) as of_one:
        client.get("/second-factor/resets/")
    make_reset("two")
    make_reset("three")

    with CaptureQueriesContext(connection) as of_three:
        page = client.get("/second-factor/resets/")

    assert page.content.decode().count("确认重置") == 3
    assert len(of_one) == len(of_three)
    # Session, account and roles aside, which every page asks.
    assert len(of_three) - 3 <= 4


def _stale(*roles: Role) -> tuple[Client, str]:
    """Return the client of a new account whose factor was given too long ago, and its secret."""
    return _stale_client_of(make_account(*roles))


def _stale_client_of(account: Account) -> tuple[Client, str]:
    with clock.standing_at(clock.now() - timedelta(minutes=5)):
        secret, _codes = enrol(account)
    return _signed_in_long_ago(account), secret


def _signed_in_long_ago(account: Account) -> Client:
    with clock.standing_at(clock.now() - LATER):
        return sign_in_client(Client(), account)


def _hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the form that asks for the code, as a browser sends them."""
    form = page.partition("entry-card")[2]
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form)
    return {name: unescape(value) for name, value in found}


def _post(client: Client, address: str, body: dict[str, Any]) -> Any:
    return client.post(address, body, content_type="application/json")


def _decision(town: Town) -> dict[str, Any]:
    """Return what an officer types who decides on the spot."""
    given = make_decision(town)
    return {
        "key": given.key,
        "power": str(given.power_id),
        "party_kind": "person",
        "party_name": "王某（演示）",
        "party_address": "测试路1号",
        "place": given.spot.place,
        "longitude": given.spot.longitude,
        "latitude": given.spot.latitude,
        "happened_at": clock.local(given.happened_at).strftime("%Y-%m-%dT%H:%M"),
        "facts": "占道经营 <b>",
        "co_host": str(town.officers[1].id),
        "defence": given.defence.value,
        "kinds": [kind.value for kind in given.kinds],
        "fine": str(given.fine),
        "delivery": given.delivery.value,
        "are_certificates_shown": "on",
        "is_notice_given": "on",
        "photograph": SimpleUploadedFile("street.jpg", photo(), content_type="image/jpeg"),
    }
