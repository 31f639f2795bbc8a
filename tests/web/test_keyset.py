"""Pages of a list by key: complete, without repeats, in both directions, whatever the token."""

import datetime as dt

import pytest
from django.db.models import F, QuerySet

from fazhi.kernel import clock
from fazhi.kernel.models import Dossier
from fazhi.web.keyset import Place, Stretch, stretch
from tests.factories.seats import AUTHORITY

pytestmark = pytest.mark.django_db

NEWEST_FIRST = ("-opened_at", "pk")
START = clock.at_local(dt.date(2023, 5, 4), dt.time(9))


def test_pages_walked_forwards_give_every_row_once_in_order() -> None:
    make_dossiers(7)

    assert walk(NEWEST_FIRST, size=3) == list(Dossier.objects.order_by(*NEWEST_FIRST))


def test_pages_walked_backwards_give_the_same_rows() -> None:
    make_dossiers(7)
    first = page(NEWEST_FIRST)
    second = page(NEWEST_FIRST, Place(after=first.older))

    assert page(NEWEST_FIRST, Place(before=second.newer)) == first


def test_rows_of_the_same_moment_are_neither_lost_nor_repeated() -> None:
    make_dossiers(8, every=dt.timedelta(0))

    assert walk(NEWEST_FIRST, size=3) == list(Dossier.objects.order_by(*NEWEST_FIRST))


def test_a_list_may_be_sorted_by_what_was_annotated() -> None:
    make_dossiers(5)
    rows = Dossier.objects.annotate(begun=F("opened_at"))

    assert walk(("begun", "-pk"), size=2, rows=rows) == list(rows.order_by("begun", "-pk"))


def test_the_first_page_has_no_newer_and_the_last_no_older_neighbour() -> None:
    make_dossiers(3)

    only = page(NEWEST_FIRST)

    assert (only.newer, only.older) == ("", "")


@pytest.mark.parametrize(
    "token", ["x", "!!!!", "W10", "WyJ4Il0", "WyJ4IiwieSJd", "bnVsbA", "8J-YgA", "eyJhIjoxfQ"]
)
def test_a_token_that_cannot_be_read_means_the_first_page(token: str) -> None:
    make_dossiers(5)

    assert page(NEWEST_FIRST, Place(after=token)) == page(NEWEST_FIRST)


def test_rows_that_are_added_meanwhile_do_not_move_the_next_page() -> None:
    make_dossiers(6)
    first = page(NEWEST_FIRST)
    expected = list(Dossier.objects.order_by(*NEWEST_FIRST))[3:6]
    make_dossiers(2, start=START + dt.timedelta(days=30))

    assert list(page(NEWEST_FIRST, Place(after=first.older)).rows) == expected


def page(sort: tuple[str, ...], place: Place = Place()) -> Stretch[Dossier]:  # noqa: B008 -- frozen
    return stretch(Dossier.objects.all(), sort, place, size=3)


def walk(
    sort: tuple[str, ...], *, size: int, rows: QuerySet[Dossier] | None = None
) -> list[Dossier]:
    queryset = Dossier.objects.all() if rows is None else rows
    found: list[Dossier] = []
    part = stretch(queryset, sort, Place(), size=size)
    while True:
        found += part.rows
        if not part.older:
            return found
        part = stretch(queryset, sort, Place(after=part.older), size=size)


def make_dossiers(
    count: int, *, start: dt.datetime = START, every: dt.timedelta = dt.timedelta(hours=1)
) -> None:
    Dossier.objects.bulk_create(
        Dossier(authority=AUTHORITY, kind="case", opened_at=start + number * every)
        for number in range(count)
    )
