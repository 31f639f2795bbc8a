"""Identifiers ascend, are reproducible from a seed, and are safe between threads."""

import datetime as dt
import random
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

from fazhi.kernel import clock
from fazhi.kernel.identifiers import ALPHABET, is_seeded, new_code, new_id, random_bytes, seeded

NOON = dt.datetime(2026, 11, 23, 4, 0, tzinfo=dt.UTC)


def test_an_identifier_is_a_uuid_of_version_7_with_the_time_in_front() -> None:
    moment = dt.datetime(2031, 5, 6, 7, 8, 9, 10_000, dt.UTC)  # at which nothing else stands
    with clock.standing_at(moment):
        identifier = new_id()

    assert (identifier.version, identifier.variant) == (7, "specified in RFC 4122")
    assert identifier.int >> 80 == int(moment.timestamp() * 1000)


def test_identifiers_ascend_even_within_one_millisecond() -> None:
    made = [new_id() for _ in range(20_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_identifiers_ascend_over_all_threads() -> None:
    def make(_: int) -> list[UUID]:
        return [new_id() for _ in range(2_000)]

    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(make, range(8)))

    assert all(part == sorted(part) for part in made)
    assert len({identifier for part in made for identifier in part}) == 16_000


def test_more_identifiers_than_a_millisecond_can_count_still_ascend() -> None:
    with clock.standing_at(NOON):
        made = [new_id() for _ in range(10_000)]

    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_clock_that_stood_in_the_future_does_not_drag_later_identifiers_there() -> None:
    with clock.standing_at(dt.datetime(2099, 1, 1, tzinfo=dt.UTC)):
        future = new_id()

    assert new_id() < future


def test_the_same_seed_gives_the_same_identifiers_codes_and_salts() -> None:
    def play() -> list[object]:
        with clock.standing_at(NOON), seeded(random.Random(7)):  # noqa: S311 -- reproducible
            return [new_id(), new_code(), random_bytes(16), new_id()]

    assert play() == play()


def test_what_other_threads_draw_does_not_disturb_a_seeded_run() -> None:
    def play() -> list[UUID]:
        with clock.standing_at(NOON), seeded(random.Random(7)):  # noqa: S311 -- reproducible
            return [new_id() for _ in range(5_000)]

    alone = play()
    with ThreadPoolExecutor(2) as pool:
        noise = pool.submit(lambda: [new_id() for _ in range(5_000)])
        beside = pool.submit(play).result()
        assert noise.result() == sorted(noise.result())

    assert beside == alone


def test_a_seeded_run_follows_its_clock_when_it_is_set_back() -> None:
    with seeded(random.Random(7)):  # noqa: S311 -- reproducible
        with clock.standing_at(NOON):
            later = new_id()
        with clock.standing_at(NOON - dt.timedelta(days=1)):
            earlier = new_id()

    assert earlier < later


def test_it_is_known_whether_identifiers_are_seeded() -> None:
    with seeded(random.Random(7)):  # noqa: S311 -- reproducible
        inside = is_seeded()

    assert (inside, is_seeded()) == (True, False)


def test_a_code_can_be_read_out_on_the_telephone() -> None:
    code = new_code(12)

    assert len(code) == 12
    assert set(code) <= set(ALPHABET)
    assert set("ILOU").isdisjoint(ALPHABET)
