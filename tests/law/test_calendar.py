"""The working calendar agrees with two independent ones, day for day, and never guesses."""

import datetime as dt
from functools import cache

import chinese_calendar
import holidays
import pytest

from fazhi.law.answer import Text
from fazhi.law.calendar import CalendarYear, DayKind, WorkingCalendar, days_between, notice_of
from fazhi.law.citation import Citation
from fazhi.law.errors import CalendarNotPublishedError, LawError

FIRST, LAST = dt.date(2020, 1, 1), dt.date(2026, 12, 31)
EVERY_DAY = list(days_between(FIRST, LAST))
MOST = 20

SPRING = Text("春节", "Spring Festival")


@cache
def calendar() -> WorkingCalendar:
    return WorkingCalendar.load()


def year_2027(**changes: object) -> CalendarYear:
    given: dict[str, object] = {
        "year": 2027,
        "because": (notice_of(2027),),
        "holidays": {dt.date(2027, 2, 5): SPRING},
        "make_up_days": frozenset({dt.date(2027, 2, 13)}),
    }
    return CalendarYear(**(given | changes))  # type: ignore[arg-type]


def test_every_day_agrees_with_chinesecalendar() -> None:
    differences = [
        day
        for day in EVERY_DAY
        if calendar().is_working_day(day) != chinese_calendar.is_workday(day)
    ]

    assert differences == []


def test_every_day_agrees_with_holidays() -> None:
    china = holidays.country_holidays("CN", years=range(FIRST.year, LAST.year + 1))

    differences = [
        day for day in EVERY_DAY if calendar().is_working_day(day) != china.is_working_day(day)
    ]

    assert differences == []


def test_every_day_off_in_a_festival_is_one_in_chinesecalendar_too() -> None:
    ours = {day for day in EVERY_DAY if calendar().kind_of(day) is DayKind.STATUTORY_HOLIDAY}
    theirs = {day for day in EVERY_DAY if day in chinese_calendar.constants.holidays}

    assert ours == theirs


def test_every_make_up_day_is_one_in_chinesecalendar_too() -> None:
    ours = {day for day in EVERY_DAY if calendar().kind_of(day) is DayKind.MAKE_UP_DAY}
    theirs = {day for day in EVERY_DAY if day in chinese_calendar.constants.workdays}

    assert ours == theirs


def test_adding_working_days_agrees_with_walking_day_by_day_from_every_day() -> None:
    following = _walked(EVERY_DAY)

    differences = [
        (start, number)
        for start, found in following.items()
        for number, day in enumerate(found, start=1)
        if calendar().add_working_days(start, number) != day
    ]

    assert differences == []
    assert sum(map(len, following.values())) > 50_000


def test_taking_working_days_away_agrees_with_walking_day_by_day_from_every_day() -> None:
    preceding = _walked(list(reversed(EVERY_DAY)))

    differences = [
        (start, number)
        for start, found in preceding.items()
        for number, day in enumerate(found, start=1)
        if calendar().add_working_days(start, -number) != day
    ]

    assert differences == []
    assert sum(map(len, preceding.values())) > 50_000


def _walked(days: list[dt.date]) -> dict[dt.date, list[dt.date]]:
    """Walk on from each day by another calendar, and note the working days met, at most 20."""
    works = [chinese_calendar.is_workday(day) for day in days]
    return {
        start: [
            day
            for day, working in zip(days[place + 1 : place + 60], works[place + 1 :], strict=False)
            if working
        ][:MOST]
        for place, start in enumerate(days)
    }


def test_working_days_between_counts_the_last_day_but_not_the_first() -> None:
    friday, monday = dt.date(2026, 3, 6), dt.date(2026, 3, 9)

    counts = (
        calendar().working_days_between(friday, monday),
        calendar().working_days_between(friday, friday),
        calendar().working_days_between(dt.date(2026, 2, 13), dt.date(2026, 2, 24)),
    )

    assert counts == (1, 0, 2)


def test_the_nearest_working_days_around_the_spring_festival_of_2026() -> None:
    festival = dt.date(2026, 2, 18)

    nearest = (
        calendar().last_working_day_on_or_before(festival),
        calendar().first_working_day_on_or_after(festival),
        calendar().next_working_day(dt.date(2026, 2, 24)),
        calendar().last_working_day_on_or_before(dt.date(2026, 2, 14)),
        calendar().first_working_day_on_or_after(dt.date(2026, 2, 28)),
    )

    assert nearest == (
        dt.date(2026, 2, 14),
        dt.date(2026, 2, 24),
        dt.date(2026, 2, 25),
        dt.date(2026, 2, 14),
        dt.date(2026, 2, 28),
    )


def test_the_four_kinds_of_days_have_their_names() -> None:
    days = (dt.date(2026, 2, 13), dt.date(2026, 2, 14), dt.date(2026, 2, 15), dt.date(2026, 3, 1))

    kinds = [calendar().kind_of(day) for day in days]

    assert [kind.label.zh for kind in kinds] == ["工作日", "调休上班日", "节假日", "休息日"]
    assert calendar().festival_of(days[2]) == SPRING
    assert calendar().festival_of(days[0]) is None


def test_a_year_without_its_notice_is_refused_and_named() -> None:
    with pytest.raises(CalendarNotPublishedError) as refusal:
        calendar().is_working_day(dt.date(2027, 1, 1))

    assert refusal.value.year == 2027
    assert refusal.value.text.zh == (
        "日历中没有《国务院办公厅关于2027年部分节假日安排的通知》，2027 年的工作日无法计算"
    )
    assert not calendar().published(2027)
    assert calendar().last_year == 2026


def test_counting_never_walks_into_a_year_without_its_notice() -> None:
    with pytest.raises(CalendarNotPublishedError):
        calendar().add_working_days(dt.date(2026, 12, 30), 2)


def test_an_administrator_adds_a_year() -> None:
    longer = calendar().with_years([year_2027()])

    assert longer.add_working_days(dt.date(2026, 12, 30), 2) == dt.date(2027, 1, 1)
    assert longer.kind_of(dt.date(2027, 2, 5)) is DayKind.STATUTORY_HOLIDAY
    assert longer.kind_of(dt.date(2027, 2, 13)) is DayKind.MAKE_UP_DAY
    assert longer.last_year == 2027
    assert calendar().last_year == 2026


def test_an_administrator_corrects_a_year() -> None:
    corrected = calendar().with_years(
        [CalendarYear(2026, (Citation("更正"),), {dt.date(2026, 3, 2): SPRING}, frozenset())]
    )

    assert not corrected.is_working_day(dt.date(2026, 3, 2))
    assert corrected.is_working_day(dt.date(2026, 2, 16))


def test_a_later_notice_may_change_the_december_before() -> None:
    eve = dt.date(2026, 12, 31)
    longer = calendar().with_years([year_2027(holidays={eve: SPRING}, make_up_days=frozenset())])

    assert calendar().is_working_day(eve)
    assert not longer.is_working_day(eve)


def test_a_calendar_without_years_has_no_last_year() -> None:
    empty = WorkingCalendar.of([])

    assert empty.last_year == 0


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"holidays": {dt.date(2026, 11, 30): SPRING}}, "2026-11-30 不属于 2027 年"),
        ({"make_up_days": frozenset({dt.date(2027, 2, 12)})}, "2027-02-12 本来就是工作日"),
        ({"holidays": {dt.date(2027, 2, 13): SPRING}}, "2027-02-13 既放假又上班"),
    ],
)
def test_a_year_that_contradicts_itself_is_refused(
    changes: dict[str, object], sentence: str
) -> None:
    with pytest.raises(LawError) as refusal:
        year_2027(**changes)

    assert refusal.value.text.zh == sentence
