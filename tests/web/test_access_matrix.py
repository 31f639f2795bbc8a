"""Who may open what: every address, for everybody, against the table in `access_matrix.yaml`.

An answer belongs to one of five classes:

- `open`: the page or act is reached; what is said to the input (200, 201, 303, 409, 422) counts so;
- `sign_in`: 401, or sent to the login page;
- `forbidden`: 403, the person holds none of the roles;
- `absent`: 404, there is nothing that this person may see;
- `no_verb`: 405.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import yaml
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver

from fazhi.kernel import clock
from fazhi.kernel.choices import Role
from tests.factories.cases import NOW
from tests.factories.sites import ANONYMOUS, NEIGHBOUR, Site, make_site, parameter

TABLE = Path(__file__).with_name("access_matrix.yaml")
VERBS = ("GET", "POST")
STAFF = (*(role.value for role in Role), NEIGHBOUR)
INSIDE = tuple(asker for asker in STAFF if asker != Role.LAWYER)
ASKERS = (ANONYMOUS, *STAFF)
_PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
_WRITES = re.compile(
    r"\s*(?:INSERT INTO|UPDATE|DELETE FROM|REPLACE INTO|TRUNCATE|ALTER TABLE|CREATE|DROP)"
    r' "?(\w+)',
    re.IGNORECASE,
)
#: Opened by the code that was handed out with the paper, whoever holds it; or no row at all.
_BY_CODE = {
    "api/v1/documents/<code>",
    "api/v1/publications/<code>",
    "api/v1/reports/<code>",
    "documents/<str:code>/",
    "documents/<str:code>/pdf/",
    "indicators/<str:key>/",
    "parking/<str:code>/",
    "parking/<str:code>/photographs/<int:place>/",
    # What is public: decisions by a random code, powers by that of the published list.
    "portal/decisions/<str:code>/",
    "portal/decisions/<str:code>/pdf/",
    "portal/decisions/<str:code>/repair/",
    "portal/enforcement/powers/<str:code>/",
    "portal/cooperation/<str:code>/",
    "portal/conduct/<str:code>/",
    "portal/reports/<str:code>/",
}
#: Where looking itself is what is kept, and in which tables.
_KEEPS_THE_LOOK = {
    route: {
        "proceedings_counsel_lawyerlook",
        "kernel_entry",
        "kernel_entrycontent",
        "kernel_pendingentry",
    }
    for route in ("counsel/<str:public_id>/", "api/v1/entrusted-cases/<public_id>")
}
#: What an address cannot be asked without.
_QUERIES = {
    "api/v1/figures": "?year=2026",
    "api/v1/publications": "?year=2026",
    "api/v1/powers/<code>/discretion": "?party_kind=person",
}
#: Named in an address without leading to a row of one authority.
_SHARED = {"kind", "year", "place"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a site on the morning of the tests."""
    with clock.standing_at(NOW):
        yield make_site()


def test_the_table_has_a_row_for_every_address_and_no_other() -> None:
    assert sorted(_table()) == sorted(_routes())


@pytest.mark.slow
def test_everybody_gets_the_answer_of_the_table_and_nothing_is_written_by_looking(
    site: Site,
) -> None:
    table = _table()
    answers = {
        (route, verb, asker): _class(_ask(site, asker, verb, route, site.known))
        for route in _routes()
        for verb in VERBS
        for asker in ASKERS
    }

    wrong = {
        one: (answers[one], table[route][verb][asker])
        for one in answers
        for route, verb, asker in [one]
        if answers[one] != table[route][verb][asker]
    }

    assert wrong == {}


def test_an_id_of_another_authority_is_answered_like_one_that_nothing_has(site: Site) -> None:
    table = _table()
    differing = {
        (route, verb): (foreign, unknown)
        for route in _routes()
        for verb in VERBS
        if table[route][verb][NEIGHBOUR] == "absent"
        for foreign, unknown in [
            (
                _said(_ask(site, NEIGHBOUR, verb, route, site.known)),
                _said(_ask(site, NEIGHBOUR, verb, route, site.unknown)),
            )
        ]
        if foreign != unknown
    }

    assert differing == {}


def test_no_row_of_an_authority_is_open_to_the_neighbour() -> None:
    """The table itself is judged: an address with an id is open to a stranger only by a code."""
    open_to_neighbour = {
        route
        for route, verbs in _table().items()
        if set(_PARAMETER.findall(route)) - _SHARED
        if any(verbs[verb][NEIGHBOUR] == "open" for verb in VERBS)
    }

    assert open_to_neighbour == _BY_CODE


def test_nothing_is_changed_without_the_token_of_the_page(site: Site) -> None:
    careful = Client(enforce_csrf_checks=True)
    careful.cookies = site.clients[Role.CLERK].cookies
    guarded = Site({Role.CLERK: careful}, site.known, site.unknown, site.bodies)

    unguarded = {
        route
        for route in _routes()
        if _ask(guarded, Role.CLERK, "POST", route, site.known).status_code not in {403, 405}
    }

    assert unguarded == {"api/v1/reports", "api/v1/reports/photographs"}


def _routes() -> list[str]:
    return sorted(set(_walk(get_resolver().url_patterns, "")))


def _walk(patterns: list[URLPattern | URLResolver], before: str) -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        else:
            yield route


def _table() -> dict[str, dict[str, dict[str, str]]]:
    """Return the expected class by route, verb and asker."""
    rows = yaml.safe_load(TABLE.read_text(encoding="utf-8"))
    return {
        route: {verb: _spread(row[verb]) for verb in VERBS} for route, row in rows["routes"].items()
    }


def _spread(classes: dict[str, Any]) -> dict[str, str]:
    named: dict[str, str] = {}
    for name, askers in classes.items():
        for asker in {"everybody": ASKERS, "staff": INSIDE, "others": ()}.get(str(askers), askers):
            assert asker in ASKERS, f"{asker} is nobody"
            assert asker not in named, f"{asker} stands twice"
            named[asker] = name
    named.setdefault(Role.LAWYER.value, "forbidden")
    rest = [name for name, askers in classes.items() if askers == "others"]
    for asker in ASKERS:
        if asker not in named:
            named[asker] = "sign_in" if asker == ANONYMOUS and "sign_in" not in rest else rest[0]
    return named


def _ask(site: Site, asker: str, verb: str, route: str, ids: dict[str, str]) -> HttpResponseBase:
    """Ask, and take back what was written, so that each asks of the same site."""
    path = "/" + _PARAMETER.sub(lambda found: ids[parameter(route, found.group(1))], route)
    query = _QUERIES.get(route, "")
    client = site.clients[asker]
    cookies = {name: morsel.value for name, morsel in client.cookies.items()}
    connection.queries_log.clear()  # it is of limited length
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        if verb == "GET":
            answer = client.get(path + query)
            kept = _KEEPS_THE_LOOK.get(route, set())
            assert _written(captured) <= kept, f"GET {route} as {asker}"
        else:
            answer = _post(client, route, path + query, site.bodies)
        _read_to_the_end(answer)
        transaction.set_rollback(True)
    client.cookies.load(cookies)
    return answer


def _read_to_the_end(answer: Any) -> None:
    """Read a file that is streamed: at its end it is closed, and the connection is not."""
    if answer.streaming:
        for _part in answer.streaming_content:
            pass


def _post(client: Client, route: str, path: str, bodies: dict[str, Any]) -> Any:
    if not route.startswith("api/"):
        return client.post(path)
    body = json.dumps(bodies.get(route.removeprefix("api/v1/"), {}))
    headers = {"Idempotency-Key": "a key for a report"}
    return client.post(path, body, content_type="application/json", headers=headers)


def _written(captured: CaptureQueriesContext) -> set[str]:
    """Return the tables that were written to."""
    return {found.group(1) for query in captured if (found := _WRITES.match(query["sql"]))}


def _class(answer: HttpResponseBase) -> str:
    refused = {401: "sign_in", 403: "forbidden", 404: "absent", 405: "no_verb"}
    if answer.status_code == 302 and answer.headers["Location"].startswith("/login/?next="):
        return "sign_in"
    assert answer.status_code < 500
    return refused.get(answer.status_code, "open")


def _said(answer: HttpResponseBase) -> tuple[int, str]:
    """Return status and words of an answer, without what differs between any two requests."""
    words = getattr(answer, "content", b"").decode()
    path = answer.wsgi_request.path  # type: ignore[attr-defined]  # set by the client of tests
    for once in (answer.headers["X-Request-ID"], path, quote(path, safe="")):
        words = words.replace(once, "")
    return answer.status_code, re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", words)
