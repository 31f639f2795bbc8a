"""The sequencer: places in order, signed heads, a file outside, and no signing over damage."""

import json
import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection, connections, transaction

from fazhi.kernel import clock, head_file, heads, keys, merkle, sequencer
from fazhi.kernel.errors import InputError
from fazhi.kernel.heads import Head, LooseKeyError, is_signed
from fazhi.kernel.models import Leaf, PendingEntry, TreeHead
from fazhi.kernel.sequencer import DamagedLogError, sequence, sequence_all
from fazhi.kernel.verification import verify
from tests.factories.seats import AUTHORITY, OTHER_AUTHORITY, make_seat
from tests.kernel.journals import record_cases, sequenced

pytestmark = pytest.mark.django_db


def test_entries_get_their_places_in_the_order_of_recording() -> None:
    first = record_cases(3)
    sequence(AUTHORITY)
    later = record_cases(2)

    sequence(AUTHORITY)

    placed = Leaf.objects.order_by("position").values_list("position", "entry_id")
    assert list(placed) == list(enumerate(entry.id for entry in [*first, *later]))
    assert not PendingEntry.objects.exists()


def test_a_head_is_signed_and_gives_the_root_over_all_leaves() -> None:
    record_cases(5)
    sequence(AUTHORITY)
    entries = record_cases(6)

    row = sequence(AUTHORITY)

    assert row is not None
    leaves = Leaf.objects.order_by("position").values_list("leaf_hash", flat=True)
    assert bytes(row.root) == merkle.root(bytes(leaf) for leaf in leaves)
    assert (row.size, entries[-1].leaf.position) == (11, 10)
    assert is_signed(Head.of(row))
    assert not is_signed(replace(Head.of(row), size=12))


def test_sequencing_again_changes_nothing() -> None:
    record_cases(3)
    first = sequence(AUTHORITY)

    again = sequence(AUTHORITY)

    assert first == again
    assert TreeHead.objects.count() == 1


def test_a_log_without_entries_has_no_head() -> None:
    assert sequence(AUTHORITY) is None


def test_each_authority_has_a_log_of_its_own() -> None:
    record_cases(3)
    record_cases(2, make_seat(authority=OTHER_AUTHORITY))

    heads_of = sequence_all()

    assert [(head.authority, head.size) for head in heads_of] == [
        (AUTHORITY, 3),
        (OTHER_AUTHORITY, 2),
    ]


def test_a_damaged_log_does_not_hold_up_the_others(tamper: Callable[..., None]) -> None:
    record_cases(3)
    sequence(AUTHORITY)
    tamper("UPDATE kernel_treehead SET size = 9")
    record_cases(1)
    record_cases(2, make_seat(authority=OTHER_AUTHORITY))

    signed = sequence_all()

    assert [(head.authority, head.size) for head in signed] == [(OTHER_AUTHORITY, 2)]


def test_many_entries_are_taken_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequencer, "_AT_ONCE", 4)
    record_cases(10)

    row = sequence(AUTHORITY)

    assert row is not None
    assert list(TreeHead.objects.order_by("size").values_list("size", flat=True)) == [4, 8, 10]
    head_file.publish(AUTHORITY)
    assert verify(AUTHORITY) == []


@pytest.mark.django_db(transaction=True)
def test_heads_are_in_the_file_once_they_are_committed() -> None:
    record_cases(3)
    first = sequence(AUTHORITY)
    record_cases(1)

    second = sequence(AUTHORITY)

    assert first is not None
    assert second is not None
    assert list(head_file.read(AUTHORITY)) == [(1, Head.of(first)), (2, Head.of(second))]
    key = Path(settings.HEADS_ROOT, head_file.PUBLIC_KEY).read_text().strip()
    assert key == heads.public_key().hex()


def test_a_head_that_was_not_committed_is_not_in_the_file() -> None:
    with transaction.atomic():
        record_cases(3)
        sequence(AUTHORITY)
        transaction.set_rollback(True)

    assert list(head_file.read(AUTHORITY)) == []


@pytest.mark.django_db(transaction=True)
def test_the_next_call_makes_up_for_a_process_that_died_before_it_wrote_the_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_cases(3)
    with monkeypatch.context() as dying:
        dying.setattr(head_file, "publish", lambda _authority: None)
        row = sequence(AUTHORITY)

    sequence(AUTHORITY)

    assert row is not None
    assert list(head_file.read(AUTHORITY)) == [(1, Head.of(row))]


def test_a_line_that_a_dying_process_left_unfinished_is_cut_off() -> None:
    record_cases(2)
    first = sequenced()
    with head_file.path_of(AUTHORITY).open("a") as file:
        file.write('{"authority":"3302')
    record_cases(2)

    second = sequenced()

    assert list(head_file.read(AUTHORITY)) == [(1, first), (2, second)]


def test_publishing_twice_writes_once() -> None:
    record_cases(2)
    head = sequenced()

    head_file.publish(AUTHORITY)

    assert list(head_file.read(AUTHORITY)) == [(1, head)]


@pytest.mark.parametrize("mode", [0o640, 0o604])
def test_nothing_is_signed_with_a_key_that_others_can_read(mode: int) -> None:
    record_cases(1)
    path = Path(settings.SECRETS_ROOT) / keys.SIGNING
    path.chmod(mode)
    try:
        with pytest.raises(LooseKeyError, match="可被其他用户读取"):
            sequence(AUTHORITY)
    finally:
        path.chmod(0o600)

    assert TreeHead.objects.count() == 0


def test_a_log_with_a_tail_cut_off_is_not_signed_on(tamper: Callable[..., None]) -> None:
    record_cases(3)
    sequenced()
    record_cases(3)
    sequenced()
    tamper("DELETE FROM kernel_treehead WHERE size = 6")
    tamper("DELETE FROM kernel_leaf WHERE position >= 3")
    record_cases(1)

    with pytest.raises(DamagedLogError, match="库外的树根签名文件"):
        sequence(AUTHORITY)


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM kernel_leaf WHERE position = 2",
        "UPDATE kernel_treehead SET frontier = root",
        "UPDATE kernel_treehead SET signed_at = '2025-01-01 00:00:00+00:00'",
        "UPDATE kernel_treehead SET hash_name = 'sm3'",
    ],
)
def test_a_damaged_log_is_not_signed_on(tamper: Callable[..., None], damage: str) -> None:
    record_cases(3)
    sequence(AUTHORITY)
    tamper(damage)
    record_cases(1)

    with pytest.raises(DamagedLogError):
        sequence(AUTHORITY)

    assert TreeHead.objects.count() == 1


def test_the_log_of_the_guomi_profile_is_hashed_with_sm3(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(settings, "CRYPTO_PROFILE", "guomi", raising=False)
    record_cases(3)

    head = sequenced()

    assert head.hash == "sm3"
    assert verify(AUTHORITY) == []


def test_a_log_that_began_with_one_hash_is_not_continued_with_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    record_cases(3)
    sequence(AUTHORITY)
    monkeypatch.setattr(settings, "CRYPTO_PROFILE", "guomi", raising=False)
    record_cases(1)

    with pytest.raises(DamagedLogError, match="摘要算法"):
        sequence(AUTHORITY)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", '{"size": 1}', "not JSON"])
def test_what_is_no_head_is_not_read_as_one(text: str) -> None:
    with pytest.raises(InputError, match="这不是树根签名"):
        Head.read(text)


def test_a_head_with_a_size_that_is_no_number_is_not_read() -> None:
    record_cases(1)
    fields = json.loads(sequenced().write())

    with pytest.raises(InputError):
        Head.read(json.dumps(fields | {"size": "1"}))


def test_the_time_of_a_head_is_that_of_the_clock() -> None:
    record_cases(1)
    moment = clock.at_local(clock.today())

    with clock.standing_at(moment):
        row = sequence(AUTHORITY)

    assert row is not None
    assert row.signed_at == moment


@pytest.fixture
def closing_connections() -> Iterator[None]:
    yield
    connections.close_all()


@pytest.mark.skipif("connection.vendor == 'sqlite'", reason="one writer: its lock does the same")
@pytest.mark.django_db(transaction=True)
def test_sequencers_and_writers_at_once_give_each_entry_one_place() -> None:
    def write(number: int) -> None:
        chance = random.Random(number)  # noqa: S311 -- how much each writes
        for _ in range(10):
            record_cases(chance.randint(1, 5))
        connection.close()

    def place(_: int) -> None:
        for _ in range(10):
            sequence(AUTHORITY)
        connection.close()

    with ThreadPoolExecutor(6) as pool:
        jobs = [pool.submit(write, number) for number in range(3)]
        jobs += [pool.submit(place, number) for number in range(3)]
        for job in jobs:
            job.result()
    newest = sequence(AUTHORITY)

    assert newest is not None
    positions = list(Leaf.objects.order_by("position").values_list("position", flat=True))
    assert positions == list(range(newest.size))
    assert not PendingEntry.objects.exists()
    assert verify(AUTHORITY) == []
