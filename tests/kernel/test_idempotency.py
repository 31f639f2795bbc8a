"""Sent twice is sent once: whatever comes again, in any order and at the same moment."""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from uuid import UUID

import pytest
from django.db import connection, transaction
from pytest_django import DjangoAssertNumQueries

from fazhi.kernel import clock
from fazhi.kernel.choices import DossierKind
from fazhi.kernel.errors import ConflictError
from fazhi.kernel.idempotency import KeyClaim, claim, claim_many, fingerprint, write_once
from fazhi.kernel.identifiers import new_id
from fazhi.kernel.models import Dossier, IdempotencyKey
from tests.factories.databases import on_disk
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY

PRINT = fingerprint({"plate": "演示"})


@pytest.mark.django_db
def test_a_new_key_is_claimed() -> None:
    assert claim(AUTHORITY, "device-1/0001", PRINT, new_id()) is None
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_the_same_content_has_the_earlier_result() -> None:
    first = new_id()
    claim(AUTHORITY, "device-1/0001", PRINT, first)

    assert claim(AUTHORITY, "device-1/0001", PRINT, new_id()) == first
    assert IdempotencyKey.objects.count() == 1


@pytest.mark.django_db
def test_the_same_key_with_other_content_is_refused_and_changes_nothing() -> None:
    first = new_id()
    claim(AUTHORITY, "device-1/0001", PRINT, first)

    with pytest.raises(ConflictError):
        claim(AUTHORITY, "device-1/0001", fingerprint({"plate": "另一"}), new_id())

    assert IdempotencyKey.objects.get().result == first


@pytest.mark.django_db
def test_a_key_of_another_authority_is_another_key() -> None:
    other, own, theirs = fingerprint({"plate": "另一"}), new_id(), new_id()

    assert claim(AUTHORITY, "device-1/0001", PRINT, own) is None
    assert claim(OTHER_AUTHORITY, "device-1/0001", other, theirs) is None

    assert claim(AUTHORITY, "device-1/0001", PRINT, new_id()) == own
    assert claim(OTHER_AUTHORITY, "device-1/0001", other, new_id()) == theirs


@pytest.mark.django_db
def test_a_key_may_be_the_id_a_device_made() -> None:
    key, first = new_id(), new_id()
    claim(AUTHORITY, key, PRINT, first)

    assert claim(AUTHORITY, str(key), PRINT, new_id()) == first


@pytest.mark.django_db
def test_a_batch_answers_in_the_order_of_its_claims() -> None:
    earlier = new_id()
    claim(AUTHORITY, "b", PRINT, earlier)

    answers = claim_many(AUTHORITY, [KeyClaim(key, PRINT, new_id()) for key in "cba"])

    assert answers == [None, earlier, None]


@pytest.mark.django_db
def test_a_key_twice_in_one_batch_has_the_result_of_the_first() -> None:
    first, second = new_id(), new_id()

    answers = claim_many(AUTHORITY, [KeyClaim("a", PRINT, first), KeyClaim("a", PRINT, second)])

    assert answers == [None, first]
    assert IdempotencyKey.objects.get().result == first


@pytest.mark.django_db
def test_a_key_twice_in_one_batch_with_other_content_is_refused() -> None:
    claims = [
        KeyClaim("a", PRINT, new_id()),
        KeyClaim("a", fingerprint({"plate": "另一"}), new_id()),
    ]

    with pytest.raises(ConflictError):
        claim_many(AUTHORITY, claims)


@pytest.mark.django_db
def test_a_batch_costs_one_statement_and_a_replay_two(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    claims = [KeyClaim(f"{number}", PRINT, new_id()) for number in range(500)]

    with django_assert_num_queries(1):
        assert claim_many(AUTHORITY, claims) == [None] * 500
    with django_assert_num_queries(2):
        assert claim_many(AUTHORITY, claims) == [one.result for one in claims]


@pytest.mark.django_db
def test_a_replay_with_the_very_same_result_is_a_replay() -> None:
    first = new_id()
    claim(AUTHORITY, "a", PRINT, first)

    assert claim(AUTHORITY, "a", PRINT, first) == first


@pytest.mark.django_db
def test_a_long_batch_is_claimed_whole() -> None:
    claims = [KeyClaim(f"{number}", PRINT, new_id()) for number in range(2500)]

    claim_many(AUTHORITY, claims)

    assert claim_many(
        AUTHORITY, [KeyClaim(one.key, PRINT, new_id()) for one in reversed(claims)]
    ) == [one.result for one in reversed(claims)]


@pytest.mark.django_db
def test_an_empty_batch_asks_nothing(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        assert claim_many(AUTHORITY, []) == []


@pytest.mark.django_db
def test_a_thousand_keys_sent_ten_times_in_any_order_are_a_thousand() -> None:
    sends = [number for number in range(1000) for _ in range(10)]
    random.Random(7).shuffle(sends)  # noqa: S311 -- an order, not a secret
    results: dict[int, set[UUID]] = {}

    for start in range(0, len(sends), 250):
        batch = sends[start : start + 250]
        claims = [KeyClaim(f"device/{number}", PRINT, new_id()) for number in batch]
        answers = claim_many(AUTHORITY, claims)
        for number, one, answer in zip(batch, claims, answers, strict=True):
            results.setdefault(number, set()).add(answer or one.result)

    assert IdempotencyKey.objects.count() == 1000
    assert Counter(map(len, results.values())) == {1: 1000}


@pytest.mark.django_db
def test_a_key_falls_with_its_act() -> None:
    with transaction.atomic():
        claim(AUTHORITY, "a", PRINT, new_id())
        transaction.set_rollback(True)

    assert claim(AUTHORITY, "a", PRINT, new_id()) is None


@pytest.mark.django_db(transaction=True)
def test_a_key_outside_a_transaction_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        claim(AUTHORITY, "a", PRINT, new_id())


def test_equal_content_has_one_fingerprint() -> None:
    assert fingerprint({"a": 1, "b": "二"}) == fingerprint({"b": "二", "a": 1})
    assert fingerprint({"a": 1}) != fingerprint({"a": "1"})


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_one_key_have_one_result(tmp_path: Path) -> None:
    with on_disk(tmp_path):
        answers = _at_once([_claiming(["a"]) for _ in range(16)])

        assert IdempotencyKey.objects.count() == 1
    assert len({answer or own for (own,), (answer,) in answers}) == 1
    assert [answer for _own, (answer,) in answers].count(None) == 1


@pytest.mark.django_db(transaction=True)
def test_batches_that_cross_do_not_wait_for_each_other_in_a_ring(tmp_path: Path) -> None:
    keys = [f"{number:03}" for number in range(50)]

    with on_disk(tmp_path):
        answers = _at_once([_claiming(keys if turn % 2 else keys[::-1]) for turn in range(8)])

        assert IdempotencyKey.objects.count() == 50
    assert [answer.count(None) for _own, answer in answers if None in answer] == [50]


Answered = tuple[list[UUID], list[UUID | None]]


def _claiming(keys: list[str]) -> Callable[[], Answered]:
    """Return an act of a device that claims these keys in one transaction."""

    def act() -> Answered:
        own = [new_id() for _ in keys]
        try:
            with transaction.atomic():
                claims = [KeyClaim(key, PRINT, one) for key, one in zip(keys, own, strict=True)]
                return own, claim_many(AUTHORITY, claims)
        finally:
            connection.close()

    return act


def _at_once(acts: list[Callable[[], Answered]]) -> list[Answered]:
    with ThreadPoolExecutor(len(acts)) as pool:
        return [future.result() for future in [pool.submit(act) for act in acts]]


@dataclass(frozen=True)
class _Sent:
    """What a device sends: a key and a content."""

    key: str
    label: str


def _write(new: Sequence[tuple[UUID, _Sent]]) -> list[Dossier]:
    return Dossier.objects.bulk_create(
        Dossier(id=made, authority=AUTHORITY, kind=DossierKind.CASE, opened_at=clock.now())
        for made, _one in new
    )


def _send(*sent: _Sent) -> list[Dossier]:
    return write_once(AUTHORITY, "sent", sent, write=_write, read=Dossier.objects.in_bulk)


@pytest.mark.django_db
def test_of_a_batch_only_what_is_new_is_written_and_the_rows_stand_as_the_inputs() -> None:
    one, two, three = _Sent("1", "甲"), _Sent("2", "乙"), _Sent("3", "丙")
    [first, third] = _send(one, three)

    sent = _send(three, two, one, two)

    assert [row.pk for row in sent] == [third.pk, sent[1].pk, first.pk, sent[1].pk]
    assert Dossier.objects.count() == 3


@pytest.mark.django_db
def test_nothing_is_written_or_read_for_nothing() -> None:
    [first] = _send(_Sent("1", "甲"))

    def fail(_: object) -> NoReturn:
        raise AssertionError

    known = write_once(
        AUTHORITY, "sent", [_Sent("1", "甲")], write=fail, read=Dossier.objects.in_bulk
    )
    assert [row.pk for row in known] == [first.pk]
    assert write_once(AUTHORITY, "sent", [], write=fail, read=fail) == []
    assert write_once(AUTHORITY, "sent", [_Sent("2", "乙")], write=_write, read=fail)


@pytest.mark.django_db
def test_a_batch_with_a_key_of_other_content_writes_nothing() -> None:
    _send(_Sent("1", "甲"))

    with pytest.raises(ConflictError):
        _send(_Sent("2", "乙"), _Sent("1", "另一"))

    assert Dossier.objects.count() == 1
