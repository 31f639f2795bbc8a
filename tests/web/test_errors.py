"""How refusals are said: the status, the words, the article, and nothing from inside."""

import re

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.web.sample_pages")]


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("refused", 422),
        ("input", 422),
        ("unknown", 404),
        ("forbidden", 403),
        ("conflict", 409),
        ("denied", 403),
    ],
)
def test_each_error_has_its_status_as_a_page_and_as_json(
    client: Client, kind: str, status: int
) -> None:
    page, program = client.get(f"/sample/{kind}/"), client.get(f"/api/{kind}/")

    assert (page.status_code, page["Content-Type"]) == (status, "text/html; charset=utf-8")
    assert (program.status_code, program["Content-Type"]) == (status, "application/json")


def test_a_refusal_names_rule_article_reason_and_next_step(client: Client) -> None:
    text = client.get("/sample/refused/").content.decode()

    for words in (
        "SIM-001",
        "《行政处罚法》第五十一条",
        "罚款超出当场处罚上限。",
        "请转为一般程序。",
    ):
        assert text.count(words) == 1


def test_a_refusal_is_said_in_english_to_who_chose_it(client: Client) -> None:
    client.cookies["django_language"] = "en"

    text = client.get("/sample/refused/").content.decode()

    assert text.count("Go over to the ordinary procedure.") == 1


def test_a_refusal_as_json_says_the_same(client: Client) -> None:
    error = client.get("/api/refused/").json()["error"]

    assert error["answers"] == [
        {
            "rule": "SIM-001",
            "provisions": ["《行政处罚法》第五十一条"],
            "reason": {"zh": "罚款超出当场处罚上限。", "en": "The fine is above the limit."},
            "next_step": {"zh": "请转为一般程序。", "en": "Go over to the ordinary procedure."},
        }
    ]


def test_input_that_cannot_be_read_is_said_for_each_field(client: Client) -> None:
    assert client.get("/api/input/").json()["error"]["fields"] == {"fine": "金额应为数字"}


def test_an_unknown_file_and_an_address_that_leads_nowhere_are_answered_alike(
    client: Client,
) -> None:
    unknown, nowhere = client.get("/sample/unknown/"), client.get("/sample/no/where/")

    assert unknown.status_code == nowhere.status_code == 404
    assert _without_ids(unknown.content) == _without_ids(nowhere.content)


def test_an_unknown_file_is_not_named_to_a_program_either(client: Client) -> None:
    error = client.get("/api/unknown/").json()["error"]

    assert sorted(error) == ["kind", "request_id"]


def test_what_broke_is_answered_with_a_number_and_without_its_words() -> None:
    client = Client(raise_request_exception=False)

    page, program = client.get("/sample/broken/"), client.get("/api/broken/")

    assert (page.status_code, program.status_code) == (500, 500)
    assert page.content.decode().count(page["X-Request-ID"]) == 1
    assert program.json() == {
        "error": {"kind": "unexpected", "request_id": program["X-Request-ID"]}
    }
    assert b"secret" not in page.content + program.content


def test_a_form_without_its_token_is_refused_with_a_sentence() -> None:
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/logout/")

    assert answer.status_code == 403
    assert "页面停留过久或登录已变化" in answer.content.decode()


def _without_ids(page: bytes) -> str:
    text = re.sub(r"[0-9a-f]{32}", "", page.decode())
    text = re.sub(r'value="/sample/[^"]*"', "", text)
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text)
