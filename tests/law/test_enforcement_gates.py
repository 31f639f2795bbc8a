"""The gates of compulsory enforcement: each refuses on its day, with its article, then opens."""

import datetime as dt
from decimal import Decimal

import pytest

from fazhi.law.case_acts import CaseAct
from fazhi.law.enforcement_facts import RemedyState
from fazhi.law.enforcement_file import WAYS, EnforcedDuty, EnforcementFile, EnforcementWay
from fazhi.law.enforcement_windows import windows_of
from fazhi.law.jurisdiction import load_law
from fazhi.law.particulars import all_particulars
from fazhi.law.procedures.enforcement_course import ENFORCEMENT_COURSE
from fazhi.law.rule import all_rules
from fazhi.law.rules.enforcement_gates import examine_enforcement_act
from tests.law.enforcement_files import SERVED_ON, act, file_of

LAW = load_law()
COURT, OWN = EnforcementWay.COURT_APPLICATION, EnforcementWay.COMPULSORY_ENFORCEMENT
SUBSTITUTE, DEMOLITION = EnforcementWay.SUBSTITUTE_PERFORMANCE, EnforcementWay.DEMOLITION
MONEY, CLEARING, BUILDING = (
    EnforcedDuty.MONEY, EnforcedDuty.CLEARING, EnforcedDuty.DEMOLITION,
)  # fmt: skip

DEMANDED = (act("demand", "2024-10-08"), act("service_of_demand", "2024-10-08", 15))
HEARD = (*DEMANDED, act("statement_and_defence", "2024-10-15"))
DECIDED = (*HEARD, act("enforcement_decision", "2024-10-22"), act("service", "2024-10-22", 15))
SUBSTITUTED = (
    *DEMANDED,
    act("substitute_performance_decision", "2024-10-22"),
    act("service_of_substitute_decision", "2024-10-22", 15),
    act("renewed_demand", "2024-10-28"),
    act("service_of_renewed_demand", "2024-10-28", 15),
)
ANNOUNCED = (act("announcement", "2024-10-08"),)
PREPARED = (
    *ANNOUNCED, act("mandate", "2024-10-15"), act("notice_to_attend", "2024-10-21"),
    act("inventory", "2024-10-30", 9),
)  # fmt: skip
ASKED = (*DEMANDED, act("court_enforcement_application", "2024-10-23"))
SUSPENDED, AGREED = act("suspension", "2024-10-23"), act("enforcement_agreement", "2024-10-23")


def court(*acts: CaseAct, **facts: object) -> EnforcementFile:
    return file_of(COURT, MONEY, *acts, **facts)


def own(*acts: CaseAct, **facts: object) -> EnforcementFile:
    return file_of(OWN, EnforcedDuty.OTHER, *acts, **{"has_own_power": True, **facts})


def substitute(*acts: CaseAct, **facts: object) -> EnforcementFile:
    return file_of(SUBSTITUTE, CLEARING, *acts, **facts)


def demolition(*acts: CaseAct, **facts: object) -> EnforcementFile:
    return file_of(DEMOLITION, BUILDING, *acts, **facts)


def blocked(file: EnforcementFile, taken: CaseAct) -> list[str]:
    """Return the rules that refuse an act, each once, in order."""
    answers = examine_enforcement_act(LAW, file, taken)
    return list(dict.fromkeys(answer.rule for answer in answers if answer.blocks))


AT_ONCE = {
    "is_at_once": True, "cleared_place": "road", "must_go_at_once": True, "party_is_unable": True,
}  # fmt: skip
LATE = {"late_fine": Decimal(3000), "fine": Decimal(3000)}


@pytest.mark.parametrize(
    ("file", "taken", "rules"),
    [
        # 催告 -- COE-011, T-34
        (court(), act("demand", "2024-04-02", due_on=dt.date(2024, 4, 20)), []),
        (court(), act("demand", "2024-04-01", due_on=dt.date(2024, 4, 20)), ["COE-011"]),
        (court(), act("demand", "2024-10-08", due_on=dt.date(2024, 10, 7)), ["T-34"]),
        (court(is_performed=True), act("demand", "2024-10-08"), ["COE-012"]),
        # 听取意见 -- COE-011
        (own(*DEMANDED), act("statement_and_defence", "2024-10-15", statement_made=True),
         ["COE-011"]),
        (own(*DEMANDED), act("statement_and_defence", "2024-10-15", statement_made=True,
                             record="经济困难。", was_rechecked=True), []),
        (own(DEMANDED[0]), act("statement_and_defence", "2024-10-15"), ["COE-013"]),
        # 强制执行决定 -- COE-012, COE-013, COE-019
        (own(*HEARD), act("enforcement_decision", "2024-10-21"), []),
        (own(*HEARD), act("enforcement_decision", "2024-10-20"), ["COE-012"]),
        (own(*HEARD), act("enforcement_decision", "2024-10-20", assets_are_hidden=True,
                          evidence="转账记录。"), []),
        (own(*HEARD), act("enforcement_decision", "2024-10-20", assets_are_hidden=True),
         ["COE-012"]),
        (own(*DEMANDED), act("enforcement_decision", "2024-10-22"), ["COE-011"]),
        (own(*HEARD, has_own_power=False), act("enforcement_decision", "2024-10-22"), ["COE-019"]),
        (own(*HEARD, is_stayed=True), act("enforcement_decision", "2024-10-22"), ["EXE-010"]),
        (own(*DEMANDED[:1], act("service_of_demand", "2024-10-08", is_direct=False), HEARD[2]),
         act("enforcement_decision", "2024-10-22"), ["COE-013"]),
        (own(*DEMANDED, act("statement_and_defence", "2024-10-15", statement_made=True, record="有",
                            was_rechecked=True, is_founded=True, was_adopted=True)),
         act("enforcement_decision", "2024-10-22"), ["COE-012"]),
        # 加处罚款 -- COE-018
        (file_of(OWN, MONEY, *HEARD, has_own_power=True, late_fine_since=dt.date(2024, 9, 25),
                 **LATE), act("enforcement_decision", "2024-10-22"), ["COE-018"]),
        (file_of(OWN, MONEY, *HEARD, has_own_power=True, late_fine_since=dt.date(2024, 4, 2),
                 **LATE), act("enforcement_decision", "2024-10-22"), []),
        # 时间和方式 -- COE-015, COE-016
        (own(*DECIDED), act("enforcement", "2024-10-23"), []),
        (own(*DECIDED[:-1]), act("enforcement", "2024-10-23"), ["COE-013"]),
        (own(*DECIDED), act("enforcement", "2025-01-01"), ["COE-015"]),
        (own(*DECIDED), act("enforcement", "2025-01-01", is_urgent=True, urgency_recorded=True),
         []),
        (own(*DECIDED), act("enforcement", "2024-10-23", cut_supply="water", is_for_residents=True),
         ["COE-016"]),
        # 代履行 -- COE-020, COE-021
        (substitute(*DEMANDED), act("substitute_performance_decision", "2024-10-22"), []),
        (substitute(*DEMANDED), act("substitute_performance_decision", "2024-10-20"), ["COE-012"]),
        (substitute(*DEMANDED), act("substitute_performance_decision", "2024-10-22", harm="none"),
         ["COE-020"]),
        (substitute(), act("substitute_performance_decision", "2024-10-22"), ["COE-020"]),
        (substitute(*SUBSTITUTED), act("substitute_performance", "2024-10-31"), []),
        (substitute(*SUBSTITUTED), act("substitute_performance", "2024-10-30"), ["COE-020"]),
        (substitute(*SUBSTITUTED), act("substitute_performance", "2024-10-31",
                                       has_supervisor=False), ["COE-020"]),
        (substitute(*SUBSTITUTED), act("substitute_performance", "2024-10-31", is_by_force=True),
         ["COE-020"]),
        (substitute(*SUBSTITUTED[:-1]), act("substitute_performance", "2024-10-31"), ["COE-020"]),
        (substitute(*SUBSTITUTED, act("substitute_performance", "2024-10-31")),
         act("signature", "2024-10-31", 16), []),
        (substitute(*SUBSTITUTED, act("substitute_performance", "2024-10-31")),
         act("signature", "2024-10-31", 16, is_signed=False), ["COE-020"]),
        (substitute(*SUBSTITUTED[:2], act("substitute_performance_decision", "2024-10-22",
                                          cost_estimate=Decimal(800)), *SUBSTITUTED[3:],
                    act("substitute_performance", "2024-10-31", cost=Decimal(900))),
         act("signature", "2024-10-31", 16), ["COE-020"]),
        (substitute(), act("substitute_performance", "2024-10-08", **AT_ONCE), []),
        (substitute(), act("substitute_performance", "2024-10-08",
                           **{**AT_ONCE, "cleared_place": "other"}), ["COE-021"]),
        (substitute(act("substitute_performance", "2024-10-08", **AT_ONCE)),
         act("party_notified", "2024-10-08", 11), []),
        # 强制拆除 -- COE-017, COE-015, T-10
        (demolition(*PREPARED), act("demolition", "2024-10-30"), []),
        (demolition(*PREPARED[1:]), act("demolition", "2024-10-30"), ["COE-017"]),
        (demolition(*PREPARED, decision_served_on=dt.date(2024, 6, 3)),
         act("demolition", "2024-10-30"), ["COE-017"]),
        (demolition(*PREPARED, remedy=RemedyState.PENDING), act("demolition", "2024-10-30"),
         ["COE-017"]),
        (demolition(*PREPARED), act("demolition", "2026-02-18"), ["COE-015"]),
        # 申请法院 -- T-10, COE-022, COE-023, COE-024
        (court(*DEMANDED), act("court_enforcement_application", "2024-10-22"), []),
        # ten working days after 10-08 end on 10-21: 10-12 is a make-up day
        (court(*DEMANDED), act("court_enforcement_application", "2024-10-21"), ["COE-023"]),
        (court(*DEMANDED), act("court_enforcement_application", "2024-12-18"), []),
        (court(*DEMANDED), act("court_enforcement_application", "2024-12-19"), ["COE-022"]),
        (court(*DEMANDED), act("court_enforcement_application", "2024-12-19", reason="疫情。"), []),
        (court(), act("court_enforcement_application", "2024-10-23"), ["COE-023"]),
        (court(*DEMANDED), act("court_enforcement_application", "2024-10-23",
                               is_competent_court=False), ["COE-024"]),
        (court(*DEMANDED, remedy=RemedyState.PENDING),
         act("court_enforcement_application", "2024-10-23"), ["COE-022"]),
        (court(act("demand", "2024-08-01", due_on=dt.date(2024, 8, 20)),
               act("service_of_demand", "2024-08-01", 15)),
         act("court_enforcement_application", "2024-09-18"), ["T-10"]),
        (court(*DEMANDED, is_performed=True), act("court_enforcement_application", "2024-10-23"),
         ["COE-012", "COE-022"]),
        # 对裁定申请复议 -- COE-026
        (court(*ASKED, act("court_refusal", "2024-10-28")), act("court_review", "2024-11-12"), []),
        (court(*ASKED, act("court_refusal", "2024-10-28")), act("court_review", "2024-11-14"),
         ["COE-026"]),
        (court(*ASKED), act("court_review", "2024-11-12"), ["COE-026"]),
        # 执行协议 -- COE-032
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23",
                                       agreed_amount=Decimal(3000)), []),
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23",
                                       agreed_amount=Decimal(2999)), ["COE-032"]),
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23", harms_others=True,
                                       agreed_amount=Decimal(3000)), ["COE-032"]),
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23",
                                       agreed_amount=Decimal(3000), waived_late_fine=Decimal(1)),
         ["COE-032"]),
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23",
                                       agreed_amount=Decimal(3000), remedial_measures="已拆除。",
                                       waived_late_fine=Decimal(3000)), []),
        (court(*DEMANDED, **LATE), act("enforcement_agreement", "2024-10-23",
                                       agreed_amount=Decimal(3000), remedial_measures="已拆除。",
                                       waived_late_fine=Decimal(3001)), ["COE-032"]),
        (court(*DEMANDED, AGREED), act("court_enforcement_application", "2024-10-24"), ["COE-032"]),
        (court(*DEMANDED, AGREED, act("agreement_breach", "2024-12-02")),
         act("court_enforcement_application", "2024-12-03"), []),
        (court(*DEMANDED, AGREED), act("agreement_performance", "2024-12-02"), ["COE-032"]),
        (court(*DEMANDED, AGREED, is_fine_paid=True), act("agreement_performance", "2024-12-02"),
         []),
        # 中止、恢复、终结 -- COE-014
        (own(*DECIDED, SUSPENDED), act("enforcement", "2024-10-24"), ["COE-014"]),
        (own(*DECIDED, SUSPENDED), act("enforcement", "2027-10-25"), ["COE-014", "COE-015"]),
        (own(*DECIDED, SUSPENDED, act("resumption", "2024-10-24")),
         act("enforcement", "2024-10-25"), []),
        (own(*DECIDED, SUSPENDED), act("suspension", "2024-10-25"), ["COE-014"]),
        (own(*DECIDED), act("suspension", "2024-10-25", suspension_ground=""), ["COE-014"]),
        (own(*DECIDED), act("resumption", "2024-10-25"), ["COE-014"]),
        (own(*DECIDED), act("termination", "2024-10-25", termination_ground=""), ["COE-014"]),
        (own(*DECIDED), act("termination", "2024-10-25"), []),
        (own(*DECIDED, act("termination", "2024-10-25")), act("enforcement", "2024-10-28"),
         ["COE-014"]),
    ],
)  # fmt: skip
def test_an_act_is_refused_by_its_rules_and_by_no_other(
    file: EnforcementFile, taken: CaseAct, rules: list[str]
) -> None:
    assert blocked(file, taken) == rules


def test_an_act_dated_before_what_it_follows_is_refused() -> None:
    served = act("service_of_demand", "2024-10-09")
    file = own(DEMANDED[0], served)

    answers = examine_enforcement_act(LAW, file, act("statement_and_defence", "2024-10-08"))

    assert [answer.reason.zh for answer in answers if answer.blocks] == [
        "“听取陈述申辩并复核”的时间早于“送达催告书”（2024-10-09 10:00）。"
    ]


def test_every_refusal_names_article_reason_and_next_step() -> None:
    answers = examine_enforcement_act(LAW, own(), act("enforcement", "2025-01-01"))

    silent = [
        answer.rule
        for answer in answers
        if not answer.holds and not (answer.because and answer.reason.zh and answer.next_step.zh)
    ]
    assert silent == []


def test_e8_the_windows_of_a_court_application_close_on_the_days_counted_by_hand() -> None:
    found = {each.name: (each.due_on, each.warn_on) for each in windows_of(LAW, court())}

    assert found == {
        "latest_demand": (dt.date(2024, 12, 3), dt.date(2024, 12, 2)),
        "court_application": (dt.date(2024, 12, 18), dt.date(2024, 12, 13)),
    }


def test_two_clocks_run_where_reconsideration_comes_first() -> None:
    found = [(each.name, each.due_on) for each in windows_of(LAW, court(review_first=True))]

    assert found == [
        ("latest_demand", dt.date(2024, 7, 30)),
        ("court_application_earlier", dt.date(2024, 8, 14)),
        ("court_application", dt.date(2024, 12, 18)),
    ]


@pytest.mark.parametrize(
    ("file", "names"),
    [
        (court(*DEMANDED), ["demand_period", "demand_wait", "court_application"]),
        (court(*ASKED), ["court_acceptance"]),
        (court(*ASKED, act("court_acceptance", "2024-10-28")), ["court_ruling"]),
        (court(*ASKED, act("court_refusal", "2024-10-28")), ["court_review"]),
        (own(*DEMANDED, late_fine_since=dt.date(2024, 10, 1)), ["demand_period", "late_fine_wait"]),
        (own(*DECIDED, SUSPENDED), ["execution_dropped"]),
        (demolition(*ANNOUNCED), ["remedies", "self_demolition"]),
        (own(act("termination", "2024-10-25")), []),
        (court(is_performed=True), []),
    ],
)
def test_each_stage_has_its_windows(file: EnforcementFile, names: list[str]) -> None:
    assert [each.name for each in windows_of(LAW, file)] == names


def test_every_way_has_steps_whose_rules_and_particulars_exist() -> None:
    steps = {
        step
        for duty, ways in WAYS.items()
        for way in ways
        for step in EnforcementFile(way, duty, SERVED_ON).procedure(SERVED_ON).steps
    }
    said = {key for step in ENFORCEMENT_COURSE.steps for key in step.contains}

    assert {step.rule for step in steps} <= all_rules().keys()
    assert said <= all_particulars().keys()
