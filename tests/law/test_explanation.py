"""The explanation shows a clerk every day that matters, and why."""

import datetime as dt

from fazhi.law.calendar import DayKind
from fazhi.law.deadline import Deadline
from fazhi.law.jurisdiction import load_law

LAW = load_law()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def noted(deadline: Deadline) -> dict[str, str]:
    return {str(each.day): each.note.zh for each in deadline.days if each.note.zh}


def test_a_rolled_period_shows_the_raw_end_and_the_days_it_rolls_over() -> None:
    deadline = LAW.deadline("PAY").from_(day("2026-02-05"))

    by_day = {str(each.day): each for each in deadline.days}

    assert by_day["2026-02-05"].number is None
    assert by_day["2026-02-05"].note.zh == "送达之日，当日不计入"
    assert by_day["2026-02-14"].kind is DayKind.MAKE_UP_DAY
    assert by_day["2026-02-20"].number == 15
    assert by_day["2026-02-20"].note.zh == "春节；期满日逢休息日，顺延"
    assert by_day["2026-02-20"].note.en == (
        "Spring Festival; the period ends on a rest day and is rolled on"
    )
    assert by_day["2026-02-23"].number is None
    assert by_day["2026-02-24"].note.zh == "期限最后一日"
    assert deadline.days[-1].day == day("2026-02-24")


def test_paused_days_are_shown_without_a_number() -> None:
    deadline = LAW.deadline("SEIZE").from_(
        day("2026-03-02"), pauses=[(day("2026-03-02"), day("2026-03-04"))]
    )

    assert noted(deadline) == {
        "2026-03-02": "查封、扣押之日，当日不计入",
        "2026-03-03": "扣除，不计入期限",
        "2026-03-04": "扣除，不计入期限",
        "2026-04-03": "期限最后一日",
    }
    assert deadline.days[3].number == 1


def test_the_warning_is_shown_where_it_differs_from_the_end() -> None:
    deadline = LAW.deadline("PEN_DECIDE").from_(day("2023-07-05"))

    assert noted(deadline)["2023-09-28"] == "本机关最迟在此日办结"
    assert noted(deadline)["2023-10-03"] == "中秋节、国庆节；期限最后一日"


def test_a_period_before_an_event_is_numbered_backwards() -> None:
    deadline = LAW.deadline("HEAR_NOTICE").from_(day("2025-10-27"))

    numbers = {str(each.day): each.number for each in deadline.days if each.number}

    assert numbers["2025-10-24"] == 1
    assert numbers["2025-10-16"] == 7
    assert noted(deadline)["2025-10-16"] == "最宽的读法到此为止"
    assert deadline.days[0].day == day("2025-10-15")


def test_calendar_days_before_an_event_are_numbered_backwards_too() -> None:
    deadline = LAW.deadline("DECISION_MATERIALS").from_(day("2026-03-08"))

    numbers = {str(each.day): each.number for each in deadline.days}

    assert (numbers["2026-03-07"], numbers["2026-03-01"]) == (1, 7)
    assert (numbers["2026-03-08"], numbers["2026-02-28"]) == (None, None)


def test_months_show_the_start_and_the_days_around_the_end_only() -> None:
    deadline = LAW.deadline("SUIT").from_(day("2024-03-15"))

    shown = [str(each.day) for each in deadline.days]

    assert shown == ["2024-03-15", "2024-09-15", "2024-09-16", "2024-09-17", "2024-09-18"]


def test_days_whose_notice_is_missing_have_no_kind() -> None:
    deadline = LAW.deadline("PEN_PRESERVE").from_(day("2026-12-30"))

    last = deadline.days[-1]

    assert (last.day, last.kind, last.number) == (day("2027-01-06"), None, None)
    assert last.note.en == "the earliest possible last day"


def test_hours_show_the_day_they_start_and_the_day_they_end() -> None:
    deadline = LAW.deadline("SEIZE_REPORT").from_(dt.datetime.fromisoformat("2026-02-14T22:30"))

    assert [str(each.day) for each in deadline.days] == ["2026-02-14", "2026-02-15"]


def test_hours_within_one_day_show_that_day_once() -> None:
    deadline = LAW.deadline("ACCIDENT_REPORT").from_(dt.datetime.fromisoformat("2026-02-14T09:30"))

    assert [str(each.day) for each in deadline.days] == ["2026-02-14"]
