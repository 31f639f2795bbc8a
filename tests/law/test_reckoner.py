"""How a period is counted, what it refuses, and how an act stands to it."""

import datetime as dt

import pytest

from fazhi.law.deadline import CHINA, Timeliness
from fazhi.law.deadline_rule import Direction, Owner, Unit
from fazhi.law.errors import (
    CalendarNotPublishedError,
    DeadlineUseError,
    NoExtensionError,
    NotInForceError,
    NotPausableError,
    PauseOutsidePeriodError,
    TimeNeededError,
)
from fazhi.law.jurisdiction import load_law
from tests.factories.law import reckoner

LAW = load_law()
WORKING, NATURAL = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
SATURDAY, SUNDAY, MONDAY = dt.date(2026, 3, 7), dt.date(2026, 3, 8), dt.date(2026, 3, 9)
FRIDAY = dt.date(2026, 3, 6)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_a_partys_period_rolls_on_and_carries_no_warning() -> None:
    deadline = reckoner(1, NATURAL).from_(FRIDAY)

    assert (deadline.raw_on, deadline.due_on, deadline.warn_on) == (SATURDAY, MONDAY, None)
    assert deadline.judge(MONDAY) is Timeliness.IN_TIME


def test_an_authoritys_period_does_not_roll_and_warns_before() -> None:
    deadline = reckoner(2, NATURAL, owner=Owner.AUTHORITY).from_(FRIDAY)

    assert (deadline.due_on, deadline.warn_on) == (SUNDAY, FRIDAY)
    assert deadline.judge(SUNDAY) is Timeliness.IN_TIME
    assert deadline.judge(MONDAY) is Timeliness.LATE


def test_a_period_of_another_body_is_only_shown() -> None:
    deadline = reckoner(1, NATURAL, owner=Owner.OTHER).from_(FRIDAY)

    assert (deadline.due_on, deadline.warn_on) == (SATURDAY, None)


def test_calendar_days_count_backwards_too() -> None:
    before = {"owner": Owner.AUTHORITY, "direction": Direction.BEFORE}

    plain = reckoner(2, NATURAL, **before).from_(MONDAY)
    clear = reckoner(2, NATURAL, clear=True, **before).from_(MONDAY)

    assert (plain.due_on, plain.warn_on, plain.outer_on) == (SATURDAY, FRIDAY, SATURDAY)
    assert (clear.due_on, clear.warn_on, clear.outer_on) == (FRIDAY, FRIDAY, SATURDAY)


def test_years_end_on_the_day_of_the_same_number() -> None:
    deadline = reckoner(1, Unit.YEARS, owner=Owner.AUTHORITY).from_(day("2024-02-29"))

    assert deadline.due_on == day("2025-02-28")


def test_a_day_rule_takes_the_day_in_china_of_a_moment() -> None:
    just_before_midnight = dt.datetime(2026, 3, 2, 15, 59, tzinfo=dt.UTC)
    at_midnight = dt.datetime(2026, 3, 2, 16, 0, tzinfo=dt.UTC)
    without_zone = dt.datetime.fromisoformat("2026-03-02T23:59")

    ends = [
        reckoner(1, WORKING).from_(moment).due_on
        for moment in (just_before_midnight, at_midnight, without_zone)
    ]

    assert ends == [day("2026-03-03"), day("2026-03-04"), day("2026-03-03")]


def test_hours_run_from_the_moment_and_are_judged_by_the_moment() -> None:
    start = dt.datetime(2026, 2, 14, 22, 30, tzinfo=CHINA)
    deadline = reckoner(24, Unit.HOURS, warn=20).from_(start)

    assert deadline.due_at == start + dt.timedelta(hours=24)
    assert deadline.warn_at == start + dt.timedelta(hours=20)
    assert deadline.due_on == day("2026-02-15")
    assert deadline.judge(start + dt.timedelta(hours=24)) is Timeliness.IN_TIME
    assert deadline.judge(start + dt.timedelta(hours=24, minutes=1)) is Timeliness.LATE
    with pytest.raises(TimeNeededError):
        deadline.judge(day("2026-02-15"))


def test_hours_without_a_zone_are_read_on_a_clock_in_china() -> None:
    deadline = reckoner(1, Unit.HOURS).from_(dt.datetime.fromisoformat("2026-02-14T22:30"))

    assert deadline.due_at == dt.datetime(2026, 2, 14, 15, 30, tzinfo=dt.UTC)
    assert deadline.warn_at is None


def test_an_extension_is_counted_once_in_the_rules_own_way() -> None:
    extendable = reckoner(3, WORKING, extend=2)

    plain, extended = extendable.from_(FRIDAY), extendable.from_(FRIDAY, extend=True)

    assert extended.counted[:3] == plain.counted
    assert len(extended.counted) == 5


def test_a_paused_day_that_is_a_rest_day_moves_nothing_in_working_days() -> None:
    pausable = reckoner(3, WORKING, pausable=True)

    plain = pausable.from_(FRIDAY)
    over_weekend = pausable.from_(FRIDAY, pauses=[(SATURDAY, SUNDAY)])
    over_monday = pausable.from_(FRIDAY, pauses=[(SATURDAY, MONDAY)])

    assert plain.due_on == over_weekend.due_on == day("2026-03-11")
    assert over_monday.due_on == day("2026-03-12")


def test_a_pause_may_begin_on_the_last_day_and_run_beyond_it() -> None:
    deadline = reckoner(2, NATURAL, owner=Owner.AUTHORITY, pausable=True).from_(
        FRIDAY, pauses=[(SUNDAY, day("2026-03-10"))]
    )

    assert deadline.due_on == day("2026-03-11")


def test_a_pause_may_begin_on_the_start_day_which_does_not_count_anyway() -> None:
    deadline = reckoner(2, WORKING, pausable=True).from_(FRIDAY, pauses=[(FRIDAY, MONDAY)])

    assert deadline.due_on == day("2026-03-11")


@pytest.mark.parametrize(
    ("pauses", "why"),
    [
        ([(MONDAY, SUNDAY)], "结束日早于开始日"),
        ([(day("2026-03-05"), FRIDAY)], "在起算日之前开始"),
        ([(MONDAY, MONDAY), (MONDAY, day("2026-03-10"))], "与另一段重叠"),
        ([(day("2026-03-20"), day("2026-03-21"))], "期限已在 2026-03-09 届满"),
    ],
)
def test_a_pause_outside_the_period_is_refused(
    pauses: list[tuple[dt.date, dt.date]], why: str
) -> None:
    with pytest.raises(PauseOutsidePeriodError, match=why) as refusal:
        reckoner(3, NATURAL, pausable=True).from_(FRIDAY, pauses=pauses)

    assert " to " in refusal.value.text.en


def test_what_the_rule_does_not_have_is_refused_in_both_languages() -> None:
    rule = reckoner(3, NATURAL)

    with pytest.raises(NoExtensionError) as extension:
        rule.from_(FRIDAY, extend=True)
    with pytest.raises(NotPausableError) as pause:
        rule.from_(FRIDAY, pauses=[(SATURDAY, SUNDAY)])
    with pytest.raises(TimeNeededError) as time:
        reckoner(3, Unit.HOURS).from_(FRIDAY)

    assert extension.value.text.zh == "“试验期限”没有延长的规定"
    assert extension.value.text.en == "The law knows no extension of “Trial period”"
    assert pause.value.text.zh == "“试验期限”不能扣除期间"
    assert "2026-03-06T09:30" in time.value.text.en
    assert all(
        isinstance(refusal.value, DeadlineUseError) and isinstance(refusal.value, ValueError)
        for refusal in (extension, pause, time)
    )


def test_a_start_before_the_law_is_refused() -> None:
    with pytest.raises(NotInForceError, match="1999-12-31 没有有效的期限规则"):
        reckoner(3, NATURAL).from_(day("1999-12-31"))


def test_a_year_before_the_first_notice_is_refused_and_not_provisional() -> None:
    with pytest.raises(CalendarNotPublishedError):
        reckoner(3, WORKING).from_(day("2019-06-03"))


def test_a_partys_period_that_ends_beyond_the_last_notice_is_provisional() -> None:
    deadline = reckoner(60, NATURAL).from_(day("2026-11-10"))

    assert (deadline.due_on, deadline.provisional) == (None, True)
    assert (deadline.raw_on, deadline.earliest_on) == (day("2027-01-09"), day("2027-01-09"))
    assert deadline.passed_from is None
    assert deadline.days_late(day("2028-01-01")) == 0


def test_an_authoritys_calendar_days_beyond_the_last_notice_are_certain_but_cannot_warn() -> None:
    deadline = reckoner(90, NATURAL, owner=Owner.AUTHORITY).from_(day("2026-11-01"))

    assert (deadline.due_on, deadline.provisional) == (day("2027-01-30"), False)
    assert deadline.warn_on is None
    assert "提醒日暂不能确定" in deadline.notes[0].zh


def test_counting_back_out_of_an_unpublished_year_gives_the_earliest_day() -> None:
    deadline = LAW.deadline("HEAR_NOTICE").from_(day("2027-01-05"))

    assert (deadline.due_on, deadline.provisional) == (None, True)
    assert deadline.earliest_on == day("2026-12-22")
    assert deadline.counted[-1] == day("2026-12-31")


def test_an_act_is_judged_by_the_lower_bound_while_the_last_day_is_unknown() -> None:
    deadline = reckoner(60, NATURAL).from_(day("2026-11-10"))

    assert deadline.judge(day("2027-01-09")) is Timeliness.IN_TIME
    assert deadline.judge(day("2027-01-20")) is Timeliness.IN_DOUBT


def test_what_follows_an_unknown_end_is_unknown_too() -> None:
    review = LAW.deadline("REVIEW").from_(day("2026-11-10"))

    application = LAW.deadline("COURT_APPLY").after(review)

    assert (application.due_on, application.provisional) == (None, True)
    assert application.earliest_on == day("2027-04-09")
    assert application.notes == review.notes


def test_what_follows_an_unknown_end_keeps_an_unknown_lower_bound() -> None:
    review = LAW.deadline("REVIEW").from_(day("2026-11-10"))

    suit = LAW.deadline("SUIT").after(review)

    assert (suit.due_on, suit.earliest_on) == (None, day("2027-07-09"))


def test_a_period_that_must_be_given_is_judged_the_other_way_round() -> None:
    keep = reckoner(2, NATURAL, owner=Owner.AUTHORITY, minimum=True).from_(FRIDAY)
    judged = [keep.judge(each) for each in (SATURDAY, SUNDAY, MONDAY, day("2030-01-01"))]

    in_time = Timeliness.IN_TIME
    assert judged == [Timeliness.TOO_EARLY, Timeliness.IN_DOUBT, in_time, in_time]
    assert keep.warn_on is None


def test_a_period_with_a_least_and_a_most_is_late_after_the_most() -> None:
    review = LAW.deadline("NORM_REVIEW_MIN").from_(day("2026-03-02"))

    judged = [
        review.judge(day(text))
        for text in ("2026-03-06", "2026-03-09", "2026-03-10", "2026-03-23", "2026-03-24")
    ]

    early, doubt, good = Timeliness.TOO_EARLY, Timeliness.IN_DOUBT, Timeliness.IN_TIME
    assert judged == [early, doubt, good, good, Timeliness.LATE]


def test_a_period_that_must_be_given_and_is_provisional_is_too_early_before_its_bound() -> None:
    deadline = reckoner(7, WORKING, minimum=True).from_(day("2026-12-28"))

    judged = [deadline.judge(day(text)) for text in ("2027-01-03", "2027-01-04", "2027-01-05")]

    assert judged == [Timeliness.TOO_EARLY, Timeliness.IN_DOUBT, Timeliness.IN_DOUBT]


def test_a_most_beyond_the_last_notice_is_not_late_yet() -> None:
    deadline = reckoner(2, WORKING, minimum=True, maximum=9).from_(day("2026-12-28"))

    assert (deadline.due_on, deadline.outer_on) == (day("2026-12-30"), None)
    assert deadline.judge(day("2027-03-01")) is Timeliness.IN_TIME


def test_an_anchor_that_is_a_rest_day_was_not_rolled() -> None:
    deadline = LAW.deadline("COURT_APPLY").from_(day("2024-09-15"))

    assert (deadline.due_on, deadline.safe_on) == (day("2024-12-15"), day("2024-12-15"))


def test_the_latest_start_waits_for_a_bound_that_is_known() -> None:
    latest = LAW.deadline("URGE_WAIT").latest_start(day("2027-01-04"))

    assert latest == day("2026-12-17")
    assert LAW.deadline("URGE_WAIT").from_(latest).due_on == day("2026-12-31")


def test_the_law_can_be_asked_with_a_longer_calendar() -> None:
    longer = LAW.with_calendar(LAW.calendar)

    assert longer.deadline("PAY").from_(FRIDAY) == LAW.deadline("PAY").from_(FRIDAY)


def test_a_rule_tells_its_unit_its_owner_and_whether_it_is_counted_in_days() -> None:
    assert [unit.label.zh for unit in Unit] == ["个工作日", "日", "小时", "个月", "年"]
    assert [unit.is_days for unit in Unit] == [True, True, False, False, False]
    assert [owner.label.zh for owner in Owner] == ["当事人", "本机关", "其他机关"]


def test_a_deadline_names_its_provisions() -> None:
    deadline = LAW.deadline("PEN_PRESERVE").from_(FRIDAY)

    assert [str(citation) for citation in deadline.because] == [
        "《行政处罚法》第五十六条",
        "《行政处罚法》第八十五条",
    ]
