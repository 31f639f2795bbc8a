"""The nineteen traps of counting, each with the answer that avoids it."""

import datetime as dt

import pytest

from fazhi.law.citation import Citation
from fazhi.law.deadline import Pause, Timeliness
from fazhi.law.deadline_rule import Unit
from fazhi.law.errors import NotPausableError, TimeNeededError
from fazhi.law.jurisdiction import load_law
from fazhi.law.rules.compulsion import court_application

LAW = load_law()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def test_t_01_the_same_number_of_days_means_different_things_in_different_laws() -> None:
    asked = [
        ("行政处罚法(2021)", 64, 5),
        ("行政处罚法(2021)", 67, 15),
        ("行政强制法", 54, 10),
        ("行政强制法", 56, 15),
        ("道路交通安全违法行为处理程序规定", 50, 15),
        ("信访工作条例", 23, 15),
        ("信访工作条例", 23, 5),
        ("政府信息公开条例(2019)", 32, 15),
    ]

    units = [LAW.unit_of(Citation(name, article), number) for name, article, number in asked]

    working, natural = Unit.WORKING_DAYS, Unit.CALENDAR_DAYS
    assert units == [working, natural, working, natural, working, natural, working, working]


def test_t_02_a_period_that_ends_on_a_make_up_day_ends_there() -> None:
    make_up_days = ("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20")
    starts = [day(text) - dt.timedelta(days=15) for text in (*make_up_days, "2026-10-10")]

    ends = [LAW.deadline("PAY").from_(start).due_on for start in starts]

    assert ends == [start + dt.timedelta(days=15) for start in starts]


def test_t_03_new_years_eve_was_a_working_day_in_2024_only() -> None:
    eves = (day("2024-02-09"), day("2025-01-28"), day("2026-02-16"))

    assert [LAW.calendar.is_working_day(eve) for eve in eves] == [True, False, False]


def test_t_04_the_start_day_is_excluded_and_hours_run_from_their_moment() -> None:
    by_days = LAW.deadline("PUB_WITHDRAW").from_(day("2026-03-02"))
    by_hours = LAW.deadline("SEIZE_REPORT").from_(dt.datetime.fromisoformat("2026-02-14T22:30"))

    assert by_days.counted == (day("2026-03-03"), day("2026-03-04"), day("2026-03-05"))
    assert by_hours.due_at is not None
    assert f"{by_hours.due_at:%Y-%m-%dT%H:%M}" == "2026-02-15T22:30"
    assert by_hours.warn_on is None
    with pytest.raises(TimeNeededError):
        LAW.deadline("SEIZE_REPORT").from_(day("2026-02-14"))


def test_t_05_nothing_is_excluded_from_the_ninety_days() -> None:
    with pytest.raises(NotPausableError):
        LAW.deadline("PEN_DECIDE").from_(
            day("2026-01-05"), pauses=[Pause(day("2026-01-10"), day("2026-01-20"))]
        )


def test_t_06_an_authority_finishes_before_the_long_holiday() -> None:
    deadline = LAW.deadline("PEN_DECIDE").from_(day("2025-11-17"))

    assert (deadline.due_on, deadline.warn_on) == (day("2026-02-15"), day("2026-02-14"))
    assert deadline.judge(day("2026-02-15")) is Timeliness.IN_TIME
    assert deadline.judge(day("2026-02-16")) is Timeliness.LATE


def test_t_07_seven_clear_working_days_lie_between_notice_and_hearing() -> None:
    deadline = LAW.deadline("HEAR_NOTICE").from_(day("2025-10-27"))

    judged = [deadline.judge(day(text)) for text in ("2025-10-15", "2025-10-16", "2025-10-17")]

    assert judged == [Timeliness.IN_TIME, Timeliness.IN_DOUBT, Timeliness.LATE]
    assert len(deadline.counted) == 7


def test_t_08_service_by_announcement_anchors_the_next_period() -> None:
    served = LAW.deadline("ANNOUNCE_SERVICE").from_(day("2026-03-02"))

    request = LAW.deadline("HEAR_REQUEST").after(served)

    assert served.due_on == day("2026-04-01")
    assert request.due_on == day("2026-04-09")


def test_t_09_the_court_is_asked_on_the_eleventh_working_day() -> None:
    wait = LAW.deadline("URGE_WAIT").from_(day("2024-12-03"))

    assert wait.passed_from is not None
    first = LAW.calendar.first_working_day_on_or_after(wait.passed_from)
    assert first == LAW.calendar.add_working_days(day("2024-12-03"), 11) == day("2024-12-18")
    assert LAW.deadline("URGE_WAIT").latest_start(day("2024-12-18")) == day("2024-12-03")
    assert LAW.deadline("URGE_WAIT").latest_start(day("2024-12-13")) == day("2024-11-28")


def test_t_10_the_three_months_start_after_the_period_for_suit() -> None:
    suit = LAW.deadline("SUIT").from_(day("2024-03-15"))
    untold = LAW.deadline("SUIT_UNTOLD").from_(day("2024-03-15"))

    application = LAW.deadline("COURT_APPLY").after(suit)
    after_untold = LAW.deadline("COURT_APPLY").after(untold)

    assert (application.due_on, application.warn_on) == (day("2024-12-18"), day("2024-12-13"))
    assert application.safe_on == day("2024-12-15")
    assert after_untold.due_on == day("2025-06-17")


def test_t_11_a_review_first_decision_runs_two_clocks() -> None:
    earlier, later = court_application(LAW, served_on=day("2024-03-15"), review_first=True)
    only = court_application(LAW, served_on=day("2024-03-15"), review_first=False)

    assert (earlier.due_on, earlier.warn_on) == (day("2024-08-14"), day("2024-08-14"))
    assert (later.due_on, later.warn_on) == (day("2024-12-18"), day("2024-12-13"))
    assert only == (later,)


def test_t_12_days_are_late_only_after_the_rolled_due_day() -> None:
    pay = LAW.deadline("PAY").from_(day("2026-02-05"))

    late = [pay.days_late(day(text)) for text in ("2026-02-20", "2026-02-24", "2026-03-20")]

    assert late == [0, 0, 24]


def test_t_13_months_are_clamped_to_the_last_day_of_a_shorter_month() -> None:
    starts = ("2022-11-30", "2023-11-30")

    ends = [LAW.deadline("COURT_APPLY").from_(day(text)).raw_on for text in starts]

    assert ends == [day("2023-02-28"), day("2024-02-29")]


def test_t_14_the_clock_of_a_request_pauses_and_is_extended_after_day_twenty() -> None:
    reply = LAW.deadline("INFO_REPLY")
    asking = Pause(day("2026-03-09"), day("2026-03-15"))

    plain = reply.from_(day("2026-03-02"))
    paused = reply.from_(day("2026-03-02"), pauses=[asking])
    extended = reply.from_(day("2026-03-02"), extend=True)

    assert (len(plain.counted), len(paused.counted), len(extended.counted)) == (20, 20, 40)
    assert extended.counted[:20] == plain.counted
    assert paused.due_on == LAW.calendar.add_working_days(day("2026-03-30"), 5)


def test_t_15_publication_penalties_and_withdrawal_have_three_clocks() -> None:
    names = ("INFO_ACTIVE", "PUB_PENALTY", "PUB_WITHDRAW")

    lengths = [len(LAW.deadline(name).from_(day("2026-03-02")).counted) for name in names]

    assert lengths == [20, 7, 3]


def test_t_16_judicial_confirmation_runs_from_the_last_of_three_signatures() -> None:
    signatures = (day("2026-03-02"), day("2026-03-04"), day("2026-03-10"))

    deadline = LAW.deadline("JUDICIAL_CONFIRM").from_(max(signatures))

    assert deadline.due_on == day("2026-04-09")
    assert deadline.rule.note is not None
    assert "三者中最后一日" in deadline.rule.note.zh


def test_t_17_limitation_ends_with_the_discovery() -> None:
    limitation = LAW.deadline("LIMITATION").from_(day("2023-11-20"))
    leads = ("2025-11-18", "2025-11-19", "2025-11-20", "2025-11-21")

    judged = [limitation.judge(day(text)) for text in leads]

    in_doubt = Timeliness.IN_DOUBT
    assert judged == [Timeliness.IN_TIME, in_doubt, in_doubt, Timeliness.LATE]


def test_t_18_payment_runs_from_receipt_which_on_the_spot_is_the_same_day() -> None:
    decided_and_received = day("2026-03-02")

    deadline = LAW.deadline("PAY").from_(decided_and_received)

    assert deadline.rule.anchor.name == "served"
    assert deadline.due_on == day("2026-03-17")


def test_t_19_a_working_day_deadline_beyond_the_last_notice_is_provisional() -> None:
    deadline = LAW.deadline("PEN_PRESERVE").from_(day("2026-12-28"))

    assert deadline.provisional
    assert deadline.due_on is None
    assert deadline.warn_on is None
    assert deadline.earliest_on == day("2027-01-04")
    assert [note.zh for note in deadline.notes] == [
        "《国务院办公厅关于2027年部分节假日安排的通知》尚未载入日历，最后一日暂不能确定"
    ]
