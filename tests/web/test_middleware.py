"""The headers that every answer carries, whatever the address and whoever asks."""

import gzip
from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from fazhi.kernel.choices import INSIDERS
from fazhi.web.middleware import CONTENT_SECURITY_POLICY, HEADERS

pytestmark = pytest.mark.django_db


def test_every_address_answers_with_the_headers_of_security(
    staff: Callable[..., Client],
) -> None:
    client = staff(*INSIDERS, username="all.roles")
    client.raise_request_exception = False
    lacking = []

    for address in _addresses(get_resolver().url_patterns):
        for method in (client.get, client.post):
            answer = method(address)
            lacking += [f"{address} {name}" for name in HEADERS if name not in answer.headers]

    assert lacking == []


@pytest.mark.urls("tests.web.sample_pages")
def test_the_policy_allows_nothing_from_elsewhere_and_nothing_inside_a_page(
    client: Client,
) -> None:
    answer = client.get("/sample/citizen/")

    assert answer["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY
    assert answer["X-Frame-Options"] == "DENY"


@pytest.mark.urls("tests.web.sample_pages")
def test_a_page_may_have_a_stricter_policy_of_its_own(client: Client) -> None:
    assert client.get("/sample/sandboxed/")["Content-Security-Policy"] == "sandbox"


@pytest.mark.urls("tests.web.sample_pages")
def test_every_request_has_a_number_of_its_own_that_the_asker_cannot_choose(
    client: Client,
) -> None:
    first = client.get("/sample/citizen/", headers={"X-Request-ID": "mine"})["X-Request-ID"]
    second = client.get("/sample/citizen/")["X-Request-ID"]

    assert len({first, second, "mine"}) == 3


def test_pages_are_sent_compressed_and_read_the_same(client: Client) -> None:
    sent = client.get("/login/", headers={"accept-encoding": "gzip"})

    assert sent["Content-Encoding"] == "gzip"
    assert gzip.decompress(sent.content).decode().count("<h1>登录</h1>") == 1


def _addresses(patterns: list[URLPattern | URLResolver], prefix: str = "/") -> Iterator[str]:
    """Yield an address for every route; where it takes a value, one that fits nothing."""
    for entry in patterns:
        if isinstance(entry, URLResolver):
            yield from _addresses(entry.url_patterns, prefix + _filled(str(entry.pattern)))
        else:
            yield prefix + _filled(str(entry.pattern))


def _filled(route: str) -> str:
    parts = []
    for part in route.split("/"):
        if part.startswith("<uuid:"):
            parts.append("00000000-0000-7000-8000-000000000000")
        elif part.startswith("<"):
            parts.append("0")
        else:
            parts.append(part)
    return "/".join(parts)
