"""Spans of days: both ends count, and rows of one code follow each other without a gap."""

import datetime as dt
from dataclasses import dataclass

import pytest

from fazhi.kernel.errors import InputError
from fazhi.registers.lists import end_before, give_way, refuse_twice
from fazhi.registers.validity import holds, overlap

MAY, JUNE = dt.date(2023, 5, 1), dt.date(2023, 6, 1)
ONE_DAY = dt.timedelta(days=1)


@dataclass
class Span:
    """A row with a validity."""

    since: dt.date
    until: dt.date | None = None


def test_both_ends_of_a_span_belong_to_it() -> None:
    span = Span(MAY, JUNE)

    days = [MAY - ONE_DAY, MAY, JUNE, JUNE + ONE_DAY]

    assert [holds(span, day) for day in days] == [False, True, True, False]


def test_a_span_without_an_end_holds_for_ever() -> None:
    assert holds(Span(MAY), dt.date(2999, 1, 1))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Span(MAY, JUNE), Span(JUNE, None), True),
        (Span(MAY, JUNE - ONE_DAY), Span(JUNE, None), False),
        (Span(MAY), Span(JUNE), True),
        (Span(JUNE), Span(MAY, JUNE - ONE_DAY), False),
    ],
)
def test_spans_overlap_when_they_have_a_day_in_common(
    one: Span, other: Span, *, expected: bool
) -> None:
    assert (overlap(one, other), overlap(other, one)) == (expected, expected)


def test_an_earlier_row_gives_way_on_the_day_before() -> None:
    former = Span(MAY)

    give_way(former, "G01", JUNE)

    assert former.until == dt.date(2023, 5, 31)


def test_a_row_of_the_same_day_does_not_give_way() -> None:
    with pytest.raises(InputError) as refusal:
        give_way(Span(JUNE), "G01", JUNE)

    assert set(refusal.value.fields) == {"G01"}


def test_a_row_that_ended_earlier_keeps_its_end() -> None:
    former = Span(MAY, dt.date(2023, 5, 10))

    end_before(former, JUNE)
    give_way(former, "G01", JUNE)

    assert former.until == dt.date(2023, 5, 10)


def test_a_code_that_stands_twice_in_a_list_is_refused() -> None:
    with pytest.raises(InputError) as refusal:
        refuse_twice(["A", "B", "A"])

    assert refusal.value.fields == {"A": "编号 A 在本次录入中重复。"}
